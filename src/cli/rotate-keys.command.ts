import { Presets, SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import type { House } from '../house/house';
import { type Rotated, rotateKeys } from '../operations/keys/rotate-keys';
import { type KeySurvey, surveyKeys } from '../operations/keys/survey-keys';
import { SealedPlacesQuery } from '../persistence/sealed-places.query';
import { counted } from './spoken-counts';
import { withHouse } from './with-house';

const HELP = `
COURRIER_KEYS porte les clés, la plus récente d’abord. Donnez d’abord la nouvelle clé, devant l’ancienne, à tous les processus\u00a0;
puis lancez cette commande\u00a0: tout ce qui est scellé sous une clé plus ancienne passe sous la première, pendant que le service
continue. Interrompue, il suffit de la relancer. Elle dit pour finir quelles clés peuvent être retirées.`;

interface Options {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `courrier rotate-keys`: exit 0 when nothing is left under an older key. */
export function define(command: Command): void {
  command
    .option('--dry-run', 'compte ce qui est sous chaque clé, ne change rien')
    .option('--json', 'une valeur JSON par ligne')
    .addHelpText('after', HELP)
    .action((options: Options) => withHouse((house) => run(house, options)));
}

async function run(house: House, { dryRun = false, json = false }: Options): Promise<void> {
  const query = new SealedPlacesQuery(house.database.db);
  const survey = () => surveyKeys(query, house.files, house.store);
  const before = await survey();
  if (dryRun) return showSurvey(before, house.keyIds, json);
  const rotated = await rotate(house, older(before, house.keyIds[0] ?? ''));
  const after = await survey();
  if (json) print(JSON.stringify({ rotated }));
  else print(spoken(rotated));
  showSurvey(after, house.keyIds, json);
  const left = older(after, house.keyIds[0] ?? '');
  if (left > 0)
    throw new Error(
      `${counted(left, 'reste', 'restent')} sous une clé plus ancienne\u00a0: voyez ci-dessus, puis relancez`,
    );
}

async function rotate(house: House, total: number): Promise<Rotated> {
  const bar = process.stderr.isTTY
    ? new SingleBar(
        { format: 'Clés {bar} {percentage}\u00a0% · {value} sur {total} · encore {eta_formatted}', hideCursor: true },
        Presets.shades_classic,
      )
    : null;
  bar?.start(Math.max(total, 1), 0);
  try {
    return await rotateKeys(
      { ...house, db: house.database.db, newest: house.keyIds[0] ?? '' },
      {
        advance: (count) => bar?.increment(count),
        unreadable: (what, id, why) =>
          process.stderr.write(`${bar === null ? '' : '\r\u001b[K'}${what} ${id}\u00a0: ${why}\n`),
      },
    );
  } finally {
    bar?.stop();
  }
}

const older = (survey: KeySurvey, newest: string): number =>
  [...survey].reduce((sum, [key, use]) => (key === newest ? sum : sum + use.values + use.documents), 0);

function showSurvey(survey: KeySurvey, known: readonly string[], json: boolean): void {
  for (const key of new Set([...known, ...survey.keys()])) {
    const { values, documents } = survey.get(key) ?? { values: 0, documents: 0 };
    const [newest, present] = [key === known[0], known.includes(key)];
    if (json) print(JSON.stringify({ key, newest, present, values, documents }));
    else print(`clé «\u00a0${key}\u00a0»\u00a0: ${stateOf(values, documents, newest, present)}`);
  }
}

function stateOf(values: number, documents: number, newest: boolean, present: boolean): string {
  if (values + documents === 0 && !newest) return 'plus rien, elle peut être retirée de COURRIER_KEYS';
  const counts = `${counted(values, 'valeur', 'valeurs')}, ${counted(documents, 'document', 'documents')}`;
  if (newest) return `${counts} (la plus récente)`;
  return present ? counts : `${counts}, et elle manque dans COURRIER_KEYS`;
}

function spoken({ values, documents, unreadable }: Rotated): string {
  const done = `${counted(values, 'valeur rescellée', 'valeurs rescellées')}, ${counted(documents, 'document rechiffré', 'documents rechiffrés')}`;
  return unreadable === 0
    ? done
    : `${done}, ${counted(unreadable, 'illisible laissé', 'illisibles laissés')} en l’état`;
}

const print = (line: string): boolean => process.stdout.write(`${line}\n`);
