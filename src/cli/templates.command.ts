import type { Command } from 'commander';
import { templatesFolder } from '../composition/letters/list-letters';
import { checkLetters } from '../composition/letters/load-letters';
import { UsageError } from './run-command';

interface CheckOptions {
  readonly folder: string;
  readonly json?: boolean;
}

/** `courrier templates check`: every fault of every letter, by name and line; exit 1 where there is one. */
export function define(command: Command): void {
  command
    .argument('<action>', 'check')
    .option('--folder <DOSSIER>', 'dossier qui contient letters/ et partials/', templatesFolder)
    .option('--json', 'une valeur JSON par ligne')
    .action(check);
}

async function check(action: string, { folder, json }: CheckOptions): Promise<void> {
  if (action !== 'check') throw new UsageError(`action «\u00a0${action}\u00a0» inconnue\u00a0: check attendu`);
  const { letters, faults } = await checkLetters(folder).catch(() => {
    throw new Error(`${folder}\u00a0: dossier illisible, letters/ et partials/ attendus`);
  });
  for (const { file, line, what, message } of faults) {
    process.stdout.write(json ? `${JSON.stringify({ file, line, fault: what })}\n` : `${message}\n`);
  }
  if (faults.length > 0) throw new Error(`modèles\u00a0: ${faults.length} faute${faults.length > 1 ? 's' : ''}`);
  if (!json) process.stdout.write(`${letters.size} lettres, aucune faute\n`);
}
