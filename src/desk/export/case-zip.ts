import { createHash } from 'node:crypto';
import { PassThrough, Readable, Transform } from 'node:stream';
import { ZipFile } from 'yazl';

/** What became of a file in the zip. */
export interface ZippedFile {
  /** Within the zip. */
  readonly path: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** JPEG, PNG and most of a PDF are packed already. */
const PACKED = /^(application\/pdf|image\/(jpeg|png|webp|heic))$/;

/**
 * A zip that is written as it is read: a file is opened only when the one before it has gone, and measured on its way, so that the
 * manifest at its end tells what the zip really holds, in constant memory.
 */
export class CaseZip {
  private readonly zip = new ZipFile();
  private readonly out = new PassThrough();
  private open: Readable | null = null;
  readonly files: ZippedFile[] = [];

  /** @param on the day that every file in it bears */
  constructor(private readonly on: Date) {
    this.zip.on('error', (error: Error) => this.out.destroy(error));
    // Who asked has gone: nothing more is read.
    this.out.on('close', () => this.open?.destroy());
    this.zip.outputStream.pipe(this.out);
  }

  get stream(): Readable {
    return this.out;
  }

  addText(path: string, text: string): void {
    this.add(path, 'text/plain', () => Readable.from([Buffer.from(text)]));
  }

  /** @param open called when its turn has come */
  add(path: string, type: string, open: () => Readable): void {
    this.zip.addReadStreamLazy(path, { mtime: this.on, compress: !PACKED.test(type) }, (given) => {
      const source = open();
      const measured = this.measure(path);
      this.open = source;
      source.on('error', (error) => this.out.destroy(error));
      given(null, source.pipe(measured));
    });
  }

  /** The last file: made once all the others have gone. */
  end(path: string, make: (files: readonly ZippedFile[]) => string): void {
    this.zip.addReadStreamLazy(path, { mtime: this.on, compress: true }, (given) =>
      given(null, Readable.from([Buffer.from(make(this.files))])),
    );
    this.zip.end();
  }

  private measure(path: string): Transform {
    const digest = createHash('sha256');
    let bytes = 0;
    return new Transform({
      transform(piece: Buffer, _encoding, next) {
        digest.update(piece);
        bytes += piece.length;
        next(null, piece);
      },
      flush: (done) => {
        this.files.push({ path, bytes, sha256: digest.digest('hex') });
        done();
      },
    });
  }
}
