import type { ReadItem, ReadText } from '../domain/correspondence';
import { foldFrench } from '../domain/text/fold-french-text';

/** Many look for words in the same texts. */
const FOLDED = new WeakMap<ReadText, string>();

/** A text of an item as comparisons read it, folded once. */
export function foldedText(read: ReadText): string {
  const known = FOLDED.get(read) ?? foldFrench(read.text);
  FOLDED.set(read, known);
  return known;
}

/** The item's texts of these sources in reading order, folded. */
export function foldedTexts({ texts }: Pick<ReadItem, 'texts'>, sources: readonly ReadText['source'][]): string {
  return texts
    .filter(({ source }) => sources.includes(source))
    .map(foldedText)
    .join('\n');
}
