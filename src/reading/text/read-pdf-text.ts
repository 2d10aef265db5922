import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';
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
  return readPdf(bytes, async (document) => {
    const count = document.getPageCount();
    const pages: string[] = [];
    let length = 0;
    for (let page = 0; page < Math.min(count, READ_LIMITS.pdfPages) && length < READ_LIMITS.textLength; page++) {
      const text = tidy(document.getPage(page).getText());
      length += text.length;
      pages.push(text);
    }
    return { pages, problem: pagesLeftOut(pages.length, count) };
  });
}

/** A PDF opened, read and closed. @returns what `read` gives, or no page and a problem in French where it cannot be opened */
export async function readPdf<Page>(
  bytes: Uint8Array,
  read: (document: PDFiumDocument) => Promise<{ readonly pages: readonly Page[]; readonly problem: string | null }>,
): Promise<{ readonly pages: readonly Page[]; readonly problem: string | null }> {
  if (bytes.length > READ_LIMITS.pdfBytes) return { pages: [], problem: 'PDF trop volumineux pour être lu' };
  library ??= PDFiumLibrary.init();
  try {
    const document = await (await library).loadDocument(bytes);
    try {
      return await read(document);
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

/** Plain French, null where none is. */
export function pagesLeftOut(read: number, count: number): string | null {
  return read < count ? `seules les ${read} premières pages sur ${count} ont été lues` : null;
}

/** pdfium ends lines with CR LF, marks soft hyphens with U+FFFE and ends the text with NUL. */
export function tidy(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\ufffe\n?|\0/g, '')
    .trim();
}
