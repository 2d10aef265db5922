import path from 'node:path';
import type { NamedKey } from '../../config/environment.schema';
import { productMigrations } from '../../persistence/backup/schema-versions';
import type { LookupHash } from '../../platform/keys/field-encryption';
import { type BackupManifest, BadBackup, checkOfKey, readManifest } from './backup-manifest';
import { readDocumentList } from './document-list';
import { documentsOf } from './write-backup';
import { measure, type Written } from './write-durably';

interface Given {
  readonly hash: LookupHash;
  readonly keys: readonly NamedKey[];
}

/**
 * Reads a backup through before anything is done with it: signature, version, keys, and the hash of every file.
 * @throws BadBackup naming the first file, key or version that is wrong
 */
export async function verifyBackup(folder: string, { hash, keys }: Given): Promise<BackupManifest> {
  const manifest = await readManifest(folder, hash);
  refuseOtherVersion(manifest);
  refuseWrongKeys(manifest, keys);
  for (const { file, ...expected } of manifest.tables) await compare(path.join(folder, file), expected);
  const { list, listSha256, count } = manifest.documents;
  await compare(path.join(folder, list), { sha256: listSha256 });
  const documents = documentsOf(folder);
  let listed = 0;
  for await (const { storeKey, bytes, sha256 } of readDocumentList(path.join(folder, list))) {
    listed++;
    await compare(documents.pathOf(storeKey), { bytes, sha256 });
  }
  if (listed !== count) throw new BadBackup(`${path.join(folder, list)}\u00a0: incomplet`);
  return manifest;
}

/** A backup's schema must be one that this version has gone through. */
function refuseOtherVersion({ migrations, product }: BackupManifest): void {
  const ours = productMigrations();
  if (migrations.every((hash, index) => ours[index] === hash)) return;
  throw new BadBackup(
    `sauvegarde faite par la version ${product}, plus récente que ce programme ou d’une autre lignée\u00a0: restaurez-la avec cette version`,
  );
}

function refuseWrongKeys({ keys: needed }: BackupManifest, keys: readonly NamedKey[]): void {
  for (const { id, check } of needed) {
    // What could not be opened when the backup was made is not asked for.
    if (check === null) continue;
    const key = keys.find((one) => one.id === id);
    if (key === undefined)
      throw new BadBackup(`COURRIER_KEYS\u00a0: la clé «\u00a0${id}\u00a0» manque, la sauvegarde en a besoin`);
    if (checkOfKey(key) !== check)
      throw new BadBackup(`COURRIER_KEYS\u00a0: la clé «\u00a0${id}\u00a0» n’est pas celle de la sauvegarde`);
  }
}

async function compare(file: string, expected: Partial<Written>): Promise<void> {
  const found = await measure(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new BadBackup(`${file}\u00a0: absent de la sauvegarde`);
    throw error;
  });
  if ((expected.bytes !== undefined && found.bytes !== expected.bytes) || found.sha256 !== expected.sha256)
    throw new BadBackup(`${file}\u00a0: altéré, son empreinte n’est pas celle du manifeste`);
}
