import type { Command } from 'commander';
import { requireIds } from './require-ids';
import { withHouse } from './with-house';

export function define(command: Command): void {
  command.argument('<ID...>', 'courriers dont le gel est levé').action(async (ids: string[]) => {
    requireIds(ids);
    await withHouse(async ({ freezes }) => {
      for (const id of ids) {
        if (!(await freezes.unfreeze(id))) throw new Error(`${id}\u00a0: courrier inconnu ou déjà effacé`);
        process.stdout.write(`${id}\u00a0: gel levé\n`);
      }
    });
  });
}
