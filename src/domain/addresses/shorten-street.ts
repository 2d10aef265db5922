import { ARTICLES, FIRST_NAMES, STREET_KINDS, TITLES } from './address-words';

/** NF Z10-011: the words of a street are abbreviated only above 32 characters. */
export const STREET_LABEL_MAX = 32;

/** Number, its BIS, TER or letter, then the street's label. */
const NUMBERED = /^(\d+(?:[ -]\d+)*(?: (?:BIS|TER|QUATER|[A-Z](?= (?!\d))))?) (.+)$/;
/** Letters kept of a truncated word: below that it is no longer read. */
const TRUNCATED_TO = 4;

/** A line «12 BIS RUE DE LA PAIX» cut into its number and its label. */
export function splitStreetNumber(line: string): { readonly number: string; readonly label: string } {
  const match = NUMBERED.exec(line);
  return match ? { number: match[1] ?? '', label: match[2] ?? '' } : { number: '', label: line };
}

/**
 * Shortens a street's label where it is too long, word by word and no further than needed, in the norm's order: kind of
 * street, titles, first names to initials, articles, other words truncated. The last word is never touched.
 * @param label upper case, single spaces, no number
 * @param max characters that the label may take
 * @returns a label of at most `max` characters where the order allows it; longer otherwise, for the caller to refuse
 */
export function shortenStreet(label: string, max: number = STREET_LABEL_MAX): string {
  let words = label.split(' ');
  const fits = (): boolean => words.join(' ').length <= max;
  const each = (change: (word: string, index: number) => string): void => {
    for (let index = 0; index < words.length - 1 && !fits(); index += 1) {
      words[index] = change(words[index] ?? '', index);
    }
    words = words.filter((word) => word !== '');
  };
  each((word, index) => (index === 0 ? (STREET_KINDS[word] ?? word) : word));
  each((word, index) => (index > 0 ? (TITLES[word] ?? word) : word));
  each((word, index) => (index > 0 && FIRST_NAMES.has(word) ? word.slice(0, 1) : word));
  removeArticles();
  each((word, index) =>
    index > 0 && word.length > TRUNCATED_TO && !/\d/.test(word) ? word.slice(0, TRUNCATED_TO) : word,
  );
  return words.join(' ');

  function removeArticles(): void {
    for (let index = 1; index < words.length - 1 && !fits(); ) {
      // «DE LATTRE»: an article that opens a surname after an initial or a title is removed last, so it is met here last.
      if (ARTICLES.has(words[index] ?? '')) words.splice(index, 1);
      else index += 1;
    }
  }
}
