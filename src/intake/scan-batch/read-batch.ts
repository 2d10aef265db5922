import path from 'node:path';
import type { ScanItem } from '../../domain/correspondence';
import { ok, type Result, refused } from '../../domain/result';
import { INTAKE_LIMITS } from '../intake-limits';
import type { Input } from '../list-inputs';
import { type BatchFiles, openBatchFolder, openBatchZip } from './batch-files';
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
  yield* itemsOf(folder, metadata, await openBatchFolder(folder));
}

/** The same for a zip of a batch folder. */
export async function* readBatchZip(file: string): AsyncGenerator<Input> {
  const fault = (what: string): Input => ({
    kind: 'refused',
    file,
    channel: 'post',
    reason: `${what} ; ${NOTHING_TAKEN}`,
  });
  let files: BatchFiles;
  try {
    files = await openBatchZip(file, INTAKE_LIMITS.batchFiles + 2);
  } catch {
    yield fault('Archive illisible, ou qui contient trop de fichiers ou des noms interdits');
    return;
  }
  try {
    const metadata = batchFileOf([...files.sizes.keys()]);
    if (metadata === null) yield fault('Archive sans batch.json, batch.xml ni batch.csv');
    else yield* itemsOf(file, metadata, files);
  } finally {
    files.close();
  }
}

async function* itemsOf(place: string, metadata: MetadataName, files: BatchFiles): AsyncGenerator<Input> {
  const items = await readMetadata(metadata, files);
  if (!items.ok) {
    yield { kind: 'refused', file: path.join(place, metadata), channel: 'post', reason: items.error };
    return;
  }
  for (const item of items.value) {
    const file = path.join(place, item.itemId);
    try {
      yield { kind: 'scan', file, item, pages: await pagesOf(item, files) };
    } catch {
      yield {
        kind: 'refused',
        file,
        channel: 'post',
        reason: `Pli ${item.itemId} : une page n’a pas pu être lue sur le disque.`,
      };
    }
  }
}

async function pagesOf(item: ScanItem, files: BatchFiles) {
  const pages = [];
  for (const name of item.pages)
    pages.push({ name, type: pageTypeOf(name) ?? 'application/octet-stream', bytes: await files.read(name) });
  return pages;
}

async function readMetadata(metadata: MetadataName, files: BatchFiles): Promise<Result<readonly ScanItem[], string>> {
  const fault = (what: string) => refused(`${metadata} : ${what} ; ${NOTHING_TAKEN}`);
  const names = [...files.sizes.keys()].filter((name) => name !== metadata && name !== DONE);
  if (names.length > INTAKE_LIMITS.batchFiles) return fault(`plus de ${INTAKE_LIMITS.batchFiles} fichiers`);
  for (const name of [metadata, ...names]) {
    const size = files.sizes.get(name) ?? null;
    if (size === null) return fault(`« ${name} » n’est pas un fichier de page`);
    if (name !== metadata && pageTypeOf(name) === null)
      return fault(`fichier « ${name} » : ni PDF, ni TIFF, ni PNG, ni JPEG`);
    if (size > INTAKE_LIMITS.batchFileBytes)
      return fault(`fichier « ${name} » : plus de ${INTAKE_LIMITS.batchFileBytes / 1024 / 1024} Mo`);
  }
  const text = await files.read(metadata).catch(() => null);
  if (text === null) return fault('fichier illisible');
  const json = toJson(metadata, text.toString('utf8'));
  return json.ok ? parseBatchMetadata(metadata, json.value, new Set(names)) : fault(json.error);
}

/** XML and CSV carry the same fields: one schema judges all three. */
function toJson(metadata: MetadataName, text: string): Result<string, string> {
  if (metadata === 'batch.json') return ok(text);
  const batch = metadata === 'batch.xml' ? xmlToBatch(text) : csvToBatch(text);
  return batch.ok ? ok(JSON.stringify(batch.value)) : batch;
}
