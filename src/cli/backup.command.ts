import path from 'node:path';
import type { Command } from 'commander';
import { type BackupDone, writeBackup } from '../operations/backup/write-backup';
import { underLock } from '../persistence/advisory-lock';
import { openPool } from '../persistence/database';
import { readOrMakeKeys } from '../platform/keys/read-or-make-keys';
import { productVersion } from '../platform/package-root';
import { withHouse } from './with-house';

export function define(command: Command): void {
  command
    .argument('<DOSSIER>', 'où l’écrire\u00a0; le dossier d’une sauvegarde précédente n’est que complété')
    .option('--json', 'une valeur JSON par ligne')
    .action(async (folder: string, { json }: { json?: boolean }) => {
      await withHouse(async ({ database, files: store, hash, environment, logger }) => {
        const patient = openPool(database.url, (err) => logger.warn({ err }, 'base de données'), { patient: true });
        const parts = { pool: patient, store, hash, keys: readOrMakeKeys(environment).encryption };
        const place = path.resolve(folder);
        const work = async () => show(place, await writeBackup(place, { ...parts, product: productVersion() }), json);
        try {
          // Deletions of files wait, so that whatever the tables name can be copied.
          await underLock(patient, 'document-removal', work, { wait: true });
        } finally {
          await patient.end();
        }
      });
    });
}

function show(folder: string, { manifest, reusedDocuments }: BackupDone, json: boolean | undefined): void {
  const { tables, documents, at } = manifest;
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  if (json) {
    const { count, bytes, missing } = documents;
    process.stdout.write(
      `${JSON.stringify({ folder, at, rows, documents: count, documentBytes: bytes, reusedDocuments, missingDocuments: missing })}\n`,
    );
  } else
    process.stdout.write(
      `${folder}\u00a0: sauvegarde du ${at}, ${rows} lignes, ${documents.count} documents dont ${reusedDocuments} déjà là\n`,
    );
  if (documents.missing > 0)
    process.stderr.write(
      `${documents.missing} document(s) nommés par des lignes sont absents du dossier des documents\u00a0: voyez courrier reconcile --documents\n`,
    );
}
