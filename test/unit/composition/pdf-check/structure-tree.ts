import type { PdfModel } from './pdf-model';
import { isDictionary, isReference, type PdfDictionary, type PdfValue } from './pdf-values';

/** An element of the structure (ISO 32000-1 §14.7.2). */
export interface StructureElement {
  readonly id: number;
  readonly type: string;
  readonly dictionary: PdfDictionary;
  readonly attributes: PdfDictionary;
  readonly parent: StructureElement | null;
  readonly elements: readonly StructureElement[];
  /** Marked content of its own, in order. */
  readonly marks: readonly { readonly page: number; readonly mcid: number }[];
  /** Ids of annotations. */
  readonly annotations: readonly number[];
  /** Elements and marks as they are read. */
  readonly kids: readonly (StructureElement | { readonly page: number; readonly mcid: number })[];
}

/** The elements below the root, each before what it holds. */
export function readStructure(model: PdfModel): readonly StructureElement[] {
  const root = model.dictionary(model.catalog.get('StructTreeRoot'));
  const all: StructureElement[] = [];
  for (const kid of kidsOf(root.get('K'))) if (isReference(kid)) read(kid.ref, null);
  return all;

  function kidsOf(value: PdfValue | undefined): readonly PdfValue[] {
    if (value === undefined) return [];
    const found = isReference(value) ? model.at(value) : value;
    return Array.isArray(found) ? found : [value];
  }

  function read(id: number, parent: StructureElement | null): StructureElement {
    const dictionary = model.dictionary({ ref: id });
    const kids: StructureElement['kids'][number][] = [];
    const annotations: number[] = [];
    const element: StructureElement = {
      id,
      type: String(dictionary.get('S') ?? '').slice(1),
      dictionary,
      attributes: model.dictionary(dictionary.get('A')),
      parent,
      get elements() {
        return kids.filter((kid): kid is StructureElement => 'type' in kid);
      },
      get marks() {
        return kids.filter((kid) => 'mcid' in kid);
      },
      annotations,
      kids,
    };
    all.push(element);
    const page = dictionary.get('Pg');
    for (const kid of kidsOf(dictionary.get('K'))) {
      if (typeof kid === 'number') kids.push({ page: isReference(page) ? page.ref : 0, mcid: kid });
      else if (isReference(kid) && model.dictionary(kid).has('S')) kids.push(read(kid.ref, element));
      else if (isDictionary(model.at(kid))) readMark(model.dictionary(kid), page);
    }
    return element;

    function readMark(mark: PdfDictionary, own: PdfValue | undefined): void {
      const annotation = mark.get('Obj');
      if (mark.get('Type') === '/OBJR' && isReference(annotation)) annotations.push(annotation.ref);
      const on = mark.get('Pg') ?? own;
      if (mark.has('MCID')) kids.push({ page: isReference(on) ? on.ref : 0, mcid: Number(mark.get('MCID')) });
    }
  }
}

/** What is read aloud: each element that holds text of its own on a line, indented as deep as it stands; links in [ ]. */
export function readingOrder(model: PdfModel): readonly string[] {
  const texts = new Map<string, string>();
  for (const { id, texts: drawn } of model.pages)
    for (const { mcid, text } of drawn)
      if (mcid !== null) texts.set(`${id} ${mcid}`, (texts.get(`${id} ${mcid}`) ?? '') + text);
  const depthOf = ({ parent }: StructureElement): number => (parent === null ? 0 : 1 + depthOf(parent));
  return readStructure(model)
    .filter(({ type }) => type !== 'Link')
    .map((element) => {
      const alt = model.text(element.dictionary.get('Alt'));
      const words = (alt === '' ? textOf(element) : `(${alt})`).replace(/\s+/g, ' ').trim();
      return `${'  '.repeat(depthOf(element))}${element.type}${words === '' ? '' : `: ${words}`}`;
    });

  function textOf({ kids }: StructureElement): string {
    return kids
      .map((kid) => {
        if ('mcid' in kid) return texts.get(`${kid.page} ${kid.mcid}`) ?? '';
        return kid.type === 'Link' ? `[${textOf(kid)}]` : '';
      })
      .join('');
  }
}
