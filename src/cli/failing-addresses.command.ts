import type { Command } from 'commander';
import { dateInWords } from '../domain/calendar/french-dates';
import { parisDate } from '../platform/clock';
import { withHouse } from './with-house';

const MOST_SHOWN = 1_000;

export function define(command: Command): void {
  command
    .option('--forget <DOSSIER>', 'écrit de nouveau à l’adresse dont ce dossier (C-2026-004217) a montré la panne')
    .option('--json', 'une valeur JSON par ligne')
    .action(({ forget, json }: { forget?: string; json?: boolean }) =>
      withHouse(async ({ failing, waits }) => {
        const write = (value: unknown, line: string) =>
          process.stdout.write(`${json ? JSON.stringify(value) : line}\n`);
        if (forget !== undefined) {
          const id = await waits.idOf(forget);
          if (id === null || !(await failing.forget(id)))
            throw new Error(`${forget}\u00a0: aucune adresse en panne n’est connue par ce dossier`);
          write({ forgotten: forget }, `${forget}\u00a0: les e-mails repartent à cette adresse`);
          return;
        }
        const known = await failing.list(MOST_SHOWN);
        for (const { reference, since } of known)
          write(
            { reference, since: since.toISOString() },
            `${reference}\u00a0: l’adresse à laquelle nous avons répondu ne reçoit plus nos e-mails depuis le ${dateInWords(parisDate(since))}`,
          );
        if (known.length === 0 && !json) write(null, 'Aucune adresse électronique n’est en panne.');
      }),
    );
}
