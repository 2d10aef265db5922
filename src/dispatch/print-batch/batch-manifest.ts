import { sheetsOf, weighLetter } from '../../domain/print/weigh-letter';
import type { OpenBatch } from '../../persistence/print-batch.repository';

export interface ManifestFile {
  /** In the batch's folder; the merged file holds it from `firstPage` on. */
  readonly name: string;
  /** In the merged file, from 1; null for a file of its own. */
  readonly firstPage: number | null;
  readonly pages: number;
  readonly bytes: number;
  /** Of the document as it is kept. */
  readonly sha256: string;
}

export interface ManifestLetter {
  readonly position: number;
  readonly id: string;
  readonly reference: string;
  readonly pages: number;
  readonly sheets: number;
  readonly grams: number;
  /** Upper end of its class in grams; null beyond a letter. */
  readonly weightClass: number | null;
  readonly address: readonly string[];
  readonly files: readonly ManifestFile[];
}

export interface BatchManifest {
  readonly batch: string;
  readonly day: string;
  readonly mode: OpenBatch['mode'];
  readonly letters: readonly ManifestLetter[];
  readonly pages: number;
  readonly sheets: number;
  /** Of the merged file; null where each letter is a file. */
  readonly merged: { readonly name: string; readonly pages: number; readonly sha256: string } | null;
}

/** A letter's line: each of its documents begins on a sheet of its own. */
export function manifestLetter(
  position: number,
  { id, reference, address }: Pick<ManifestLetter, 'id' | 'reference' | 'address'>,
  files: readonly ManifestFile[],
): ManifestLetter {
  const sheets = files.reduce((sum, { pages }) => sum + sheetsOf(pages), 0);
  const { grams, upTo } = weighLetter(sheets);
  const pages = files.reduce((sum, file) => sum + file.pages, 0);
  return { position, id, reference, pages, sheets, grams, weightClass: upTo, address, files };
}

const ADDRESS_LINES = 7;
const COLUMNS = [
  'position',
  'id',
  'reference',
  'pages',
  'sheets',
  'grams',
  'weightClass',
  'file',
  'firstPage',
  'sha256',
];
const HEAD = [...COLUMNS, ...Array.from({ length: ADDRESS_LINES }, (_, index) => `address${index + 1}`)];

/** The same as CSV (RFC 4180, semicolons, UTF-8 with its mark): a line a document. */
export function manifestAsCsv({ letters }: Pick<BatchManifest, 'letters'>): string {
  const rows = letters.flatMap(({ address, files, ...letter }) =>
    files.map(({ name, firstPage, sha256 }) => [
      ...[letter.position, letter.id, letter.reference, letter.pages, letter.sheets, letter.grams],
      ...[letter.weightClass ?? '', name, firstPage ?? '', sha256],
      ...Array.from({ length: ADDRESS_LINES }, (_, index) => address[index] ?? ''),
    ]),
  );
  return `\ufeff${[HEAD, ...rows].map((row) => `${row.map(cell).join(';')}\r\n`).join('')}`;
}

function cell(value: string | number): string {
  const text = String(value);
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
