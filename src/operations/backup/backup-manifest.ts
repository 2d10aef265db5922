import { createHmac } from 'node:crypto';
import { readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { NamedKey } from '../../config/environment.schema';
import type { LookupHash } from '../../platform/keys/field-encryption';
import { syncFolder } from '../../platform/sync-folder';
import { writeDurably } from './write-durably';

export const MANIFEST = 'manifest.json';
/** What a program of this version reads. */
const FORMAT = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const fileName = z.string().regex(/^[\w.-]+(\/[\w.-]+)?$/);

const manifestSchema = z.object({
  format: z.number().int(),
  product: z.string(),
  /** ISO 8601: the moment that the tables show. */
  at: z.iso.datetime(),
  /** SHA-256 of each migration that the database had, in order. */
  migrations: z.array(sha256).min(1),
  /** In the order in which they load. */
  tables: z.array(
    z.object({
      name: z.string(),
      columns: z.array(z.string()),
      file: fileName,
      rows: z.number().int(),
      bytes: z.number().int(),
      sha256,
    }),
  ),
  documents: z.object({
    /** One line each: store key, bytes, SHA-256, time of change, key id. */
    list: fileName,
    listSha256: sha256,
    count: z.number().int(),
    bytes: z.number().int(),
    /** Named by rows, and not in the store when the backup was made. */
    missing: z.number().int(),
  }),
  /** Keys without which something does not open, each with a value by which it is known again; null where it was not at hand. */
  keys: z.array(z.object({ id: z.string(), check: z.string().nullable() })),
  /** The journal's last entry and last seal. */
  journal: z.object({ lastEntry: z.number().int(), lastSeal: z.number().int() }),
});
export type BackupManifest = z.infer<typeof manifestSchema>;

/** A backup that is not whole, not ours, or of a newer version: what is wrong, in French. */
export class BadBackup extends Error {}

export const newManifest = (body: Omit<BackupManifest, 'format'>): BackupManifest => ({ format: FORMAT, ...body });

/** Says that a key is the same one, without telling it. */
export function checkOfKey({ id, key }: NamedKey): string {
  return createHmac('sha256', key).update(`courrier sauvegarde\0${id}`).digest('hex').slice(0, 32);
}

/** Written last, and renamed into place: a backup without it is none. Signed by the index key, so that none is made up. */
export async function writeManifest(folder: string, manifest: BackupManifest, hash: LookupHash): Promise<void> {
  const body = JSON.stringify(manifest);
  const aside = path.join(folder, `.${MANIFEST}.part`);
  await writeDurably(aside, `${JSON.stringify({ manifest: body, mac: macOf(body, hash) })}\n`);
  await rename(aside, path.join(folder, MANIFEST));
  await syncFolder(folder);
}

/** @throws BadBackup */
export async function readManifest(folder: string, hash: LookupHash): Promise<BackupManifest> {
  const text = await readFile(path.join(folder, MANIFEST), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  });
  if (text === null) throw new BadBackup(`${folder}\u00a0: aucune sauvegarde entière (${MANIFEST} absent)`);
  const unreadable = new BadBackup(`${path.join(folder, MANIFEST)}\u00a0: illisible`);
  const signed = z.object({ manifest: z.string(), mac: sha256 }).safeParse(parseOr(text, unreadable));
  if (!signed.success) throw unreadable;
  const body: unknown = parseOr(signed.data.manifest, unreadable);
  const format = z.object({ format: z.number() }).safeParse(body);
  if (!format.success) throw unreadable;
  if (format.data.format > FORMAT)
    throw new BadBackup(`${folder}\u00a0: sauvegarde d’une version plus récente du programme`);
  if (macOf(signed.data.manifest, hash) !== signed.data.mac)
    throw new BadBackup(
      `${path.join(folder, MANIFEST)}\u00a0: modifié, ou COURRIER_INDEX_KEY n’est pas celle de la sauvegarde`,
    );
  const parsed = manifestSchema.safeParse(body);
  if (!parsed.success) throw unreadable;
  return parsed.data;
}

const macOf = (body: string, hash: LookupHash): string => hash.of('sauvegarde', body).toString('hex');

function parseOr(text: string, error: Error): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw error;
  }
}
