import { readFileSync } from 'node:fs';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import PDFDocument from 'pdfkit';
import { writeObjectsInStreams } from './compact-file';
import type { Face, Faces, PlacedGlyph } from './face';
import { GlyphSubset } from './glyph-subset';
import type { PrintableDocument } from './printable-document';

/**
 * Everything that reaches behind pdfkit 0.20.2's public face, each thing with its reason. A test fails when pdfkit
 * changes under one of them; nothing else in the house touches a name that begins with an underscore.
 */

export interface DocumentInfo {
  readonly title: string;
  readonly author: string;
  /** YYYY-MM-DD: pdfkit would take the clock, and the same order would give other bytes. */
  readonly createdOn: string;
  /** Joined to the file: part 3 of PDF/A allows it, part 2 does not. */
  readonly data: PrintableDocument['data'];
}

interface EmbeddedFont {
  readonly id: string;
  subset: { includeGlyph(id: number): number; encode(): Uint8Array };
  widths: number[];
  unicode: (readonly number[])[];
  toUnicodeCmap(this: unknown): unknown;
  ref(): unknown;
}

interface Internals {
  _font: EmbeddedFont;
  _addInfo(): void;
  _getPdfaid(): string;
  _addColorOutputIntent(): void;
  _root: { readonly data: Record<string, unknown> };
  ref(data?: unknown): { write(chunk: Uint8Array): void; end(chunk?: Uint8Array | string): void };
  appendXML(xml: string): void;
  readonly info: { readonly CreationDate: Date };
  readonly page: { readonly fonts: Record<string, unknown> };
}

const internals = (document: PDFKit.PDFDocument): Internals => document as unknown as Internals;

/** A tagged document for PDF/A-2a (3a with data) and PDF/UA-1 together. */
export function createTaggedDocument(info: DocumentInfo, faces: Faces): PDFKit.PDFDocument {
  const options = {
    size: 'A4',
    margin: 0,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: 'fr-FR',
    // 'PDF/UA' writes an incomplete CIDSet; its identifier is added below instead.
    subset: info.data === null ? 'PDF/A-2a' : 'PDF/A-3a',
    // null: no standard font, which PDF/A forbids because it is not embedded.
    font: null,
    bufferPages: true,
    autoFirstPage: false,
    info: {
      Title: info.title,
      Author: info.author,
      Creator: 'Courrier',
      Producer: 'Courrier',
      CreationDate: midnightOf(info.createdOn),
    },
  };
  const document = new PDFDocument(options as unknown as PDFKit.PDFDocumentOptions);
  for (const face of [faces.regular, faces.strong].flatMap((one) => (one.fallback ? [one, one.fallback] : [one]))) {
    // A parsed font, not its bytes: bytes are parsed again for every document.
    document.registerFont(face.name, face.font as unknown as PDFKit.Mixins.PDFFontSource);
  }
  writeObjectsInStreams(document);
  writeMetadata(internals(document), info);
  writeOutputIntent(internals(document));
  if (info.data !== null) attachData(document, info.data, info.createdOn);
  return document;
}

const midnightOf = (day: string): Date => new Date(`${day}T00:00:00Z`);

function attachData(
  document: PDFKit.PDFDocument,
  { name, description, bytes }: NonNullable<PrintableDocument['data']>,
  createdOn: string,
): void {
  // Its own days: pdfkit would leave them out, and PDF/A-3 recommends the last one.
  const days = { creationDate: midnightOf(createdOn), modifiedDate: midnightOf(createdOn) };
  const options = { name, description, type: 'application/json', relationship: 'Data', ...days };
  (document as unknown as { file(bytes: Uint8Array, options: object): void }).file(bytes, options);
}

let pressedProfile: Buffer | null = null;

/** pdfkit presses its colour profile again for each document; it is always the same. */
function writeOutputIntent(document: Internals): void {
  document._addColorOutputIntent = () => {
    pressedProfile ??= deflateSync(
      readFileSync(path.join(path.dirname(require.resolve('pdfkit')), 'data/sRGB_IEC61966_2_1.icc')),
      { level: 9 },
    );
    const profile = document.ref({ N: 3, Filter: 'FlateDecode' });
    profile.write(pressedProfile);
    profile.end();
    const name = new String('sRGB IEC61966-2.1');
    const intent = document.ref({
      Type: 'OutputIntent',
      S: 'GTS_PDFA1',
      Info: name,
      OutputConditionIdentifier: name,
      DestOutputProfile: profile,
    });
    intent.end();
    document._root.data.OutputIntents = [intent];
  };
}

