import type { PdfModel } from './pdf-model';
import { isReference } from './pdf-values';
import { type Rule, rule, rules } from './rule';

const partOf = ({ xmp }: PdfModel): string => /<pdfaid:part>(\d)<\/pdfaid:part>/.exec(xmp)?.[1] ?? '';
/** What runs by itself or reaches outside (ISO 19005-2 §6.5); a link to a page of the web is none of it. */
const FORBIDDEN_ACTIONS = new Set([
  '/Launch',
  '/Sound',
  '/Movie',
  '/ResetForm',
  '/ImportData',
  '/JavaScript',
  '/GoToE',
]);

/** ISO 19005-2, 19005-3 and 14289-1, of the file as a whole: language, title, identifiers, colour, what is attached. */
export const FILE_RULES: readonly Rule[] = [
  rule('marked as tagged', ({ model }) => model.dictionary(model.catalog.get('MarkInfo')).get('Marked') === true),
  rule('a language', ({ model }) => model.text(model.catalog.get('Lang')) === 'fr-FR'),
  rule(
    'its title shown',
    ({ model }) => model.dictionary(model.catalog.get('ViewerPreferences')).get('DisplayDocTitle') === true,
  ),
  rule('an output intent', ({ model }) =>
    model.list(model.catalog.get('OutputIntents')).some((one) => {
      const intent = model.dictionary(one);
      const profile = intent.get('DestOutputProfile');
      return (
        intent.get('S') === '/GTS_PDFA1' && model.dictionary(profile).get('N') === 3 && model.streamOf(profile) !== null
      );
    }),
  ),
  rule('an ID in the trailer', ({ model }) => model.list(model.trailer.get('ID')).length === 2),
  rule('not encrypted', ({ model }) => !model.trailer.has('Encrypt')),
  rule('a PDF/A part', ({ model }) => ['2', '3'].includes(partOf(model))),
  rule('PDF/A level A', ({ model }) => model.xmp.includes('<pdfaid:conformance>A</pdfaid:conformance>')),
  rule('a PDF/UA part', ({ model }) => model.xmp.includes('<pdfuaid:part>1</pdfuaid:part>')),
  rule('pdfuaid described', ({ model }) => model.xmp.includes('<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>')),
  rule('a title in the metadata', ({ model }) => {
    const title = /<dc:title>.*?<rdf:li[^>]*>([^<]*)</s.exec(model.xmp)?.[1] ?? '';
    return title !== '' && unescaped(title) === model.text(model.info.get('Title'));
  }),
  rule('metadata well formed', ({ model }) => isWellFormed(model.xmp)),
  rules('no action', ({ model }) =>
    model.ids.flatMap((id) => {
      const object = model.dictionary({ ref: id });
      const kind = object.get('S');
      const named = typeof kind === 'string' && FORBIDDEN_ACTIONS.has(kind);
      return named || object.has('AA') || object.has('JS') || object.has('OpenAction') ? [`object ${id}`] : [];
    }),
  ),
  rules('attached files named and related', ({ model }) => {
    const related = model.list(model.catalog.get('AF')).flatMap((one) => (isReference(one) ? [one.ref] : []));
    const faults = model.ofType('Filespec').flatMap((id) => {
      const file = model.dictionary({ ref: id });
      const stream = model.dictionary(file.get('EF')).get('F');
      const type = String(model.dictionary(stream).get('Subtype') ?? '');
      return [
        ...(partOf(model) === '3' ? [] : ['attached to a file that is not of part 3']),
        ...(related.includes(id) ? [] : ['not in AF']),
        ...(['/Data', '/Source', '/Alternative'].includes(String(file.get('AFRelationship')))
          ? []
          : ['no relationship']),
        ...(model.text(file.get('F')) !== '' && model.text(file.get('UF')) !== '' ? [] : ['no name']),
        ...(model.text(file.get('Desc')) === '' ? ['no description'] : []),
        ...(/^\/\w+#2F\w+$/i.test(type) || /^\/\w+\/\w+$/.test(type) ? [] : [`type ${type}`]),
        ...(model.streamOf(stream) === null ? ['no content'] : []),
      ];
    });
    const embedded = model.ofType('EmbeddedFile').length;
    return embedded === model.ofType('Filespec').length ? faults : [...faults, 'a file that nothing describes'];
  }),
];

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

/** Elements nested and closed, no bare ampersand: what our own metadata could break. */
function isWellFormed(xml: string): boolean {
  if (/&(?!amp;|lt;|gt;|quot;|apos;|#)/.test(xml)) return false;
  const open: string[] = [];
  for (const [, closing, name = '', single] of xml.matchAll(/<(\/)?([A-Za-z][\w:.-]*)(?:\s[^<>]*?)?(\/)?>/g)) {
    if (closing) {
      if (open.pop() !== name) return false;
    } else if (!single) open.push(name);
  }
  return open.length === 0 && xml.includes('<rdf:RDF');
}
