/** What a page of a stack is: a letter's, a separator sheet, or one on which nothing stands. */
export type StackPageKind = 'page' | 'separator' | 'blank';

export interface StackPage {
  /** Index of the file it stands in. */
  readonly file: number;
  /** From 0, in that file. */
  readonly page: number;
  readonly kind: StackPageKind;
}

export interface CutStack {
  /** Pages of each letter, in order; none is empty. */
  readonly items: readonly (readonly StackPage[])[];
  readonly separators: number;
  /** Blank backs of separator sheets: the only pages besides these sheets that are in no letter. */
  readonly backs: number;
}

/** Cuts a stack at its separator sheets. What lies before the first one is a letter too. */
export function cutStack(pages: readonly StackPage[]): CutStack {
  const items: StackPage[][] = [[]];
  let separators = 0;
  let backs = 0;
  for (const [index, page] of pages.entries()) {
    if (page.kind === 'separator') {
      separators++;
      items.push([]);
    } else if (page.kind === 'blank' && pages[index - 1]?.kind === 'separator') backs++;
    else items.at(-1)?.push(page);
  }
  return { items: items.filter((item) => item.length > 0), separators, backs };
}
