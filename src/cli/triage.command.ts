import type { Command } from 'commander';
import { listInputs } from '../intake/list-inputs';
import { ReadingPool } from '../reading/reading-pool';
import { UsageError } from './run-command';
import { describeLine } from './triage/describe-line';
import { loadDirectory } from './triage/load-directory';
import { maskLine } from './triage/mask-line';
import { triageInputs } from './triage/triage-inputs';

interface TriageOptions {
  readonly json?: boolean;
  readonly directory?: string;
  readonly mailbox: readonly string[];
  readonly authservId?: string;
  readonly now?: string;
  readonly reveal?: boolean;
}

/** Two at once: one reads while the other is judged; more would only take memory from its machine. */
const READING_PROCESSES = 2;

const HELP = `
Une ligne par courrier\u00a0: messages (.eml), dossiers, mbox, Maildir, lots numérisés. Rien n’est envoyé, rien n’est gardé.
Les NIR sont masqués, sauf avec --reveal.

Exemple\u00a0:
  courrier triage --json --directory allocataires.ndjson --mailbox contact@caf.invalid boite/`;

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** `courrier triage`: reading → identification → classification → decision over files, with no database and no queue. */
export function define(command: Command): void {
  command
    .argument('<CHEMIN...>', 'messages, dossiers, mbox, Maildir ou lots numérisés')
    .option('--json', 'une valeur JSON par ligne, aux champs du contrat')
    .option('--directory <FICHIER.ndjson>', 'répertoire des allocataires, un dossier par ligne')
    .option('--mailbox <ADRESSE>', 'une de nos adresses (peut être répétée)', collect, [])
    .option('--authserv-id <ID>', 'relais dont l’en-tête Authentication-Results est cru, s’il est en tête')
    .option('--now <ISO>', 'date et heure à tenir pour l’instant présent')
    .option('--reveal', 'montre les NIR en clair')
    .addHelpText('after', HELP)
    .action(async (paths: string[], options: TriageOptions) => {
      if (options.now !== undefined && Number.isNaN(Date.parse(options.now)))
        throw new UsageError('--now\u00a0: date ISO attendue, par exemple 2026-11-23T10:00:00Z');
      for (const address of options.mailbox)
        if (!/^[^\s@]+@[^\s@]+$/.test(address)) throw new UsageError('--mailbox\u00a0: adresse e-mail attendue');
      await run(paths, options);
    });
}

async function run(paths: readonly string[], options: TriageOptions): Promise<void> {
  const directory = await loadDirectory(options.directory ?? null);
  const pool = new ReadingPool({ size: READING_PROCESSES });
  const reader = { pool, mailboxes: options.mailbox, authservId: options.authservId ?? null };
  try {
    for await (const line of triageInputs(listInputs(paths), reader, directory)) {
      const shown = options.reveal === true ? line : maskLine(line);
      if (!(await print(options.json === true ? JSON.stringify(shown) : describeLine(shown)))) return;
    }
  } finally {
    await pool.close();
  }
}

/** @returns false where the reader of our output went away: the work ends without a word */
function print(line: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    process.stdout.write(`${line}\n`, (error) => {
      if (!error) resolve(true);
      else if ((error as NodeJS.ErrnoException).code === 'EPIPE') resolve(false);
      else reject(error);
    });
  });
}
