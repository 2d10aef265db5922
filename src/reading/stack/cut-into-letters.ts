import path from 'node:path';
import { cutStack, type StackPage } from '../../domain/scans/cut-stack';
import { takePdfPagesOut } from '../../platform/pdf/take-pages-out';
import { takePageOut } from '../optical/load-picture';
import type { ScanPage } from '../read-scan';
import { readStack, type Stack, type StackFile } from './read-stack';

/** What a scanned item is when its pages are looked at for separator sheets. */
export type StackCut =
  | { readonly kind: 'one-letter' }
  /** Each letter's pages in order; none where nothing but sheets was scanned. */
  | { readonly kind: 'letters'; readonly letters: readonly (readonly ScanPage[])[] }
  /** There are sheets in it, and a file that cannot be cut: in French. */
  | { readonly kind: 'uncut'; readonly why: string };

/** A file that holds pages of several letters and cannot be taken apart; said in French. */
export class CannotBeCut extends Error {}

/** Cuts an item at its separator sheets, which are left out. @param seen told after each page */
export async function cutIntoLetters(pages: readonly ScanPage[], seen: () => void): Promise<StackCut> {
  const stack = await readStack(pages, seen);
  const { items, separators } = cutStack(stack.pages);
  if (separators === 0) return { kind: 'one-letter' };
  try {
    const letters: ScanPage[][] = [];
    for (const item of items) letters.push(await pagesOfLetter(item, stack));
    return { kind: 'letters', letters };
  } catch (error) {
    if (!(error instanceof CannotBeCut)) throw error;
    return { kind: 'uncut', why: error.message };
  }
}

/**
 * A letter's pages as files of their own: those of a PDF taken out of it, those of a TIFF with every pixel, single pictures as they
 * are. A file that is one letter's alone keeps its name and its bytes. @throws CannotBeCut
 */
export async function pagesOfLetter(letter: readonly StackPage[], { files }: Stack): Promise<ScanPage[]> {
  const taken: ScanPage[] = [];
  for (const { file, pages } of runsOf(letter, files)) {
    const { name, type, bytes } = file;
    if (pages.length === file.pages) taken.push({ name, type, bytes });
    else if (file.kind === 'pdf')
      taken.push({ name: named(file, pages, '.pdf'), type, bytes: await outOfPdf(file, pages) });
    else
      for (const page of pages)
        taken.push({
          name: named(file, [page], '.tif'),
          type: 'image/tiff',
          bytes: await takePageOut(bytes, page).catch(() => {
            throw new CannotBeCut(`«\u00a0${name}\u00a0»\u00a0: la page ${page + 1} ne se laisse pas détacher`);
          }),
        });
  }
  return taken;
}

/** Pages of one file, in order. */
function runsOf(letter: readonly StackPage[], files: readonly StackFile[]) {
  const runs: { readonly index: number; readonly file: StackFile; readonly pages: number[] }[] = [];
  for (const { file: index, page } of letter) {
    const last = runs.at(-1);
    const file = files[index];
    if (last?.index === index) last.pages.push(page);
    else if (file !== undefined) runs.push({ index, file, pages: [page] });
  }
  return runs;
}

/** «pile-p3.tif», «pile-p3-5.pdf»: where its pages stand in the file that came. */
function named({ name }: StackFile, pages: readonly number[], extension: string): string {
  const [first = 0] = pages;
  const last = pages.at(-1) ?? first;
  const stem = name.slice(0, name.length - path.extname(name).length);
  return `${stem}-p${first + 1}${last > first ? `-${last + 1}` : ''}${extension}`;
}

function outOfPdf({ name, bytes }: StackFile, pages: readonly number[]): Promise<Buffer> {
  return takePdfPagesOut(bytes, pages).catch(() => {
    throw new CannotBeCut(
      `«\u00a0${name}\u00a0»\u00a0: ce PDF ne se laisse pas couper\u00a0; numérisez la pile en TIFF`,
    );
  });
}
