import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isSeparator } from '../../reading/optical/find-separator';
import type { GreyImage } from '../../reading/optical/grey-image';
import { loadPicture, pagesOfPicture } from '../../reading/optical/load-picture';
import { isBlankPage } from '../../reading/optical/read-page-image';
import { isPicture } from '../../reading/optical/read-picture-file';
import { drawPdfPage } from '../../reading/text/read-pdf-pages';
import { readPdf } from '../../reading/text/read-pdf-text';
import type { StackPage, StackPageKind } from './cut-stack';

export interface StackFile {
  readonly path: string;
  readonly kind: 'pdf' | 'picture';
  readonly pages: number;
  readonly bytes: Buffer;
}

export interface Stack {
  readonly files: readonly StackFile[];
  readonly pages: readonly StackPage[];
}

/** Every page of a stack, told apart. @param seen told after each page @throws an Error in French where a file cannot be read */
export async function readStack(paths: readonly string[], seen: () => void): Promise<Stack> {
  const files: StackFile[] = [];
  const pages: StackPage[] = [];
  for (const [file, place] of paths.entries()) {
    const bytes = await readFile(place).catch(() => {
      throw new Error(`«\u00a0${path.basename(place)}\u00a0»\u00a0: fichier introuvable ou illisible`);
    });
    const kind = bytes.subarray(0, 1024).includes('%PDF-') ? 'pdf' : 'picture';
    let count = 0;
    const note = async (image: GreyImage) => {
      pages.push({ file, page: count++, kind: await kindOf(image) });
      seen();
    };
    if (kind === 'pdf') await eachPdfPage(place, bytes, note);
    else await eachPicture(place, bytes, note);
    files.push({ path: place, kind, pages: count, bytes });
  }
  return { files, pages };
}

async function eachPdfPage(place: string, bytes: Buffer, take: (image: GreyImage) => Promise<void>): Promise<void> {
  const { problem } = await readPdf(bytes, async (document) => {
    for (let page = 0; page < document.getPageCount(); page++) await take(await drawPdfPage(document.getPage(page)));
    return { pages: [], problem: null };
  });
  if (problem !== null) throw new Error(`«\u00a0${path.basename(place)}\u00a0»\u00a0: ${problem}`);
}

async function eachPicture(place: string, bytes: Buffer, take: (image: GreyImage) => Promise<void>): Promise<void> {
  const fault = (what: string) => new Error(`«\u00a0${path.basename(place)}\u00a0»\u00a0: ${what}`);
  if (!isPicture(bytes)) throw fault('ni un PDF, ni un TIFF, ni une image');
  const count = await pagesOfPicture(bytes).catch(() => {
    throw fault('image illisible');
  });
  if (count === 0) throw fault('image trop petite pour être une page');
  for (let page = 0; page < count; page++)
    await take(
      await loadPicture(bytes, page).catch(() => {
        throw fault(`page ${page + 1} illisible`);
      }),
    );
}

async function kindOf(image: GreyImage): Promise<StackPageKind> {
  if (await isSeparator(image)) return 'separator';
  return (await isBlankPage(image)) ? 'blank' : 'page';
}
