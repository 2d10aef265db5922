import { constants, createReadStream } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import type { Command } from 'commander';
import type { House } from '../house/house';
import { type ImportTally, importLines } from './directory/import-lines';
import { ImportProgress } from './directory/import-progress';
import { counted } from './spoken-counts';
import { withHouse } from './with-house';

/** Bad lines told one by one; past these only their count is. */
const MOST_TOLD = 1_000;
const CHUNK_BYTES = 262_144;
const STANDARD_INPUT = '-';

const HELP = `
Un dossier par ligne, au format NDJSON. Un dossier déjà connu est remplacé, par son numéro allocataire\u00a0; un dossier
inchangé ne coûte presque rien. Après une interruption, il suffit de relancer la même commande.
Les lignes refusées sont dites sur la sortie d’erreur, par leur numéro et sans rien de leur contenu.

Exemple\u00a0:
  courrier directory import allocataires.ndjson`;

export function define(command: Command): void {
  command
    .command('import')
    .description(
      'charge le répertoire des allocataires (NDJSON, un dossier par ligne)\u00a0; les bonnes lignes entrent',
    )
    .argument('<FICHIER.ndjson>', 'le fichier, ou «\u00a0-\u00a0» pour l’entrée standard')
    .option('--json', 'une valeur JSON par ligne')
    .addHelpText('after', HELP)
    .action(async (file: string, { json }: { json?: boolean }) => {
      const input = await findInput(file);
      const tally = await withHouse((house) => importInto(house, input));
      const { imported, unchanged, refused } = tally;
      const said = [
        counted(imported, 'dossier chargé', 'dossiers chargés'),
        counted(unchanged, 'était déjà là sans changement', 'étaient déjà là sans changement'),
        counted(refused, 'ligne refusée', 'lignes refusées'),
      ].join(', ');
      if (json) process.stdout.write(`${JSON.stringify({ imported, unchanged, refused })}\n`);
      else process.stdout.write(`${said}\n`);
      if (refused > 0) throw new Error(said);
    });
}

interface Input {
  /** Opened when the import begins: what is refused before leaves nothing open. */
  open(): AsyncIterable<Buffer>;
  readonly size: number | null;
}

async function findInput(file: string): Promise<Input> {
  if (file === STANDARD_INPUT) return { open: () => process.stdin, size: null };
  try {
    const found = await stat(file);
    if (found.isDirectory()) throw new Error('dossier');
    await access(file, constants.R_OK);
    const open = () => createReadStream(file, { highWaterMark: CHUNK_BYTES });
    return { open, size: found.isFile() ? found.size : null };
  } catch {
    throw new Error(`fichier illisible\u00a0: ${file}`);
  }
}

async function importInto({ localDirectory, environment }: House, { open, size }: Input): Promise<ImportTally> {
  if (environment.DIRECTORY_URL !== undefined)
    throw new Error(
      'DIRECTORY_URL est donné\u00a0: le répertoire est celui du service distant, rien ne se charge ici\u00a0; retirez DIRECTORY_URL pour charger un fichier',
    );
  const progress = new ImportProgress(size);
  let told = 0;
  try {
    const tally = await importLines(open(), {
      save: (files) => localDirectory.save(files),
      refuse: (number, reason) => {
        if (++told <= MOST_TOLD) progress.tell(`ligne ${number}\u00a0: ${reason}`);
      },
      advance: (bytes, so) => progress.advance(bytes, so),
    });
    await localDirectory.analyse();
    return tally;
  } finally {
    progress.end();
  }
}
