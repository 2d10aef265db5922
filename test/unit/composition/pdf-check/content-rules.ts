import type { DrawnPage } from './page-content';
import type { PdfModel } from './pdf-model';
import { isReference } from './pdf-values';
import { type Rule, rules } from './rule';

const where = ({ model }: { readonly model: PdfModel }, page: DrawnPage): string =>
  `page ${model.pages.indexOf(page) + 1}`;
/** Outside of the page and unseen: the field of a seal (ISO 14289-1 §7.18.1 leaves it out of the structure). */
const isUnseen = (model: PdfModel, id: number): boolean =>
  model.list(model.dictionary({ ref: id }).get('Rect')).every((side) => side === 0);

/** Every mark of a page is either in the structure or an artifact, and each side knows the other. */
export const CONTENT_RULES: readonly Rule[] = [
  rules('content marked', (file) =>
    file.model.pages.flatMap((page) => page.faults.map((fault) => `${where(file, page)}, ${fault}`)),
  ),
  rules('tab order of the structure', (file) =>
    file.model.pages.filter(({ dictionary }) => dictionary.get('Tabs') !== '/S').map((page) => where(file, page)),
  ),
  rules('each mark in the structure', (file) => {
    const { model, elements } = file;
    const numbers = model.list(
      model.dictionary(model.dictionary(model.catalog.get('StructTreeRoot')).get('ParentTree')).get('Nums'),
    );
    return model.pages.flatMap((page) => {
      const key = numbers.indexOf(page.dictionary.get('StructParents') ?? null);
      const parents = key < 0 ? [] : model.list(numbers[key + 1]);
      return page.mcids
        .filter((mcid) => {
          const parent = parents[mcid];
          const element = isReference(parent) ? elements.find(({ id }) => id === parent.ref) : undefined;
          return !element?.marks.some((mark) => mark.mcid === mcid && mark.page === page.id);
        })
        .map((mcid) => `${where(file, page)}, mark ${mcid}`);
    });
  }),
  rules('each mark drawn once', ({ model, elements }) => {
    const drawn = new Set(model.pages.flatMap(({ id, mcids }) => mcids.map((mcid) => `${id} ${mcid}`)));
    const told = elements.flatMap(({ marks }) => marks.map(({ page, mcid }) => `${page} ${mcid}`));
    return told.filter((mark, index) => !drawn.has(mark) || told.indexOf(mark) !== index);
  }),
  rules('colours of the output intent', ({ model }) => model.pages.flatMap(({ foreignColours }) => foreignColours)),
  rules('links told and printed', ({ model, elements }) => {
    const annotations = model.ofType('Annot');
    const links = elements.filter(({ type }) => type === 'Link');
    return [
      ...links.filter((link) => link.annotations.length !== 1).map(({ id }) => `Link ${id} without annotation`),
      ...annotations.flatMap((id) => {
        const annotation = model.dictionary({ ref: id });
        if (annotation.get('Subtype') === '/Widget') return [];
        const uri = model.text(model.dictionary(annotation.get('A')).get('URI'));
        return [
          ...(model.text(annotation.get('Contents')) === '' ? [`annotation ${id} without Contents`] : []),
          ...(Number.isInteger(model.number(annotation.get('StructParent')))
            ? []
            : [`annotation ${id} without parent`]),
          ...(annotation.get('F') === 4 ? [] : [`annotation ${id} not printed`]),
          ...(links.some((link) => link.annotations.includes(id)) ? [] : [`annotation ${id} outside of the structure`]),
          ...(/^(https:\/\/|mailto:)/.test(uri) ? [] : [`annotation ${id} leads to ${uri.slice(0, 12)}`]),
        ];
      }),
    ];
  }),
  rules('a field told and unseen', ({ model }) =>
    model.ofType('Annot').flatMap((id) => {
      const field = model.dictionary({ ref: id });
      if (field.get('Subtype') !== '/Widget') return [];
      const told = model.text(field.get('T')) !== '' && model.text(field.get('TU')) !== '';
      return told && field.get('F') === 132 && isUnseen(model, id) ? [] : [`annotation ${id}`];
    }),
  ),
];
