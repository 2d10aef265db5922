import { Command, CommanderError } from 'commander';
import { messageWithoutQuery } from '../platform/without-query';

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
  program.description('Le courrier d’une Caf : lu, identifié par le NIR, répondu.').enablePositionalOptions();
  for (const entry of entries) {
    const command = program.command(entry.name).description(entry.summary).exitOverride();
    command.configureOutput({ outputError: () => undefined });
    if (entry.name === argv[0]) (await entry.load()).define(command);
  }
  try {
    await program.parseAsync(['node', 'courrier', ...argv]);
    return 0;
  } catch (error) {
    return report(error);
  }
}

function report(error: unknown): number {
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  if (error instanceof CommanderError && error.code === 'commander.help') return 2;
  const usage = error instanceof CommanderError || error instanceof UsageError;
  const message = error instanceof Error ? messageWithoutQuery(error) : String(error);
  process.stderr.write(
    `${message
      .replace(/^error: /, '')
      .replace(/\s*\n\s*/g, ' ')
      .trim()}\n`,
  );
  return usage ? 2 : 1;
}
