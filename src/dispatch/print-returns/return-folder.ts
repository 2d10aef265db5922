import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../../platform/clock';
import type { Logger } from '../../platform/logger';
import { type ApplyPrintReturns, LARGEST_RETURN, type ReturnAccount, spokenLines } from './apply-print-returns';

const EVERY_MS = 10_000;
/** Below the print folder. */
export const RETURNS = 'retours';
const TAKEN = 'traites';
const REFUSED = 'refuses';
const RETURN_FILE = /\.(csv|json|ndjson|txt)$/i;
/** How long a line that cannot be written down yet is tried again before its file is put aside. */
const PATIENCE_MS = 24 * 60 * 60 * 1000;
const AGAIN_MS = 5 * 60 * 1000;

/**
 * Takes return files out of `retours/`: one that was wholly written down moves to `traites/`, one with lines refused to `refuses/`
 * with a report beside it, its good lines written down. A crash in between takes a file twice, which changes nothing.
 */
export class ReturnFolder {
  private timer: NodeJS.Timeout | null = null;
  private looking: Promise<void> = Promise.resolve();
  private stopped = false;
  private readonly folder: string;
  /** File → its size and time at the last look: one that still grows is left alone. */
  private seen = new Map<string, string>();
  /** File with lines to be told again → when it is tried next. */
  private readonly again = new Map<string, number>();

  constructor(
    printFolder: string,
    private readonly returns: ApplyPrintReturns,
    /** Runs the work in one process at a time; false where another is at it. */
    private readonly exclusively: (work: () => Promise<void>) => Promise<boolean>,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    this.folder = path.join(printFolder, RETURNS);
  }

  start(): void {
    this.looking = this.look().catch((error: unknown) => this.logger.warn(codeOf(error), 'retours d’impression'));
    void this.looking.then(() => {
      if (!this.stopped) this.timer = setTimeout(() => this.start(), EVERY_MS).unref();
    });
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.looking;
  }

  /** Takes what has stopped growing since the last look. One that fails stops none after it. */
  async look(): Promise<void> {
    const whole = await this.wholeFiles();
    if (whole.length === 0) return;
    await this.exclusively(async () => {
      for (const name of whole) {
        if (this.stopped) return;
        await this.take(name).catch((error: unknown) =>
          this.logger.warn(codeOf(error), 'retour d’impression non traité\u00a0: nouvel essai au prochain passage'),
        );
      }
    });
  }

  private async wholeFiles(): Promise<string[]> {
    const names = await readdir(this.folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    const seen = new Map<string, string>();
    for (const name of names.filter((one) => RETURN_FILE.test(one) && !one.startsWith('.')).sort()) {
      const found = await stat(path.join(this.folder, name)).catch(() => null);
      if (found?.isFile()) seen.set(name, `${found.size} ${found.mtimeMs}`);
    }
    const whole = [...seen].filter(([name, sign]) => this.seen.get(name) === sign).map(([name]) => name);
    this.seen = seen;
    const now = performance.now();
    return whole.filter((name) => (this.again.get(name) ?? 0) <= now);
  }

  private async take(name: string): Promise<void> {
    const file = path.join(this.folder, name);
    const found = await stat(file).catch(() => null);
    // Another process was faster.
    if (found === null) return;
    if (found.size > LARGEST_RETURN) return this.refuse(name, ['fichier de plus de 32 Mio, rien n’en a été pris']);
    const account = await this.returns.apply(await readFile(file));
    if (!account.ok) return this.refuse(name, [`${account.error}\u00a0; rien n’en a été pris`]);
    const { refused, later, lines, applied, already } = account.value;
    const patient = this.clock.now().getTime() - found.mtimeMs < PATIENCE_MS;
    if (later.length > 0 && patient) return void this.again.set(name, performance.now() + AGAIN_MS);
    this.again.delete(name);
    this.logger.info(
      { lines, applied, already, refused: refused.length + later.length },
      'retour d’impression pris en compte',
    );
    if (refused.length + later.length > 0) return this.refuse(name, reportOf(account.value));
    await rename(file, await this.placeIn(TAKEN, name));
  }

  /** The report is written first, so that no file is put aside without one. */
  private async refuse(name: string, lines: readonly string[]): Promise<void> {
    const place = await this.placeIn(REFUSED, name);
    await writeFile(`${place}.rapport.txt`, `${lines.join('\n')}\n`);
    await rename(path.join(this.folder, name), place);
    this.logger.warn(
      `retour d’impression avec des lignes refusées\u00a0: voir son rapport dans ${RETURNS}/${REFUSED}/`,
    );
  }

  private async placeIn(to: string, name: string): Promise<string> {
    const folder = path.join(this.folder, to);
    await mkdir(folder, { recursive: true });
    const wanted = path.join(folder, name);
    const taken = await stat(wanted).catch(() => null);
    return taken === null ? wanted : path.join(folder, `${this.clock.now().getTime()}-${name}`);
  }
}

function reportOf({ lines, applied, already, refused, later }: ReturnAccount): string[] {
  return [
    `${lines} lignes\u00a0: ${applied} prises en compte, ${already} déjà connues, ${refused.length + later.length} refusées.`,
    'Que faire\u00a0: corrigez les lignes ci-dessous, puis redéposez-les\u00a0; les autres ne sont pas à redire.',
    '',
    ...spokenLines([...refused, ...later].sort((one, other) => one.line - other.line)),
  ];
}

/** For the log: the names of files stand in the paths of their errors. */
function codeOf(error: unknown): object {
  const { code, syscall } = error as NodeJS.ErrnoException;
  return code !== undefined && syscall !== undefined ? { code, syscall } : { err: error };
}
