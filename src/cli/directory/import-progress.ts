import { Presets, SingleBar } from 'cli-progress';
import type { ImportTally } from './import-lines';

const BETWEEN_LINES_MS = 10_000;
const MEGABYTE = 1_000_000;

/** How far an import is, on stderr: a bar in a terminal, a line now and then elsewhere. */
export class ImportProgress {
  private readonly bar: SingleBar | null;
  private read = 0;
  private lastLine = Date.now();

  /** @param size of the file in bytes, null for a stream, which has no bar */
  constructor(private readonly size: number | null) {
    const format = 'Répertoire {bar} {percentage}\u00a0% · {files} dossiers · encore {eta_formatted}';
    this.bar =
      process.stderr.isTTY && size !== null
        ? new SingleBar({ format, hideCursor: true, etaBuffer: 100, fps: 5 }, Presets.shades_classic)
        : null;
    this.bar?.start(Math.max(size ?? 0, 1), 0, { files: '0' });
  }

  advance(bytes: number, { imported, refused }: ImportTally): void {
    this.read += bytes;
    const files = imported.toLocaleString('fr-FR');
    this.bar?.update(this.read, { files });
    if (this.bar !== null || Date.now() - this.lastLine < BETWEEN_LINES_MS) return;
    this.lastLine = Date.now();
    const share = this.size === null ? '' : ` sur ${Math.ceil(this.size / MEGABYTE)}`;
    const faults = refused === 0 ? '' : `, ${refused.toLocaleString('fr-FR')} lignes refusées`;
    process.stderr.write(`${Math.floor(this.read / MEGABYTE)}${share} Mo lus, ${files} dossiers chargés${faults}\n`);
  }

  /** Writes a line for a person without breaking the bar, which is drawn again below it. */
  tell(line: string): void {
    if (this.bar !== null) process.stderr.write('\r\u001b[K');
    process.stderr.write(`${line}\n`);
  }

  end(): void {
    this.bar?.stop();
  }
}
