import { isReference } from './pdf-values';
import { type CheckedFile, type Rule, rule, rules } from './rule';
import type { StructureElement } from './structure-tree';

/** Types that our documents use, of ISO 32000-1 §14.8.4: a reader knows them without a RoleMap. */
const TYPES = new Set('Document H1 H2 P L LI Lbl LBody Table THead TBody TFoot TR TH TD Figure Link Form'.split(' '));
/** What may stand in what. */
const HOLDS: Readonly<Record<string, readonly string[]>> = {
  L: ['LI'],
  LI: ['Lbl', 'LBody'],
  Table: ['THead', 'TBody', 'TFoot'],
  THead: ['TR'],
  TBody: ['TR'],
  TFoot: ['TR'],
  TR: ['TH', 'TD'],
};
const ONLY_IN: Readonly<Record<string, readonly string[]>> = {
  LI: ['L'],
  Lbl: ['LI'],
  LBody: ['LI'],
  TR: ['THead', 'TBody', 'TFoot'],
  TH: ['TR'],
  TD: ['TR'],
  THead: ['Table'],
  TBody: ['Table'],
  TFoot: ['Table'],
};

const named = ({ id, type }: StructureElement): string => `${type} ${id}`;
const ofType = ({ elements }: CheckedFile, type: string) => elements.filter((element) => element.type === type);

/** ISO 14289-1 §7.1–7.5 and §7.18: the tree that is read aloud. */
export const STRUCTURE_RULES: readonly Rule[] = [
  rule('one Document', (file) => ofType(file, 'Document').length === 1 && file.elements[0]?.type === 'Document'),
  rule('one H1', (file) => ofType(file, 'H1').length === 1),
  rules('headings in order', ({ elements }) => {
    let before = 0;
    return elements
      .filter(({ type }) => /^H\d$/.test(type))
      .filter(({ type }) => {
        const level = Number(type.slice(1));
        const skips = level > before + 1;
        before = level;
        return skips;
      })
      .map(named);
  }),
  rules('types that are known', ({ elements }) => elements.filter(({ type }) => !TYPES.has(type)).map(named)),
  rules('each child in its parent', ({ elements }) =>
    elements
      .filter(({ parent, dictionary }) => {
        const told = dictionary.get('P');
        return parent !== null && !(isReference(told) && told.ref === parent.id);
      })
      .map(named),
  ),
  rules('a place for each type', ({ elements }) =>
    elements
      .filter(
        ({ type, parent, elements: inner }) =>
          (HOLDS[type] !== undefined && inner.some((child) => !HOLDS[type]?.includes(child.type))) ||
          (ONLY_IN[type] !== undefined && !ONLY_IN[type]?.includes(parent?.type ?? '')),
      )
      .map(named),
  ),
  rules('no empty element', ({ elements }) =>
    elements.filter(({ kids, annotations }) => kids.length === 0 && annotations.length === 0).map(named),
  ),
  rules('a Scope for each TH', (file) =>
    ofType(file, 'TH')
      .filter(({ attributes }) => !['/Row', '/Column'].includes(String(attributes.get('Scope'))))
      .map(named),
  ),
  rules('regular tables', (file) =>
    ofType(file, 'Table')
      .filter((table) => {
        const rows = table.elements.flatMap(({ elements }) => elements);
        const widths = rows.map(({ elements }) =>
          elements.reduce((sum, { attributes }) => sum + (Number(attributes.get('ColSpan') ?? 1) || 1), 0),
        );
        return new Set(widths).size !== 1 || table.elements[0]?.type !== 'THead' || table.elements[1]?.type !== 'TBody';
      })
      .map(named),
  ),
  rules('a text for each figure', (file) =>
    ofType(file, 'Figure')
      .filter(({ dictionary }) => file.model.text(dictionary.get('Alt')).trim() === '')
      .map(named),
  ),
  rules('a box for each figure', (file) =>
    ofType(file, 'Figure')
      .filter(({ attributes }) => file.model.list(attributes.get('BBox')).length !== 4)
      .map(named),
  ),
  rules('lists numbered as they are', (file) =>
    ofType(file, 'L')
      .filter(({ attributes }) => !['/Decimal', '/Disc'].includes(String(attributes.get('ListNumbering'))))
      .map(named),
  ),
];
