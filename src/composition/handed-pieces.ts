/** A page or two in one message with the reply; of a long file, what is in memory of it on either side. */
const LONGEST = 128 * 1024;

/** Gathers what is drawn of a reply's files, and hands it over in pieces: the next only when the one before is taken. */
export class HandedPieces {
  private readonly gathered: { pieces: Uint8Array[]; size: number }[] = [];
  private waiting: { readonly resolve: () => void; readonly reject: (error: Error) => void } | null = null;

  /** @param send is given pieces whose memory is theirs alone */
  constructor(private readonly send: (file: number, piece: Uint8Array) => void) {}

  /** @returns null where there is room for more */
  take(file: number, piece: Uint8Array): Promise<void> | null {
    const own = this.gathered[file] ?? { pieces: [], size: 0 };
    this.gathered[file] = own;
    own.pieces.push(piece);
    own.size += piece.length;
    if (own.size < LONGEST) return null;
    this.send(file, this.joined(file));
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
    });
  }

  taken(): void {
    this.waiting?.resolve();
    this.waiting = null;
  }

  abandon(): void {
    this.waiting?.reject(new Error('réponse abandonnée'));
    this.waiting = null;
  }

  /** Of each file what was not handed over. */
  rest(files: number): readonly Uint8Array[] {
    return Array.from({ length: files }, (_, file) => this.joined(file));
  }

  private joined(file: number): Uint8Array {
    const { pieces, size } = this.gathered[file] ?? { pieces: [], size: 0 };
    delete this.gathered[file];
    const whole = new Uint8Array(size);
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }
}
