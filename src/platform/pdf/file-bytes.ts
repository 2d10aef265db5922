import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { PdfBytes } from './read-pdf';

const WINDOW = 64 * 1024;
/** Windows begin at its multiples: most letters are one. */
const STEP = WINDOW / 2;

/** A file on the disk, read here and there: a window of it is in memory. To be closed. */
export class FileBytes implements PdfBytes {
  readonly length: number;
  private readonly file: number;
  private window: Buffer = Buffer.alloc(0);
  private at = 0;

  constructor(path: string) {
    this.file = openSync(path, 'r');
    this.length = fstatSync(this.file).size;
  }

  /** A copy: who holds a few bytes holds no window. */
  subarray(from: number, to = this.length): Buffer {
    const end = Math.min(to, this.length);
    return end <= from ? Buffer.alloc(0) : Buffer.from(this.shown(from, end));
  }

  indexOf(word: string, from: number): number {
    for (let at = from; at < this.length; ) {
      const end = at >= this.at && at + word.length <= this.windowEnd ? this.windowEnd : at + STEP;
      const found = this.shown(at, Math.min(end, this.length)).indexOf(word, 0, 'latin1');
      if (found >= 0) return at + found;
      at = end - word.length + 1;
    }
    return -1;
  }

  /** Until the next call. */
  private shown(from: number, end: number): Buffer {
    if (from < this.at || end > this.windowEnd) {
      const start = from - (from % STEP);
      this.window = this.bytesAt(start, Math.min(Math.max(end - start, WINDOW), this.length - start));
      this.at = start;
    }
    return this.window.subarray(from - this.at, end - this.at);
  }

  private get windowEnd(): number {
    return this.at + this.window.length;
  }

  close(): void {
    closeSync(this.file);
  }

  private bytesAt(from: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafeSlow(length);
    let read = 0;
    while (read < length) {
      const got = readSync(this.file, bytes, read, length - read, from + read);
      if (got === 0) break;
      read += got;
    }
    return bytes.subarray(0, read);
  }
}
