import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ScanItem } from '../../domain/correspondence';
import { ok, type Result, refused } from '../../domain/result';
import { INTAKE_LIMITS } from '../intake-limits';
import type { Input } from '../list-inputs';
import { csvToBatch } from './csv-to-batch';
import { pageTypeOf } from './page-type';
import { NOTHING_TAKEN, parseBatchMetadata } from './parse-batch-metadata';
import { xmlToBatch } from './xml-to-batch';

const METADATA = ['batch.json', 'batch.xml', 'batch.csv'] as const;
type MetadataName = (typeof METADATA)[number];
/** Says that the batch is whole; a person who names the folder says so too. */
export const DONE = 'batch.done';

/** The metadata file that makes a folder a scan batch; null where it is none. */
export function batchFileOf(names: readonly string[]): MetadataName | null {
  return METADATA.find((name) => names.includes(name)) ?? null;
}

/**
 * The items of a batch folder in order, pages read as each is asked for. Names, counts and sizes are held against the
 * folder before the first item: a batch goes in whole or not at all.
 */
export async function* readBatch(folder: string, metadata: MetadataName): AsyncGenerator<Input> {
  const items = await readBatchMetadata(folder, metadata);
  if (!items.ok) {
    yield { kind: 'refused', file: path.join(folder, metadata), channel: 'post', reason: items.error };
    return;
  }
  for (const item of items.value) {
    const pages = [];
    for (const name of item.pages)
      pages.push({
        name,
        type: pageTypeOf(name) ?? 'application/octet-stream',
        bytes: await readFile(path.join(folder, name)),
      });
    yield { kind: 'scan', file: path.join(folder, item.itemId), item, pages };
  }
}

async function readBatchMetadata(folder: string, metadata: MetadataName): Promise<Result<readonly ScanItem[], string>> {
  const fault = (what: string) => refused(`${metadata} : ${what} ; ${NOTHING_TAKEN}`);
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.') && name !== metadata && name !== DONE);
  if (names.length > INTAKE_LIMITS.batchFiles) return fault(`plus de ${INTAKE_LIMITS.batchFiles} fichiers`);
  for (const name of names) {
    const stats = await stat(path.join(folder, name)).catch(() => null);
    if (stats?.isFile() !== true) return fault(`« ${name} » n’est pas un fichier de page`);
    if (pageTypeOf(name) === null) return fault(`fichier « ${name} » : ni PDF, ni TIFF, ni PNG, ni JPEG`);
    if (stats.size > INTAKE_LIMITS.batchFileBytes)
      return fault(`fichier « ${name} » : plus de ${INTAKE_LIMITS.batchFileBytes / 1024 / 1024} Mo`);
  }
  const json = toJson(metadata, await readFile(path.join(folder, metadata), 'utf8'));
  return json.ok ? parseBatchMetadata(metadata, json.value, new Set(names)) : fault(json.error);
}

/** XML and CSV carry the same fields: one schema judges all three. */
function toJson(metadata: MetadataName, text: string): Result<string, string> {
  if (metadata === 'batch.json') return ok(text);
  const batch = metadata === 'batch.xml' ? xmlToBatch(text) : csvToBatch(text);
  return batch.ok ? ok(JSON.stringify(batch.value)) : batch;
}
