import type { ReadPdf } from '../read-pdf';
import { type EmbeddedFont, readFont } from './embedded-font';
import { type DrawnPage, readContent } from './page-content';
import {
  isDictionary,
  isList,
  isReference,
  isText,
  type PdfDictionary,
  type PdfValue,
  readPdfValues,
} from './pdf-values';

/** A file's objects by what they mean, as the rules ask for them; whatever is not there is empty. */
export class PdfModel {
  readonly trailer: PdfDictionary;
  readonly catalog: PdfDictionary;
  readonly info: PdfDictionary;
  readonly xmp: string;
  readonly pages: readonly DrawnPage[];
  readonly fonts: readonly EmbeddedFont[];
  readonly ids: readonly number[];
  private readonly values = new Map<number, PdfValue>();

  constructor(private readonly pdf: ReadPdf) {
    for (const [id, { text }] of pdf.objects) {
      const [value = null] = readPdfValues(text);
      this.values.set(id, value);
    }
    this.ids = [...pdf.objects.keys()];
    const [trailer] = readPdfValues(pdf.trailer);
    this.trailer = this.dictionary(trailer);
    this.catalog = this.dictionary(this.trailer.get('Root'));
    this.info = this.dictionary(this.trailer.get('Info'));
    this.xmp = this.streamOf(this.catalog.get('Metadata'))?.toString('utf8') ?? '';
    this.fonts = this.ids
      .filter((id) => this.dictionary({ ref: id }).get('Subtype') === '/Type0')
      .map((id) => readFont(this, id));
    const fontOf = (id: number): EmbeddedFont | null => this.fonts.find((font) => font.id === id) ?? null;
    this.pages = this.list(this.dictionary(this.catalog.get('Pages')).get('Kids')).map((page) =>
      readContent(this, page, fontOf),
    );
  }

  at(value: PdfValue | undefined): PdfValue {
    return isReference(value) ? (this.values.get(value.ref) ?? null) : (value ?? null);
  }

  dictionary(value: PdfValue | undefined): PdfDictionary {
    const found = this.at(value);
    return isDictionary(found) ? found : new Map();
  }

  list(value: PdfValue | undefined): readonly PdfValue[] {
    const found = this.at(value);
    return isList(found) ? found : [];
  }

  text(value: PdfValue | undefined): string {
    const found = this.at(value);
    return isText(found) ? found.text : '';
  }

  number(value: PdfValue | undefined): number {
    const found = this.at(value);
    return typeof found === 'number' ? found : Number.NaN;
  }

  streamOf(value: PdfValue | undefined): Buffer | null {
    return isReference(value) ? (this.pdf.objects.get(value.ref)?.stream ?? null) : null;
  }

  /** Ids of the objects of a type. */
  ofType(type: string): readonly number[] {
    return this.ids.filter((id) => this.dictionary({ ref: id }).get('Type') === `/${type}`);
  }
}
