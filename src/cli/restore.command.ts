import path from 'node:path';
import type { Command } from 'commander';
import { readEnvironment } from '../config/read-environment';
import { databaseUrl, documentsFolderOf } from '../house/house';
import { restoreBackup } from '../operations/backup/restore-backup';
import { verifyBackup } from '../operations/backup/verify-backup';
import type { Restored } from '../persistence/backup/mark-restored';
import { openPool } from '../persistence/database';
import { StoredFiles } from '../persistence/document-store/stored-files';
import { LookupHash } from '../platform/keys/field-encryption';
import { readOrMakeKeys } from '../platform/keys/read-or-make-keys';
import { createLogger } from '../platform/logger';
import { withHouse } from './with-house';

interface Options {
  readonly check?: boolean;
  readonly nothingLeftSince?: boolean;
  readonly json?: boolean;
}

export function define(command: Command): void {
  command
    .argument('<DOSSIER>', 'dossier de la sauvegarde')
    .option('--check', 'vérifie la sauvegarde, ne restaure rien')
    .option(
      '--nothing-left-since',
      'le service était arrêté depuis la sauvegarde\u00a0: ce qui était en cours continue',
    )
    .option('--json', 'une valeur JSON par ligne')
    .action((folder: string, options: Options) => restore(path.resolve(folder), options));
}

async function restore(folder: string, { check, nothingLeftSince = false, json }: Options): Promise<void> {
  const environment = readEnvironment();
  const keys = readOrMakeKeys(environment);
  const manifest = await verifyBackup(folder, { hash: new LookupHash(keys.index), keys: keys.encryption });
  const told = { folder, at: manifest.at, documents: manifest.documents.count };
  if (check) {
    if (json) process.stdout.write(`${JSON.stringify({ ...told, whole: true })}\n`);
    else process.stdout.write(`${folder}\u00a0: sauvegarde du ${manifest.at} entière, ${told.documents} documents\n`);
    return;
  }
  const closers: (() => Promise<unknown>)[] = [];
  const logger = createLogger('warn', process.stderr);
  let restored: Restored;
  try {
    const { url } = await databaseUrl(environment, logger, closers);
    const pool = openPool(url, (error) => logger.warn({ err: error }, 'base de données'), { patient: true });
    closers.push(() => pool.end());
    const store = new StoredFiles(documentsFolderOf(environment));
    restored = await restoreBackup(folder, manifest, { pool, store, nothingLeftSince });
  } finally {
    for (const closer of closers.reverse()) await closer();
  }
  await journalRestored(restored, manifest.at, nothingLeftSince);
  if (json) {
    const { stopped, perhapsSent } = restored;
    process.stdout.write(`${JSON.stringify({ ...told, stopped: stopped.length, perhapsSent })}\n`);
  } else tell(folder, restored, nothingLeftSince);
}

/** Opening the house brings the schema to the present version. */
async function journalRestored(
  { stopped, perhapsSent }: Restored,
  backup: string,
  nothingLeftSince: boolean,
): Promise<void> {
  await withHouse(async ({ journal, database, clock, correspondences }) => {
    const at = clock.now();
    for (const id of stopped) {
      const revision = (await correspondences.load(id))?.revision ?? null;
      await journal.write(database.db, { correspondenceId: id, at, event: 'restored', revision, detail: { backup } });
    }
    const detail = { backup, nothingLeftSince, stopped: stopped.length, perhapsSent };
    await journal.write(database.db, { correspondenceId: null, at, event: 'restored', revision: null, detail });
  });
}

function tell(folder: string, { stopped, perhapsSent }: Restored, nothingLeftSince: boolean): void {
  const lines = [`${folder}\u00a0: restaurée.`];
  if (!nothingLeftSince)
    lines.push(
      `${stopped.length} courrier(s) en cours attendent un agent\u00a0; ${perhapsSent} envoi(s) peut-être partis.`,
      'Ce qui a été reçu depuis la sauvegarde n’y est pas, et personne ne le renverra.',
      'À refaire s’il y en a eu depuis\u00a0: gels, clés d’API révoquées, répertoire. La conservation n’effacera rien pendant sept jours.',
    );
  process.stdout.write(`${lines.join('\n')}\n`);
}
