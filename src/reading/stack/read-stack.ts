import type { StackPage, StackPageKind } from '../../domain/scans/cut-stack';
import { isSeparator } from '../optical/find-separator';
import type { GreyImage } from '../optical/grey-image';
import { loadPicture, pagesOfPicture } from '../optical/load-picture';
import { isBlankPage } from '../optical/read-page-image';
import { isPicture } from '../optical/read-picture-file';
import type { ScanPage } from '../read-scan';
import { drawPdfPage } from '../text/read-pdf-pages';
import { readPdf } from '../text/read-pdf-text';

export interface StackFile extends ScanPage {
  readonly kind: 'pdf' | 'picture';
  /** One where it could not be looked into. */
  readonly pages: number;
}

export interface Stack {
  readonly files: readonly StackFile[];
  readonly pages: readonly StackPage[];
  /** Plain French, one for each file that could not be looked into in full: what was not seen counts as somebody's page. */
  readonly faults: readonly string[];
}

/** Fewer are a stamp beside a picture. */
const FEWEST_LETTERS = 40;
/** A sheet's own words are some two hundred letters. */
const MOST_ON_A_SHEET = 1_000;

type See = (image: GreyImage | null) => Promise<void>;

/** Every page of a stack, told apart: letters, separator sheets and their blank backs. @param seen told after each page */
export async function readStack(given: readonly ScanPage[], seen: () => void): Promise<Stack> {
  const files: StackFile[] = [];
  const pages: StackPage[] = [];
  const faults: string[] = [];
  for (const [file, one] of given.entries()) {
    let count = 0;
    const see: See = async (image) => {
      const kind = image === null ? 'page' : await kindOf(image, pages.at(-1)?.kind);
      pages.push({ file, page: count++, kind });
      seen();
    };
    const kind = one.bytes.subarray(0, 1024).includes('%PDF-') ? 'pdf' : 'picture';
    const fault = kind === 'pdf' ? await eachPdfPage(one.bytes, see) : await eachPicture(one.bytes, see);
    if (fault !== null) faults.push(`«\u00a0${one.name}\u00a0»\u00a0: ${fault}`);
    if (count === 0) await see(null);
    files.push({ ...one, kind, pages: count });
  }
  return { files, pages, faults };
}

async function eachPdfPage(bytes: Buffer, see: See): Promise<string | null> {
  const { problem } = await readPdf(bytes, async (document) => {
    for (let page = 0; page < document.getPageCount(); page++) {
      const one = document.getPage(page);
      await see(saysWhatItIs(one.getText()) ? null : await drawPdfPage(one));
    }
    return { pages: [], problem: null };
  });
  return problem;
}

async function eachPicture(bytes: Buffer, see: See): Promise<string | null> {
  if (!isPicture(bytes)) return 'ni un PDF, ni un TIFF, ni une image';
  const count = await pagesOfPicture(bytes).catch(() => null);
  if (count === null) return 'image illisible';
  if (count === 0) return 'image trop petite pour être une page';
  let fault: string | null = null;
  for (let page = 0; page < count; page++) {
    const image = await loadPicture(bytes, page).catch(() => null);
    if (image === null) fault ??= `page ${page + 1} illisible`;
    await see(image);
  }
  return fault;
}

/** A page of text is no sheet, unless a scanner that reads put the sheet's own words there. */
function saysWhatItIs(text: string): boolean {
  const letters = text.match(/[\p{L}\d]/gu)?.length ?? 0;
  return letters > MOST_ON_A_SHEET || (letters > FEWEST_LETTERS && !/paration|pile|feuille/i.test(text));
}

/** Only the back of a sheet is left out for being blank. */
async function kindOf(image: GreyImage, before: StackPageKind | undefined): Promise<StackPageKind> {
  if (await isSeparator(image)) return 'separator';
  return before === 'separator' && (await isBlankPage(image)) ? 'blank' : 'page';
}
