import type { Command } from 'commander';
import { RerunCorrespondence } from '../pipeline/rerun-correspondence';
import { withHouse } from './with-house';

/** The running workers look at the outbox every second: nobody has to be told. */
const NO_QUEUE_HERE = { kick: () => undefined };

export function define(command: Command): void {
  command.argument('<ID...>', 'identifiants des courriers en échec').action(async (ids: string[]) => {
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
