import { readFileSync } from 'node:fs';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import PDFDocument from 'pdfkit';
import { CompactFile } from './compact-file';
import type { Faces } from './face';
import type { PrintableDocument } from './printable-document';
import { StructureTree } from './structure-tree';
import { TextWriter } from './text-writer';

/**
 * Here, and in what is made here (the file, the structure, the text), stands everything that reaches behind pdfkit 0.20.2's public
 * face, each thing with its reason. A test fails when pdfkit changes under one of them.
 */

export interface DocumentInfo {
  readonly title: string;
  readonly author: string;
  /** YYYY-MM-DD: pdfkit would take the clock, and the same order would give other bytes. */
  readonly createdOn: string;
  /** Joined to the file: part 3 of PDF/A allows it, part 2 does not. */
  readonly data: PrintableDocument['data'];
}

interface Internals {
  _addInfo(): void;
  _getPdfaid(): string;
  _addColorOutputIntent(): void;
  _root: { readonly data: Record<string, unknown> };
  ref(data?: unknown): { write(chunk: Uint8Array): void; end(): void };
  appendXML(xml: string): void;
  readonly info: { readonly CreationDate: Date };
}

const internals = (document: PDFKit.PDFDocument): Internals => document as unknown as Internals;

/**
 * Keeps what pdfkit writes while it is made: given to a stream, it would hold the document until the next turn of the event loop,
 * which a long series of documents may not come to.
 */
class UnreadDocument extends PDFDocument {
  declare head: string;
  declare _offset: number;

  _write(line: string): void {
    this.head = `${this.head ?? ''}${line}\n`;
    this._offset = this.head.length;
  }
}

/** A document, with its structure and its text, which are written in pdfkit's place. */
export interface TaggedDocument {
  readonly document: PDFKit.PDFDocument;
  readonly tree: StructureTree;
  readonly text: TextWriter;
}

/**
 * A tagged document for PDF/A-2a (3a with data) and PDF/UA-1 together.
 * @param emit is given the file's bytes as they come, and null at its end
 */
export function createTaggedDocument(
  info: DocumentInfo,
  faces: Faces,
  emit: (bytes: Uint8Array | null) => void,
): TaggedDocument {
  const options = {
    size: 'A4',
    margin: 0,
    pdfVersion: '1.7',
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
  const document = new UnreadDocument(options as unknown as PDFKit.PDFDocumentOptions);
  for (const face of [faces.regular, faces.strong].flatMap((one) => (one.fallback ? [one, one.fallback] : [one]))) {
    // A parsed font, not its bytes: bytes are parsed again for every document.
    document.registerFont(face.name, face.font as unknown as PDFKit.Mixins.PDFFontSource);
  }
  const tree = new StructureTree(document, new CompactFile(document, document.head, emit));
  writeMetadata(internals(document), info);
  writeOutputIntent(internals(document));
  if (info.data !== null) attachData(document, info.data, info.createdOn);
  return { document, tree, text: new TextWriter(document) };
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
