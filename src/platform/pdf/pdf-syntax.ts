/** One token of a PDF's objects that matters here: text that is copied as it is, a reference, a bracket, a name. */
const TOKEN =
  /\((?:\\[\s\S]|[^\\()])*\)|<<|>>|<[0-9A-Fa-f\s]*>|(\d+)\s+(\d+)\s+R\b|\/[^\s/[\]()<>]*|[[\]]|[^\s/[\]()<>]+/g;

/** Writes an object's text again with its references changed; strings are left alone. @param text in Latin-1 */
export function withReferences(text: string, change: (id: number) => number): string {
  return text.replace(TOKEN, (token, id: string | undefined) =>
    id === undefined ? token : `${change(Number(id))} 0 R`,
  );
}

/** The ids that an object names. */
export function referencesOf(text: string): readonly number[] {
  return [...text.matchAll(TOKEN)].flatMap(([, id]) => (id === undefined ? [] : [Number(id)]));
}

/**
 * The entries of a dictionary, each value as its text.
 * @param text that begins with `<<`; what follows its end is not read
 * @throws PdfFault where it is no dictionary
 */
export function entriesOf(text: string): Map<string, string> {
  const entries = new Map<string, string>();
  let depth = 0;
  let key: string | null = null;
  let from = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [token] = match;
    const end = match.index + token.length;
    if (depth === 0 && token !== '<<') throw new PdfFault('dictionnaire attendu');
    if (token === '<<' || token === '[') depth += 1;
    if (token === '>>' || token === ']') depth -= 1;
    if (depth === 0) return entries;
    if (depth === 1 && key === null && token.startsWith('/')) {
      key = token.slice(1);
      from = end;
    } else if (depth === 1 && key !== null) {
      entries.set(key, text.slice(from, end).trim());
      key = null;
    }
  }
  throw new PdfFault('dictionnaire sans fin');
}

/** The id that a value refers to; null where it is none. */
export function referenceIn(value: string | undefined): number | null {
  const id = /^(\d+)\s+\d+\s+R$/.exec(value ?? '')?.[1];
  return id === undefined ? null : Number(id);
}

/** A file that this reader cannot follow. */
export class PdfFault extends Error {}
