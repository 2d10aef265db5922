import { rm } from 'node:fs/promises';
import path from 'node:path';
import { dateInWords } from '../../domain/calendar/french-dates';
import { isEmptyDatabase, loadTables } from '../../persistence/backup/load-tables';
import { forgetOutbox, markRestored, type Restored } from '../../persistence/backup/mark-restored';
import type { ConnectionPool } from '../../persistence/database';
import { INCOMING } from '../../persistence/document-store/incoming-folder';
import type { StoredFiles } from '../../persistence/document-store/stored-files';
import { parisDate } from '../../platform/clock';
import { makeFolder } from '../../platform/sync-folder';
import { mergeInOrder } from '../documents/merge-in-order';
import { type BackupManifest, BadBackup } from './backup-manifest';
import { copyDocuments } from './copy-documents';
import { type ListedDocument, readDocumentList } from './document-list';
import { documentsOf } from './write-backup';

interface Parts {
  readonly pool: ConnectionPool;
  readonly store: StoredFiles;
  /** The service stood still from before the backup until now: what was under way goes on by itself. */
  readonly nothingLeftSince: boolean;
}

/**
 * Puts a verified backup into an empty database and an empty store: documents first, then the rows in one transaction, so that
 * no row ever names what is not there. Run again after an interruption, it goes on.
 * @throws BadBackup where database or store hold something else
 */
export async function restoreBackup(folder: string, manifest: BackupManifest, parts: Parts): Promise<Restored> {
  const { pool, store, nothingLeftSince } = parts;
  const list = path.join(folder, manifest.documents.list);
  if (!(await isEmptyDatabase(pool, manifest.migrations)))
    throw new BadBackup(
      'DATABASE_URL\u00a0: la base contient déjà des tables\u00a0; donnez-en une vide (create database …)',
    );
  await refuseFilledStore(store, list);
  const incoming = path.join(store.folder, INCOMING);
  await makeFolder(incoming, 0o700);
  const aside = path.join(incoming, 'restauration.list');
  await copyDocuments(keysOf(readDocumentList(list)), readDocumentList(list), documentsOf(folder), store, aside);
  await rm(aside);
  let restored: Restored = { stopped: [], perhapsSent: 0 };
  const tables = manifest.tables.map((table) => ({ ...table, file: path.join(folder, table.file) }));
  await loadTables(pool, manifest.migrations.length, tables, async (client) => {
    await forgetOutbox(client);
    if (!nothingLeftSince) restored = await markRestored(client, warningOf(manifest));
  });
  return restored;
}

function warningOf({ at }: BackupManifest): string {
  return `Restauré de la sauvegarde du ${dateInWords(parisDate(new Date(at)))}\u00a0: une réponse est peut-être déjà partie depuis. À vérifier avant tout envoi.`;
}

/** What an interrupted restore of the same backup left is not in the way. */
async function refuseFilledStore(store: StoredFiles, list: string): Promise<void> {
  const pairs = mergeInOrder(store.list(), readDocumentList(list), {
    a: ({ name }) => name,
    b: ({ storeKey }) => storeKey,
  });
  for await (const { a: file, b: listed } of pairs)
    if (file !== null && listed === null)
      throw new BadBackup('DOCUMENTS\u00a0: le dossier contient déjà des documents\u00a0; donnez-en un vide');
}

async function* keysOf(documents: AsyncIterable<ListedDocument>): AsyncGenerator<string> {
  for await (const { storeKey } of documents) yield storeKey;
}
