import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { ApplyPrintReturns, type ReturnAccount, spokenLines } from '../dispatch/print-returns/apply-print-returns';
import type { House } from '../house/house';
import { counted } from './spoken-counts';
import { withHouse } from './with-house';

const MOST_ADDRESSES = 1_000;
const printJson = (value: unknown): boolean => process.stdout.write(`${JSON.stringify(value)}\n`);

export function define(command: Command): void {
  command
    .argument('[fichiers...]', 'retours du centre d’impression, en CSV ou en JSON')
    .option('--undeliverable', 'montre les lettres par lesquelles des adresses sont connues mauvaises')
    .option('--forget <LETTRE>', 'rouvre l’adresse par laquelle cette lettre est revenue')
    .option('--json', 'une valeur JSON par ligne')
    .action(
      async (files: string[], options: { undeliverable?: boolean; forget?: string; json?: boolean }, self: Command) => {
        const { undeliverable, forget, json } = options;
        if (files.length === 0 && !undeliverable && forget === undefined) self.help({ error: true });
        await withHouse(async (house) => {
          if (forget !== undefined) await reopen(house, forget);
          if (undeliverable) await showUndeliverable(house, json);
          if (files.length > 0) await applyFiles(house, files, json);
        });
      },
    );
}

async function applyFiles({ printReturns, clock }: House, files: readonly string[], json: boolean | undefined) {
  const returns = new ApplyPrintReturns(printReturns, clock);
  let bad = 0;
  for (const file of files) {
    const account = await returns.apply(await readFile(file));
    if (!account.ok) throw new Error(`${path.basename(file)}\u00a0: ${account.error}\u00a0; rien n’en a été pris`);
    if (json) printJson({ file, ...account.value });
    else process.stdout.write(`${spoken(path.basename(file), account.value)}\n`);
    bad += account.value.refused.length + account.value.later.length;
  }
  if (bad > 0) throw new Error(`${counted(bad, 'ligne n’a pas été prise', 'lignes n’ont pas été prises')} en compte`);
}

function spoken(file: string, { applied, already, refused, later }: ReturnAccount): string {
  const sum = `${file}\u00a0: ${counted(applied, 'ligne prise', 'lignes prises')} en compte, ${counted(already, 'déjà connue', 'déjà connues')}`;
  return [sum, ...spokenLines([...refused, ...later]).map((line) => `  ${line}`)].join('\n');
}

async function showUndeliverable({ undeliverable }: House, json: boolean | undefined): Promise<void> {
  for (const { since, reason, letterId, correspondenceId } of await undeliverable.list(MOST_ADDRESSES)) {
    if (json) printJson({ letter: letterId, correspondence: correspondenceId, since, reason });
    else process.stdout.write(`${letterId}, courrier ${correspondenceId}, depuis le ${since}\u00a0: ${reason}\n`);
  }
}

async function reopen({ undeliverable }: House, letter: string): Promise<void> {
  const known = /^[0-9a-f-]{36}$/i.test(letter) && (await undeliverable.forget(letter));
  if (!known) throw new Error('aucune adresse n’est connue mauvaise par cette lettre');
}
