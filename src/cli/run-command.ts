import { Command, CommanderError } from 'commander';
import { messageWithoutQuery } from '../platform/without-query';
import { helpInFrench, usageInFrench } from './french-commander';

/** What a `*.command.ts` file exports: it adds its options and its action to the command it is given. */
export interface CommandModule {
  define(command: Command): void;
}

export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<CommandModule>;
}

/** Wrong use of a command: exit 2, one line on stderr. */
export class UsageError extends Error {}

/**
 * Runs one command of the table.
 * @returns the exit code: 0, 1 for a failure, 2 for wrong use; the one line that says why is on stderr
 */
export async function runCommand(entries: readonly CommandEntry[], argv: readonly string[]): Promise<number> {
  const program = new Command('courrier').exitOverride().configureOutput({ outputError: () => undefined });
  helpInFrench(program).description('Le courrier d’une Caf\u00a0: lu, identifié par le NIR, répondu.');
  program.enablePositionalOptions();
  const words = meantWords(entries, argv);
  for (const entry of entries) {
    const command = program.command(entry.name).description(entry.summary).exitOverride();
    command.configureOutput({ outputError: () => undefined });
    if (entry.name === words[0]) (await entry.load()).define(command);
  }
  try {
    await program.parseAsync(['node', 'courrier', ...words]);
    return 0;
  } catch (error) {
    return report(error);
  }
}

/** `help X` is `X --help`; an unknown command stands alone, since commander would answer its --help with the general one. */
function meantWords(entries: readonly CommandEntry[], argv: readonly string[]): readonly string[] {
  const [first, second] = argv;
  if (first === undefined || first.startsWith('-')) return argv;
  if (first === 'help') return second === undefined ? argv : meantWords(entries, [second, '--help']);
  return entries.some(({ name }) => name === first) ? argv : [first];
}

function report(error: unknown): number {
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  if (error instanceof CommanderError && error.code === 'commander.help') return 2;
  process.stderr.write(
    `${spoken(error)
      .replace(/\s*\n\s*/g, ' ')
      .trim()}\n`,
  );
  return error instanceof CommanderError || error instanceof UsageError ? 2 : 1;
}

function spoken(error: unknown): string {
  if (error instanceof CommanderError) return usageInFrench(error);
  const fault = faultOfFile(Object(error));
  if (fault !== null) return fault;
  return error instanceof Error ? messageWithoutQuery(error) : String(error);
}

const FILE_FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'fichier ou dossier introuvable',
  EACCES: 'accès refusé',
  EPERM: 'accès refusé',
  EISDIR: 'c’est un dossier, un fichier est attendu',
  ENOTDIR: 'c’est un fichier, un dossier est attendu',
  EEXIST: 'existe déjà',
  ENOSPC: 'plus de place sur le disque',
  EROFS: 'disque en lecture seule',
};

/** Of a path that a person gave: the system’s own words are English. */
function faultOfFile({ code, path }: NodeJS.ErrnoException): string | null {
  const said = FILE_FAULTS[code ?? ''];
  return said === undefined || typeof path !== 'string' ? null : `«\u00a0${path}\u00a0»\u00a0: ${said}`;
}
