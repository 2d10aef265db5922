import path from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { ScanItem } from '../../domain/correspondence';
import { type Result, refused } from '../../domain/result';
import { INTAKE_LIMITS } from '../intake-limits';
import type { Input } from '../list-inputs';
import { type BatchFiles, openBatchFolder, openBatchZip } from './batch-files';
import { csvToBatch } from './csv-to-batch';
import { decodeMetadata } from './decode-metadata';
import { pageTypeOf } from './page-type';
import { NOTHING_TAKEN, parseBatchMetadata } from './parse-batch-metadata';
import { xmlToBatch } from './xml-to-batch';

const METADATA = ['batch.json', 'batch.xml', 'batch.csv'] as const;
export type MetadataName = (typeof METADATA)[number];
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

/** The same for a zip of a batch folder. @param opened the zip where it is open already, its owner closes it */
export async function* readBatchZip(
  file: string,
  opened: Parameters<typeof openBatchZip>[0] = file,
): AsyncGenerator<Input> {
  const fault = (what: string): Input => ({
    kind: 'refused',
    file,
    channel: 'post',
    reason: `${what}\u00a0; ${NOTHING_TAKEN}`,
  });
  let files: BatchFiles;
  try {
    files = await openBatchZip(opened, INTAKE_LIMITS.batchFiles + 2);
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
  for (const item of items.value)
    yield { kind: 'scan', file: path.join(place, item.itemId), batch: place, item, pages: pagesOf(item, files) };
}

function pagesOf(item: ScanItem, files: BatchFiles) {
  return item.pages.map((name) => ({
    name,
    type: pageTypeOf(name) ?? 'application/octet-stream',
    open: (): Readable => files.open(name),
  }));
}

async function readMetadata(metadata: MetadataName, files: BatchFiles): Promise<Result<readonly ScanItem[], string>> {
  const fault = (what: string) => refused(`${metadata}\u00a0: ${what}\u00a0; ${NOTHING_TAKEN}`);
  const names = [...files.sizes.keys()].filter((name) => name !== metadata && name !== DONE);
  if (names.length > INTAKE_LIMITS.batchFiles) return fault(`plus de ${INTAKE_LIMITS.batchFiles} fichiers`);
  let bytes = 0;
  for (const name of [metadata, ...names]) {
    const size = files.sizes.get(name) ?? null;
    if (size === null) return fault(`«\u00a0${name}\u00a0» n’est pas un fichier de page`);
    if (name !== metadata && pageTypeOf(name) === null)
      return fault(`fichier «\u00a0${name}\u00a0»\u00a0: ni PDF, ni TIFF, ni PNG, ni JPEG`);
    const most = name === metadata ? INTAKE_LIMITS.metadataBytes : INTAKE_LIMITS.batchFileBytes;
    if (size > most) return fault(`fichier «\u00a0${name}\u00a0»\u00a0: plus de ${most / 1024 / 1024} Mo`);
    bytes += size;
  }
  if (bytes > INTAKE_LIMITS.unpackedBytes)
    return fault(`plus de ${INTAKE_LIMITS.unpackedBytes / 1024 ** 3} Go en tout`);
  const content = await buffer(files.open(metadata)).catch(() => null);
  return content === null
    ? fault('fichier illisible')
    : parseMetadata(metadata, decodeMetadata(content), new Set(names));
}

/** XML and CSV carry the same fields: one schema judges all three. @param present names of the pages that came along */
export function parseMetadata(
  metadata: MetadataName,
  content: string,
  present: ReadonlySet<string>,
): Result<readonly ScanItem[], string> {
  if (metadata === 'batch.json') return parseBatchMetadata(metadata, content, present);
  const batch = metadata === 'batch.xml' ? xmlToBatch(content) : csvToBatch(content);
  return batch.ok
    ? parseBatchMetadata(metadata, JSON.stringify(batch.value), present)
    : refused(`${metadata}\u00a0: ${batch.error}\u00a0; ${NOTHING_TAKEN}`);
}
