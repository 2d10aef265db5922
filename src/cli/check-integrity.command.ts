import type { Command } from 'commander';
import { checkIntegrity, type IntegrityAccount } from '../operations/integrity/check-integrity';
import { IntegrityQuery } from '../persistence/integrity.query';
import { SealedPlacesQuery } from '../persistence/sealed-places.query';
import { counted } from './spoken-counts';
import { withHouse } from './with-house';

const HELP = `
Ouvre chaque valeur scellée et chaque document, et compare chaque empreinte avec ce dont elle est tirée. Ne change rien.
Le journal a sa propre vérification\u00a0: courrier verify-journal. Sortie 0\u00a0: tout est entier\u00a0; 1\u00a0: quelque chose fut changé ou sa clé manque.`;

/** `courrier check-integrity`: one line a fault, the account last. */
export function define(command: Command): void {
  command
    .option('--json', 'une valeur JSON par ligne')
    .addHelpText('after', HELP)
    .action(({ json = false }: { json?: boolean }) =>
      withHouse(async (house) => {
        const { db } = house.database;
        const parts = { ...house, places: new SealedPlacesQuery(db), query: new IntegrityQuery(db) };
        const account = await checkIntegrity(parts, (fault) => {
          const of = fault.correspondenceId === null ? '' : ` (courrier ${fault.correspondenceId})`;
          print(json ? JSON.stringify(fault) : `${fault.place} ${fault.id}${of}\u00a0: ${fault.message}`);
        });
        print(json ? JSON.stringify(account) : spoken(account));
        if (!account.whole) throw new Error(counted(account.faults, 'faute trouvée', 'fautes trouvées'));
      }),
    );
}

function spoken({ whole, values, documents, directoryFiles, faults }: IntegrityAccount): string {
  const counts = [
    counted(values, 'valeur scellée', 'valeurs scellées'),
    counted(documents, 'document', 'documents'),
    counted(directoryFiles, 'dossier du répertoire', 'dossiers du répertoire'),
  ].join(', ');
  return `${whole ? 'Tout est entier' : counted(faults, 'faute', 'fautes')}\u00a0: ${counts}.`;
}

const print = (line: string): boolean => process.stdout.write(`${line}\n`);
