const FIRST_ROOM = 1 << 14;

/**
 * Builds a long text of Latin-1 signs in one place, flat: put together of hundreds of parts, a text is a tree of them, each an object
 * (a seventh of all that a page left to the garbage collector). One at a time: what it holds is taken before it begins anew.
 */
export class LatinWriter {
  private bytes = Buffer.allocUnsafeSlow(FIRST_ROOM);
  private length = 0;

  /** @param most signs that will follow */
  begin(most: number): void {
    if (most > this.bytes.length) this.bytes = Buffer.allocUnsafeSlow(most);
    this.length = 0;
  }

  put(text: string): void {
    const { bytes } = this;
    let at = this.length;
    for (let index = 0; index < text.length; index += 1) bytes[at++] = text.charCodeAt(index);
    this.length = at;
  }

  /** A number of up to three figures, and a space. */
  putSmall(number: number): void {
    const { bytes } = this;
    let at = this.length;
    if (number > 99) bytes[at++] = 0x30 + Math.floor(number / 100);
    if (number > 9) bytes[at++] = 0x30 + (Math.floor(number / 10) % 10);
    bytes[at++] = 0x30 + (number % 10);
    bytes[at++] = 0x20;
    this.length = at;
  }

  take(): string {
    return this.bytes.toString('latin1', 0, this.length);
  }
}
