import { createReadStream, existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { NamedKey } from '../../config/environment.schema';
import { appliedMigrations } from '../../persistence/backup/schema-versions';
import { journalHead, namedDocuments, withSnapshot } from '../../persistence/backup/snapshot';
import { copyOut, keyIdsOfRows, tablesToLoad } from '../../persistence/backup/table-copies';
import type { ConnectionPool } from '../../persistence/database';
import { INCOMING } from '../../persistence/document-store/incoming-folder';
import { StoredFiles } from '../../persistence/document-store/stored-files';
import type { LookupHash } from '../../platform/keys/field-encryption';
import { makeFolder } from '../../platform/sync-folder';
import { mergeInOrder } from '../documents/merge-in-order';
import { type BackupManifest, checkOfKey, MANIFEST, newManifest, readManifest, writeManifest } from './backup-manifest';
import { type CopiedDocuments, copyDocuments } from './copy-documents';
import { readDocumentList } from './document-list';
import { measure, writeDurably } from './write-durably';

interface Parts {
  readonly pool: ConnectionPool;
  readonly store: StoredFiles;
  readonly hash: LookupHash;
  readonly keys: readonly NamedKey[];
  readonly product: string;
}

export interface BackupDone {
  readonly manifest: BackupManifest;
  readonly reusedDocuments: number;
}

/** Where a backup of the folder keeps its documents. */
export const documentsOf = (folder: string): StoredFiles => new StoredFiles(path.join(folder, 'documents'));

/**
 * Writes a whole backup of the running house into a folder that may hold the one before: that one stays whole until the new
 * manifest takes its place. Call it under the lock `document-removal`, so that no file goes before it is copied.
 */
export async function writeBackup(folder: string, parts: Parts): Promise<BackupDone> {
  await makeFolder(folder, 0o700);
  const before = await manifestBefore(folder, parts.hash);
  const run = new Date().toISOString().replace(/[^\d]/g, '');
  const tablesFolder = `tables-${run}`;
  await makeFolder(path.join(folder, tablesFolder), 0o700);
  const wanted = path.join(folder, `wanted-${run}`);
  const rows = await copyTables(folder, tablesFolder, wanted, parts.pool);
  const list = `documents-${run}.list`;
  const copied = await copyDocuments(
    linesIn(wanted),
    before === null ? nothing() : readDocumentList(path.join(folder, before.documents.list)),
    parts.store,
    documentsOf(folder),
    path.join(folder, list),
  );
  const manifest = newManifest({
    product: parts.product,
    at: rows.at.toISOString(),
    migrations: rows.migrations,
    tables: rows.tables,
    documents: await describeDocuments(folder, list, copied),
    keys: [...new Set([...rows.keyIds, ...copied.keyIds])].sort().map((id) => ({ id, check: checkOf(id, parts.keys) })),
    journal: rows.journal,
  });
  await writeManifest(folder, manifest, parts.hash);
  await removeLeftovers(folder, manifest);
  return { manifest, reusedDocuments: copied.reused };
}

/** One transaction: every table and the names of the documents are of the same moment. */
function copyTables(folder: string, tablesFolder: string, wanted: string, pool: ConnectionPool) {
  return withSnapshot(pool, async (client, at) => {
    const tables: BackupManifest['tables'] = [];
    for (const table of await tablesToLoad(client)) {
      const file = `${tablesFolder}/${table.name}.copy`;
      const stream = copyOut(client, table);
      const written = await writeDurably(path.join(folder, file), stream);
      tables.push({ name: table.name, columns: [...table.columns], file, rows: stream.rowCount, ...written });
    }
    await writeDurably(wanted, linesOf(namedDocuments(client)));
    return {
      at,
      tables,
      migrations: await appliedMigrations(client),
      keyIds: await keyIdsOfRows(client),
      journal: await journalHead(client),
    };
  });
}

async function describeDocuments(folder: string, list: string, { count, bytes, missing }: CopiedDocuments) {
  const { sha256 } = await measure(path.join(folder, list));
  return { list, listSha256: sha256, count, bytes, missing };
}

/** The one before, to copy only what is new. @throws BadBackup where it is not this house's: it is not written over */
function manifestBefore(folder: string, hash: LookupHash): Promise<BackupManifest | null> {
  return existsSync(path.join(folder, MANIFEST)) ? readManifest(folder, hash) : Promise.resolve(null);
}

/** What an interrupted run or the backup before left, and documents that were erased since: retention reaches backups too. */
async function removeLeftovers(folder: string, { tables, documents }: BackupManifest): Promise<void> {
  const current = new Set([documents.list, ...tables.map(({ file }) => path.dirname(file))]);
  for (const name of await readdir(folder))
    if (/^(tables-|wanted-|documents-)\d+/.test(name) && !current.has(name))
      await rm(path.join(folder, name), { recursive: true });
  const kept = documentsOf(folder);
  await rm(path.join(kept.folder, INCOMING), { recursive: true, force: true });
  const listed = readDocumentList(path.join(folder, documents.list));
  const pairs = mergeInOrder(kept.list(), listed, { a: ({ name }) => name, b: ({ storeKey }) => storeKey });
  for await (const { a: file, b: document } of pairs)
    if (file !== null && document === null) await rm(kept.pathOf(file.name));
}

function checkOf(id: string, keys: readonly NamedKey[]): string | null {
  const key = keys.find((one) => one.id === id);
  return key === undefined ? null : checkOfKey(key);
}

async function* linesOf(values: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const value of values) yield `${value}\n`;
}

/** Opened only when it is read: lines that come before are lost. */
async function* linesIn(file: string): AsyncGenerator<string> {
  yield* createInterface({ input: createReadStream(file) });
}

async function* nothing(): AsyncGenerator<never> {}
