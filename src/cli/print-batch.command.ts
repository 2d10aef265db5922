import type { Command } from 'commander';
import type { BatchTold } from '../dispatch/print-batch/close-print-batch';
import { makePrintBatch } from '../house/make-daily-tasks';
import { parisDate } from '../platform/clock';
import { counted } from './spoken-counts';
import { withHouse } from './with-house';

export function define(command: Command): void {
  command.option('--json', 'une valeur JSON par ligne').action(async ({ json }: { json?: boolean }) => {
    await withHouse(async (house) => {
      const closing = makePrintBatch(house);
      if (closing === null)
        throw new Error('PRINT_FOLDER et PRINT_BATCH attendus\u00a0: les lettres ne vont pas par lots');
      let told: BatchTold[] = [];
      const done = await house.dailyTasks.exclusively(closing.name, async () => {
        told = await closing.close(parisDate(house.clock.now()), new AbortController().signal);
      });
      if (!done) throw new Error('un lot est en train d’être remis\u00a0: recommencez quand il sera fini');
      if (json) for (const batch of told) process.stdout.write(`${JSON.stringify(batch)}\n`);
      else process.stdout.write(`${told.length === 0 ? 'Aucune lettre n’attend.' : told.map(spoken).join('\n')}\n`);
    });
  });
}

function spoken({ name, letters, sheets, leftOut }: BatchTold): string {
  const out = leftOut === 0 ? '' : `, ${counted(leftOut, 'laissée', 'laissées')} à un agent`;
  return `${name}\u00a0: ${counted(letters, 'lettre', 'lettres')}, ${counted(sheets, 'feuille', 'feuilles')}${out}`;
}
