/** What is reached behind pdfkit's face to write a page before the document ends; see pdfkit-internals.ts. */
interface Page {
  readonly dictionary: { readonly data: Record<string, unknown> };
  readonly content: unknown;
  readonly fonts: Record<string, unknown>;
  end(): void;
}

interface PagedInternals {
  _pageBuffer: Page[];
  _pageBufferStart: number;
  page: Pick<Page, 'fonts'> & { write(chunk: string): void };
  ref(): Foot;
}

/** The second stream of a page's content, for what is not known before the last page: how many there are. */
interface Foot {
  write(chunk: string): void;
  end(): void;
}

/**
 * Pages that are written while others are still drawn. pdfkit keeps all of them to its end, or allows none to be gone back to; of
 * these, a stream for their foot is left open.
 */
export class ReleasedPages {
  private readonly document: PagedInternals;
  private readonly feet: Foot[] = [];
  private open: Foot | null = null;

  constructor(document: PDFKit.PDFDocument) {
    this.document = document as unknown as PagedInternals;
  }

  /** Writes all pages but the current one. @param prepare called with each before */
  release(prepare: (page: Pick<Page, 'fonts'>) => void): void {
    const { document } = this;
    for (const page of document._pageBuffer.splice(0, document._pageBuffer.length - 1)) {
      const foot = document.ref();
      this.feet.push(foot);
      page.dictionary.data.Contents = [page.content, foot];
      prepare(page);
      page.end();
      document._pageBufferStart += 1;
    }
  }

  /** Makes a released page's foot what is drawn on, and closes the one before. @returns false for a page that was not released */
  switchTo(index: number): boolean {
    this.open?.end();
    this.open = this.feet[index] ?? null;
    const { open } = this;
    if (open === null) return false;
    this.document.page = { fonts: {}, write: (chunk) => open.write(chunk) };
    return true;
  }
}
