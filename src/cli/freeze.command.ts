import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { parisDate } from '../platform/clock';
import { requireIds } from './require-ids';
import { UsageError } from './run-command';
import { withHouse } from './with-house';

const printJson = (value: unknown): boolean => process.stdout.write(`${JSON.stringify(value)}\n`);

export function define(command: Command): void {
  command
    .argument('[ID...]', 'courriers à garder quel que soit leur âge')
    .option('--reason <motif>', 'pourquoi (gardé chiffré)')
    .option('--by <nom>', 'qui le demande', userInfo().username)
    .option('--list', 'montre les courriers gelés')
    .option('--json', 'une valeur JSON par ligne')
    .action(async (ids: string[], options: { reason?: string; by: string; list?: boolean; json?: boolean }) => {
      const { reason, by, list, json } = options;
      if (list) return showFrozen(json);
      if (ids.length === 0) throw new UsageError('donnez les identifiants des courriers à geler, ou --list');
      if (!reason?.trim()) throw new UsageError('--reason\u00a0: le motif du gel est attendu');
      requireIds(ids);
      await withHouse(async ({ freezes }) => {
        for (const id of ids) {
          if (!(await freezes.freeze(id, { by, reason })))
            throw new Error(`${id}\u00a0: courrier inconnu ou déjà effacé`);
          if (json) printJson({ id, frozen: true });
          else process.stdout.write(`${id}\u00a0: gelé\n`);
        }
      });
    });
}

async function showFrozen(json: boolean | undefined): Promise<void> {
  await withHouse(async ({ freezes }) => {
    for (const { id, reference, at, by, reason } of await freezes.list()) {
      if (json) printJson({ id, reference, at, by, reason });
      else
        process.stdout.write(
          `${id} ${reference}\u00a0: gelé le ${parisDate(new Date(at))} par ${by}\u00a0: ${reason}\n`,
        );
    }
  });
}
