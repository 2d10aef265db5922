import type { EmbeddedFont } from './embedded-font';
import type { PdfModel } from './pdf-model';
import {
  isDictionary,
  isList,
  isReference,
  isText,
  type PdfDictionary,
  type PdfValue,
  readPdfValues,
} from './pdf-values';

/** One BT … ET of a page: its text and the box it fills, in points from the page's upper left corner. */
export interface DrawnText {
  readonly text: string;
  readonly codes: readonly number[];
  readonly font: EmbeddedFont | null;
  readonly size: number;
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly width: number;
  /** Null for an artifact, and for what stands outside of any mark. */
  readonly mcid: number | null;
}

export interface DrawnPage {
  readonly id: number;
  readonly dictionary: PdfDictionary;
  readonly texts: readonly DrawnText[];
  /** In the order of drawing. */
  readonly mcids: readonly number[];
  /** What breaks the rules of marked content, one sentence each. */
  readonly faults: readonly string[];
  /** Operators that set a colour by another space than the output intent's. */
  readonly foreignColours: readonly string[];
}

const PAINTS = new Set(['f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 's', 'S', 'Tj', 'TJ', "'", '"', 'Do', 'sh']);
const FOREIGN_COLOURS = new Set(['k', 'K', 'sc', 'SC']);

/** Reads what a page draws, as pdfkit and our own code write it: one font and one start a text. */
export function readContent(model: PdfModel, page: PdfValue, fontOf: (id: number) => EmbeddedFont | null): DrawnPage {
  const dictionary = model.dictionary(page);
  const fonts = model.dictionary(model.dictionary(dictionary.get('Resources')).get('Font'));
  const contents = dictionary.get('Contents');
  const content = (isList(contents) ? contents : [contents])
    .map((one) => model.streamOf(one)?.toString('latin1') ?? '')
    .join('\n');
  const texts: DrawnText[] = [];
  const faults: string[] = [];
  const foreignColours: string[] = [];
  const mcids: number[] = [];
  const marks: (number | null)[] = [];
  let operands: PdfValue[] = [];
  let open: { codes: number[]; x: number; y: number; shift: number; font: EmbeddedFont | null; size: number } | null =
    null;
  let [font, size]: [EmbeddedFont | null, number] = [null, 0];

  for (const value of readPdfValues(content)) {
    if (typeof value !== 'string' || value.startsWith('/')) {
      operands.push(value);
      continue;
    }
    operator(value, operands);
    operands = [];
  }
  if (marks.length > 0) faults.push('marked content left open');
  const id = isReference(page) ? page.ref : 0;
  return { id, dictionary, texts, mcids, faults, foreignColours };

  function operator(name: string, given: readonly PdfValue[]): void {
    if (name === 'BDC' || name === 'BMC') begin(given);
    if (name === 'EMC') {
      if (marks.length === 0) faults.push('marked content closed twice');
      marks.pop();
    }
    if (PAINTS.has(name) && marks.length === 0) faults.push(`untagged content: ${name}`);
    if (FOREIGN_COLOURS.has(name)) foreignColours.push(name);
    if ((name === 'cs' || name === 'CS') && given[0] !== '/DeviceRGB') foreignColours.push(String(given[0]));
    if (name === 'BT') open = { codes: [], x: 0, y: 0, shift: 0, font, size };
    if (name === 'Tf') setFont(given);
    if (name === 'Tm' && open && open.codes.length === 0)
      Object.assign(open, { x: Number(given[4]), y: Number(given[5]) });
    if ((name === 'TJ' || name === 'Tj') && open) show(open, isList(given[0]) ? given[0] : given);
    if (name === 'ET') end();
  }

  function begin(given: readonly PdfValue[]): void {
    if (marks.length > 0) faults.push('marked content inside marked content');
    const mcid = isDictionary(given[1]) ? given[1].get('MCID') : undefined;
    if (typeof mcid === 'number') {
      if (mcids.includes(mcid)) faults.push('two marks of one number');
      mcids.push(mcid);
    } else if (given[0] !== '/Artifact') faults.push(`a mark without number: ${String(given[0])}`);
    marks.push(typeof mcid === 'number' ? mcid : null);
  }

  function setFont([name, points]: readonly PdfValue[]): void {
    const reference = typeof name === 'string' ? fonts.get(name.slice(1)) : undefined;
    font = isReference(reference) ? fontOf(reference.ref) : null;
    size = Number(points);
    if (open) Object.assign(open, { font, size });
  }

  function show(into: NonNullable<typeof open>, shown: readonly PdfValue[]): void {
    for (const item of shown) {
      if (typeof item === 'number') into.shift -= item;
      else if (isText(item))
        for (let at = 0; at < item.text.length; at += 2)
          into.codes.push(item.text.charCodeAt(at) * 256 + item.text.charCodeAt(at + 1));
    }
  }

  function end(): void {
    if (!open) return;
    const { codes, x, y, shift } = open;
    const drawn = open.font;
    const width = codes.reduce((sum, code) => sum + (drawn?.widths[code] ?? 0), shift);
    texts.push({
      text: codes.map((code) => drawn?.unicode[code] ?? '').join(''),
      codes,
      font: drawn,
      size: open.size,
      x,
      y,
      width: (width * open.size) / 1000,
      mcid: marks.at(-1) ?? null,
    });
    open = null;
  }
}