/** pdfkit writes Title and Author into the XMP unescaped («R & D» makes an invalid file) and knows no dc:language. */
function writeMetadata(document: Internals, info: DocumentInfo): void {
  document._addInfo = () => {
    const created = document.info.CreationDate.toISOString().replace(/\.\d+Z$/, 'Z');
    document.appendXML(`
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreateDate>${created}</xmp:CreateDate><xmp:CreatorTool>Courrier</xmp:CreatorTool></rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(info.title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>${escapeXml(info.author)}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>fr-FR</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>Courrier</pdf:Producer></rdf:Description>`);
  };
  const pdfaid = document._getPdfaid.bind(document);
  // ISO 14289-1 §5 asks for pdfuaid; ISO 19005-2 §6.6.2.3 asks that a property it does not know be described.
  document._getPdfaid = () => `${pdfaid()}${PDF_UA_IDENTIFIER}`;
}

const PDF_UA_IDENTIFIER = `
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part of ISO 14289 that is followed</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>`;

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * Writes one run of glyphs on the current page. pdfkit's own text() lays words out again at each call and remembers
 * them, which are people's names; this takes the glyphs as the face has placed them.
 * @param x left edge, @param baseline from the page's top, both in points
 */
export function writeGlyphs(
  document: PDFKit.PDFDocument,
  face: Face,
  glyphs: readonly PlacedGlyph[],
  at: { readonly x: number; readonly baseline: number; readonly size: number },
): void {
  document.font(face.name);
  const { _font: font, page } = internals(document);
  if (!(font.subset instanceof GlyphSubset)) embedOwnSubset(internals(document), font, face);
  page.fonts[font.id] ??= font.ref();
  const shown: string[] = [];
  let hex = '';
  let pen = 0;
  const move = (x: number, rise: number): string =>
    // The page is turned upside down by pdfkit, so the text matrix turns it back.
    `1 0 0 -1 ${round(at.x + (x * at.size) / 1000)} ${round(at.baseline - (rise * at.size) / 1000)} Tm`;
  const operators = ['BT', `/${font.id} ${round(at.size)} Tf`, move(0, 0)];
  const flush = (): void => {
    if (hex !== '') shown.push(`<${hex}>`);
    hex = '';
    if (shown.length > 0) operators.push(`[${shown.join('')}] TJ`);
    shown.length = 0;
  };
  for (const glyph of glyphs) {
    const id = font.subset.includeGlyph(glyph.id);
    font.widths[id] ??= glyph.width;
    font.unicode[id] ??= glyph.codePoints;
    const displaced = glyph.xOffset !== 0 || glyph.yOffset !== 0;
    if (displaced) {
      flush();
      operators.push(move(pen + glyph.xOffset, glyph.yOffset));
    }
    hex += HEX[id] ?? hexOf(id);
    pen += glyph.advance;
    const kerning = glyph.width - glyph.advance;
    if (displaced) {
      flush();
      operators.push(move(pen, 0));
    } else if (kerning !== 0) {
      shown.push(`<${hex}>${round(kerning)}`);
      hex = '';
    }
  }
  flush();
  operators.push('ET');
  document.addContent(operators.join('\n'));
}

/** Our subset in the place of fontkit's, and the table for copying that belongs to it. */
function embedOwnSubset(document: Internals, font: EmbeddedFont, face: Face): void {
  const { common } = face;
  const subset = new GlyphSubset(face.tables, common);
  font.subset = subset;
  if (common === null) return;
  font.widths = [...common.widths];
  font.unicode = [...common.unicode];
  const make = font.toUnicodeCmap;
  font.toUnicodeCmap = () => {
    if (!subset.isCommon) return make.call(font);
    const map = document.ref();
    map.end(common.unicodeMap(() => textOfMap(make, common.unicode)));
    return map;
  };
}

/** What pdfkit would write into the object that it asks its document for. */
function textOfMap(make: EmbeddedFont['toUnicodeCmap'], unicode: readonly (readonly number[])[]): Buffer {
  let text = '';
  const end = (written: string) => {
    text = written;
  };
  make.call({ unicode, document: { ref: () => ({ end }) } });
  return Buffer.from(`${text}\n`, 'latin1');
}

/** Glyphs' places as four digits, as many as were needed so far. */
const HEX: string[] = [];

function hexOf(id: number): string {
  const hex = id.toString(16).padStart(4, '0');
  HEX[id] = hex;
  return hex;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
