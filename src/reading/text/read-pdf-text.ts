import { PDFiumLibrary } from '@hyzyla/pdfium';
import { READ_LIMITS } from '../read-limits';

export interface PdfText {
  /** Text of each page that was read, '' for a page of images alone. */
  readonly pages: readonly string[];
  /** Plain French, why something of it was not read. */
  readonly problem: string | null;
}

let library: Promise<PDFiumLibrary> | null = null;

/** Text inside a PDF's pages, by pdfium. A broken or locked file is a value, never an error. */
export async function readPdfText(bytes: Uint8Array): Promise<PdfText> {
  if (bytes.length > READ_LIMITS.pdfBytes) return { pages: [], problem: 'PDF trop volumineux pour être lu' };
  library ??= PDFiumLibrary.init();
  try {
    const document = await (await library).loadDocument(bytes);
    try {
      return textOfPages(document.getPageCount(), (page) => document.getPage(page).getText());
    } finally {
      document.destroy();
    }
  } catch (error) {
    return {
      pages: [],
      problem: /password/i.test(String(error)) ? 'PDF protégé par un mot de passe' : 'PDF illisible',
    };
  }
}

function textOfPages(count: number, textOf: (page: number) => string): PdfText {
  const pages: string[] = [];
  let length = 0;
  for (let page = 0; page < Math.min(count, READ_LIMITS.pdfPages) && length < READ_LIMITS.textLength; page++) {
    const text = tidy(textOf(page));
    length += text.length;
    pages.push(text);
  }
  const problem = pages.length < count ? `seules les ${pages.length} premières pages sur ${count} ont été lues` : null;
  return { pages, problem };
}

/** pdfium ends lines with CR LF, marks soft hyphens with U+FFFE and ends the text with NUL. */
function tidy(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\ufffe\n?|\0/g, '')
    .trim();
}
