import type { Command } from 'commander';
import { z } from 'zod';
import { RerunCorrespondence } from '../pipeline/rerun-correspondence';
import { UsageError } from './run-command';
import { withHouse } from './with-house';

/** The running workers look at the outbox every second: nobody has to be told. */
const NO_QUEUE_HERE = { kick: () => undefined };

export function define(command: Command): void {
  command.argument('<ID...>', 'identifiants des courriers en échec').action(async (ids: string[]) => {
    const wrong = ids.find((id) => !z.uuid().safeParse(id).success);
    if (wrong !== undefined)
      throw new UsageError(`${wrong}\u00a0: un identifiant comme 0199f3a2-5c1e-7d40-8a6b-3f2e1d0c9b8a est attendu`);
    await withHouse(async ({ correspondences, ledger }) => {
      const rerun = new RerunCorrespondence(correspondences, ledger, NO_QUEUE_HERE);
      for (const id of ids) {
        const done = await rerun.rerun(id);
        if (!done.ok) throw new Error(`${id} : ${done.error.message}`);
        process.stdout.write(`${id} : relancé\n`);
      }
    });
  });
}
