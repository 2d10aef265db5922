import PDFDocument from 'pdfkit';
import { encodeDataMatrix } from '../domain/barcode/data-matrix';
import { SEPARATOR_CODE } from '../domain/scans/separator-code';

const A4 = { width: 595.28, height: 841.89 };
/** 5 cm: read askew, faint and at 100 dpi. */
const CODE_SIDE = 142;
const MARGIN = 70;
const WORDS = [
  'Posez cette feuille devant chaque courrier de la pile, dans un sens ou dans l’autre.',
  'Numérisez la pile d’une traite\u00a0: elle est coupée à chaque feuille à son arrivée.',
  'Cette feuille ressert\u00a0: elle ne porte rien du courrier qui la suit.',
];

/** Sheets to lay between the letters of a stack, all alike: a PDF. The code stands at both ends, so that either way up will do. */
export function drawSeparatorSheets(sheets: number): Promise<Buffer> {
  const document = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    lang: 'fr',
    info: { Title: 'Feuilles de séparation' },
  });
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  for (let sheet = 0; sheet < sheets; sheet++) drawSheet(document);
  document.end();
  return new Promise((resolve) => document.once('end', () => resolve(Buffer.concat(parts))));
}

function drawSheet(document: PDFKit.PDFDocument): void {
  document.addPage();
  const left = (A4.width - CODE_SIDE) / 2;
  drawCode(document, left, MARGIN);
  drawCode(document, left, A4.height - MARGIN - CODE_SIDE);
  const width = A4.width - 2 * MARGIN;
  document.font('Helvetica-Bold').fontSize(30).text('Feuille de séparation', MARGIN, 330, { width, align: 'center' });
  document.font('Helvetica').fontSize(13);
  for (const [line, words] of WORDS.entries())
    document.text(words, MARGIN, 400 + line * 44, { width, align: 'center' });
}

function drawCode(document: PDFKit.PDFDocument, left: number, top: number): void {
  const modules = encodeDataMatrix(Buffer.from(SEPARATOR_CODE, 'latin1')) ?? [];
  const side = CODE_SIDE / modules.length;
  for (const [row, line] of modules.entries())
    for (const [column, dark] of line.entries())
      if (dark) document.rect(left + column * side, top + row * side, side, side);
  document.fill('black');
}
