import type { Command } from 'commander';
import { isCalendarDay } from '../domain/calendar/calendar-days';
import { parisDate } from '../platform/clock';
import { UsageError } from './run-command';
import { withHouse } from './with-house';

export function define(command: Command): void {
  command
    .option('--day <AAAA-MM-JJ>', 'jour de réception (aujourd’hui par défaut)')
    .option('--json', 'une valeur JSON par ligne')
    .action(async ({ day: asked, json }: { day?: string; json?: boolean }) => {
      if (asked !== undefined && !isCalendarDay(asked)) throw new UsageError('--day : une date comme 2026-11-23');
      await withHouse(async ({ reconciliation, clock }) => {
        const account = await reconciliation.of(asked ?? parisDate(clock.now()));
        if (json) process.stdout.write(`${JSON.stringify(account)}\n`);
        else
          console.table(
            Object.fromEntries(
              account.channels.map(({ channel, received, classes }) => [channel, { received, ...classes }]),
            ),
          );
      });
    });
}
