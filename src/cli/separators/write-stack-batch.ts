import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { MergedFile, readDocument } from '../../dispatch/print-batch/merged-file';
import { takePageOut } from '../../reading/optical/load-picture';
import type { StackPage } from './cut-stack';
import type { Stack, StackFile } from './read-stack';

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
  { files }: Stack,
  items: readonly (readonly StackPage[])[],
  batch: StackBatch,
): Promise<void> {
  const aside = `${folder}.en-cours`;
  await mkdir(aside);
  try {
    const announced = [];
    for (const [index, item] of items.entries()) {
      const itemId = String(index + 1).padStart(4, '0');
      announced.push({ itemId, receivedOn: batch.receivedOn, pages: await writeItem(aside, itemId, item, files) });
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

async function writeItem(
  folder: string,
  itemId: string,
  item: readonly StackPage[],
  files: readonly StackFile[],
): Promise<string[]> {
  const names: string[] = [];
  for (const { file, pages } of byFile(item, files)) {
    const stem = `${itemId}-${names.length + 1}`;
    if (file.kind === 'pdf') {
      names.push(`${stem}.pdf`);
      await writePdf(path.join(folder, `${stem}.pdf`), file, pages);
    } else if (file.pages === 1) {
      const name = `${stem}${path.extname(file.path).toLowerCase()}`;
      names.push(name);
      await writeFile(path.join(folder, name), file.bytes);
    } else
      for (const page of pages) {
        const name = `${itemId}-${names.length + 1}.tif`;
        names.push(name);
        await writeFile(path.join(folder, name), await takePageOut(file.bytes, page));
      }
  }
  return names;
}

/** Runs of pages of one file, in order. */
function byFile(item: readonly StackPage[], files: readonly StackFile[]) {
  const runs: { readonly index: number; readonly file: StackFile; readonly pages: number[] }[] = [];
  for (const { file: index, page } of item) {
    const last = runs.at(-1);
    const file = files[index];
    if (last?.index === index) last.pages.push(page);
    else if (file !== undefined) runs.push({ index, file, pages: [page] });
  }
  return runs;
}

async function writePdf(place: string, { path: name, bytes }: StackFile, pages: readonly number[]): Promise<void> {
  const merged = await MergedFile.create(place);
  try {
    const document = readDocument(bytes);
    const wanted = new Set(pages);
    await merged.append({ ...document, pages: document.pages.filter((_page, at) => wanted.has(at)) }, () => null);
    await merged.finish('Courrier');
  } catch {
    await merged.abandon();
    throw new Error(
      `«\u00a0${path.basename(name)}\u00a0»\u00a0: ce PDF ne se laisse pas couper\u00a0; numérisez la pile en TIFF`,
    );
  }
}
