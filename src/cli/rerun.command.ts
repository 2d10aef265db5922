import type { Command } from 'commander';
import { isCalendarDay } from '../domain/calendar/calendar-days';
import { NO_QUEUE_HERE } from '../pipeline/enqueuer';
import { RerunCorrespondence } from '../pipeline/rerun-correspondence';
import { requireIds } from './require-ids';
import { UsageError } from './run-command';
import { counted } from './spoken-counts';
import { withHouse } from './with-house';

interface Options {
  readonly failed?: boolean;
  readonly since?: string;
}

export function define(command: Command): void {
  command
    .argument('[ID...]', 'identifiants des courriers en échec ou illisibles')
    .option('--failed', 'tous les courriers en échec')
    .option('--since <AAAA-MM-JJ>', 'avec --failed\u00a0: ceux reçus ce jour-là ou après')
    .action(async (ids: string[], { failed = false, since }: Options) => {
      refuseMisuse(ids, failed, since);
      await withHouse(async ({ correspondences, ledger }) => {
        const rerun = new RerunCorrespondence(correspondences, ledger, NO_QUEUE_HERE);
        let [told, left] = [0, 0];
        const tell = (id: string, done: boolean): void => {
          told++;
          if (!done) left++;
          process.stdout.write(`${id}\u00a0: ${done ? 'relancé' : 'non relancé'}\n`);
        };
        if (failed) await rerun.rerunFailed(since ?? null, tell);
        if (failed && told === 0) process.stdout.write('aucun courrier en échec\n');
        for (const id of ids) {
          const done = await rerun.rerun(id);
          if (!done.ok) throw new Error(`${id}\u00a0: ${done.error.message}`);
          tell(id, true);
        }
        if (left > 0) throw new Error(counted(left, 'courrier non relancé', 'courriers non relancés'));
      });
    });
}

function refuseMisuse(ids: readonly string[], failed: boolean, since: string | undefined): void {
  if (failed === ids.length > 0) throw new UsageError('donnez des identifiants, ou --failed pour tous les échecs');
  if (since !== undefined && !failed) throw new UsageError('--since ne va qu’avec --failed');
  if (since !== undefined && !isCalendarDay(since)) throw new UsageError('--since\u00a0: une date comme 2026-11-23');
  requireIds(ids);
}
