import type { DrawnFile } from '../domain/reply';
import type { Block } from './blocks/block';

/** Decimal, as French writes it: a kilo-octet has a thousand. */
const KILO = 1000;

/** What an e-mail carries, by name, pages and size: who reads it knows what to open, and that nothing was lost on the way. */
export function attachmentBlocks(files: readonly DrawnFile[]): readonly Block[] {
  if (files.length === 0) return [];
  const title = files.length === 1 ? 'Pièce jointe' : 'Pièces jointes';
  return [
    { kind: 'heading', level: 2, content: [{ text: title }] },
    { kind: 'list', ordered: false, items: files.map((file) => ({ content: [{ text: describe(file) }], items: [] })) },
  ];
}

function describe({ fileName, size, pages }: DrawnFile): string {
  return `${fileName}, ${pages}\u00a0${pages > 1 ? 'pages' : 'page'}, ${Math.ceil(size / KILO)}\u00a0ko`;
}
