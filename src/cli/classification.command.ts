import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { loadOfficeRules } from '../house/make-stage-tools';
import { SettledKindsQuery } from '../persistence/settled-kinds.query';
import { readSettledFile } from './classification/read-settled-file';
import { type SettledText, trainModel } from './classification/train';
import { UsageError } from './run-command';
import { withHouse } from './with-house';

interface TrainOptions {
  readonly from?: string;
  readonly output: string;
  readonly least: string;
  readonly json?: boolean;
}

const HELP = `
Chaque ligne de FICHIER\u00a0: {"kind":"adresse","subject":"…","text":"…"}. Sans --from, ce que les agents ont réglé dans la base.
Le modèle ne garde aucun texte, aucun nombre, et aucun mot présent dans moins de --least courriers. Le service le lit là où
CLASSIFICATION_MODEL le nomme.`;

/** `courrier classification train`: learns from settled items, off line, and says how right the model is on items that it had not seen. */
export function define(command: Command): void {
  command
    .command('train')
    .description('apprend des demandes que les agents ont réglées')
    .option('--from <FICHIER.ndjson>', 'des demandes réglées, une par ligne, au lieu de celles de la base')
    .requiredOption('-o, --output <MODELE.json>', 'fichier du modèle')
    .option('--least <N>', 'courriers dans lesquels un mot doit se trouver pour être gardé', '5')
    .option('--json', 'le compte rendu en une valeur JSON')
    .addHelpText('after', HELP)
    .action(async ({ from, output, least, json }: TrainOptions) => {
      if (!/^[1-9]\d{0,5}$/.test(least)) throw new UsageError('--least\u00a0: un nombre de 1 à 999999');
      const rules = loadOfficeRules();
      const train = async (items: () => AsyncIterable<SettledText>): Promise<void> => {
        const { model, account } = await trainModel(items, rules, Number(least));
        writeFileSync(output, `${JSON.stringify(model)}\n`, { mode: 0o600 });
        process.stdout.write(json ? `${JSON.stringify(account)}\n` : inWords(account));
      };
      if (from !== undefined) return train(() => readSettledFile(from));
      await withHouse(async ({ database, encryption }) => {
        const settled = new SettledKindsQuery(database.pool, encryption);
        await train(() => settled.all());
      });
    });
}

type Account = Awaited<ReturnType<typeof trainModel>>['account'];

function inWords({ items, words, kinds, crossValidation: { right, wrong, silent } }: Account): string {
  const judged = right + wrong;
  const share = judged === 0 ? '—' : `${((100 * right) / judged).toFixed(1).replace('.', ',')}\u00a0%`;
  return [
    `${items} demandes réglées, ${words} mots gardés.`,
    ...kinds.map(({ kind, items: count }) => `  ${kind}\u00a0: ${count}`),
    `Sur des demandes qu’il n’avait pas apprises\u00a0: ${share} justes (${right} sur ${judged}), ${silent} sans avis.`,
    '',
  ].join('\n');
}
