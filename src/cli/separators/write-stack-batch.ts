import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { StackPage } from '../../domain/scans/cut-stack';
import { pagesOfLetter } from '../../reading/stack/cut-into-letters';
import type { Stack } from '../../reading/stack/read-stack';

export interface StackBatch {
  readonly batchId: string;
  /** ISO 8601. */
  readonly scannedAt: string;
  /** YYYY-MM-DD */
  readonly receivedOn: string;
}

/**
 * A stack cut into letters as a scan batch, ready to be laid into the watched folder. Pages stay what they are: those of a PDF
 * are taken out of it, those of a TIFF keep every pixel, single pictures are copied.
 * The folder appears whole, its `batch.done` in it. @throws where it is there already, or a PDF cannot be cut
 */
export async function writeStackBatch(
  folder: string,
  stack: Stack,
  items: readonly (readonly StackPage[])[],
  batch: StackBatch,
): Promise<void> {
  const aside = `${folder}.en-cours`;
  await mkdir(aside);
  try {
    const announced = [];
    for (const [index, item] of items.entries()) {
      const itemId = String(index + 1).padStart(4, '0');
      announced.push({ itemId, receivedOn: batch.receivedOn, pages: await writeItem(aside, itemId, item, stack) });
    }
    const { batchId, scannedAt } = batch;
    await writeFile(
      path.join(aside, 'batch.json'),
      `${JSON.stringify({ batchId, scannedAt, items: announced }, null, 2)}\n`,
    );
    await writeFile(path.join(aside, 'batch.done'), '');
    await rename(aside, folder);
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    throw error;
  }
}

async function writeItem(folder: string, itemId: string, item: readonly StackPage[], stack: Stack): Promise<string[]> {
  const names: string[] = [];
  for (const page of await pagesOfLetter(item, stack)) {
    const name = `${itemId}-${names.length + 1}${path.extname(page.name).toLowerCase()}`;
    names.push(name);
    await writeFile(path.join(folder, name), page.bytes);
  }
  return names;
}
