import type { Modules } from '../../domain/barcode/data-matrix';

/** A stretch of text. `text` is data: no renderer ever parses it. A line feed in it is a line break. */
export interface Inline {
  readonly text: string;
  readonly strong?: boolean;
  readonly href?: string;
}

export interface ListItem {
  readonly content: readonly Inline[];
  readonly items: readonly ListItem[];
}

export interface TableColumn {
  /** Part of the table's width, all columns making 1. */
  readonly share: number;
  readonly align: 'left' | 'right';
}

export type TableCell = readonly Inline[];

export interface Table {
  readonly kind: 'table';
  readonly columns: readonly TableColumn[];
  readonly head: readonly TableCell[];
  /** The first cell of a row is its head. */
  readonly rows: readonly (readonly TableCell[])[];
  readonly foot: readonly (readonly TableCell[])[];
}

/** A form to cut off: each entry is a line to write on, or boxes in groups (2, 2 and 4 for a date). */
export interface Slip {
  readonly kind: 'slip';
  readonly title: string;
  /** The same as a Data Matrix for machines; null where it is too long for one. */
  readonly code: { readonly name: string; readonly value: string; readonly modules: Modules | null };
  readonly entries: readonly { readonly name: string; readonly cells: readonly number[] }[];
}

/** What a letter, an attestation and an e-mail are made of: one content, three renderings. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly content: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly content: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly ListItem[] }
  | Table
  /** A name and its value a line: «Numéro allocataire 0260311». */
  | { readonly kind: 'facts'; readonly facts: readonly { readonly name: string; readonly value: string }[] }
  /** Lines kept as they are: a postal address. */
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  /** A sum that the eye has to find first. */
  | { readonly kind: 'total'; readonly name: string; readonly value: string }
  | Slip
  /** Kept together on one page and set apart. */
  | { readonly kind: 'frame'; readonly blocks: readonly Block[] };

export function paragraph(text: string): Block {
  return { kind: 'paragraph', content: [{ text }] };
}

export function plainText(content: readonly Inline[]): string {
  return content.map(({ text }) => text).join('');
}

/** Every text of the blocks in the order of reading, as it will be printed. */
export function* textsOfBlocks(blocks: Iterable<Block>): Generator<string> {
  for (const block of blocks) yield* textsOfBlock(block);
}

function textsOfBlock(block: Block): Iterable<string> {
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
      return [plainText(block.content)];
    case 'list':
      return textsOfItems(block.items);
    case 'table':
      return [block.head, ...block.rows, ...block.foot].flatMap((row) => row.map(plainText));
    case 'facts':
      return block.facts.map(({ name, value }) => `${name}\u00a0: ${value}`);
    case 'lines':
      return block.lines;
    case 'total':
      return [block.name, block.value];
    case 'slip':
      return [block.title, block.code.name, block.code.value, ...block.entries.map(({ name }) => name)];
    case 'frame':
      return textsOfBlocks(block.blocks);
  }
}

function textsOfItems(items: readonly ListItem[]): string[] {
  return items.flatMap(({ content, items: inner }) => [plainText(content), ...textsOfItems(inner)]);
}
