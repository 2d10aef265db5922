import { type ReadPdf, referencesIn } from './read-pdf';

/**
 * The rules of PDF/A-2a and PDF/UA-1 that we check ourselves; nothing more is claimed of a file than these.
 * @returns what is broken, one sentence each; empty for a sound file
 */
export function checkPdfStructure(pdf: ReadPdf): string[] {
  const all = [...pdf.objects.values()];
  const catalog = all.find(({ text }) => /\/Type \/Catalog\b/.test(text))?.text ?? '';
  const resolved = (key: string): string => {
    const [id] = referencesIn(new RegExp(`/${key} (\\[?\\d+ 0 R)`).exec(catalog)?.[1] ?? '');
    return pdf.objects.get(id ?? -1)?.text ?? '';
  };
  const faults: string[] = [];
  const must = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(fault);
  };

  must(/\/Marked true/.test(resolved('MarkInfo')), 'not marked as tagged');
  must(/\/Lang \(fr-FR\)/.test(catalog), 'no language');
  must(/\/DisplayDocTitle true/.test(resolved('ViewerPreferences')), 'title not shown');
  must(/\/GTS_PDFA1/.test(resolved('OutputIntents')), 'no output intent');
  must(/\/ID \[/.test(pdf.trailer), 'no ID in the trailer');

  const [metadata] = referencesIn(/\/Metadata (\d+ 0 R)/.exec(catalog)?.[1] ?? '');
  const xmp = pdf.objects.get(metadata ?? -1)?.stream?.toString('utf8') ?? '';
  must(/<pdfaid:part>2<\/pdfaid:part>/.test(xmp), 'no PDF/A part');
  must(/<pdfaid:conformance>A<\/pdfaid:conformance>/.test(xmp), 'no PDF/A conformance level');
  must(/<pdfuaid:part>1<\/pdfuaid:part>/.test(xmp), 'no PDF/UA part');
  must(/<pdfaSchema:prefix>pdfuaid</.test(xmp), 'pdfuaid not described');
  must(/<dc:title>/.test(xmp), 'no title in the metadata');
  must(!/&(?!amp;|lt;|gt;|quot;|apos;|#)/.test(xmp), 'metadata not escaped');

  const fonts = all.filter(({ text }) => /\/Subtype \/Type0\b/.test(text));
  must(fonts.length > 0, 'no font');
  must(
    fonts.every(({ text }) => /\/ToUnicode \d+ 0 R/.test(text)),
    'a font without ToUnicode',
  );
  const descriptors = all.filter(({ text }) => /\/Type \/FontDescriptor\b/.test(text));
  must(descriptors.length === fonts.length, 'a font without descriptor');
  must(
    descriptors.every(({ text }) => /\/FontFile2 \d+ 0 R/.test(text)),
    'a font not embedded',
  );
  must(
    descriptors.every(({ text }) => !/\/CIDSet/.test(text)),
    'a CIDSet, which would be incomplete',
  );
  must(!all.some(({ text }) => /\/Subtype \/Type1\b/.test(text)), 'a standard font, which is not embedded');

  faults.push(...structureFaults(pdf), ...contentFaults(pdf));
  return faults;
}

function structureFaults(pdf: ReadPdf): string[] {
  const faults: string[] = [];
  const elements = [...pdf.objects.values()].filter(
    ({ text }) => /^<<\n\/S \/\w+\n/.test(text) && /\/P \d+ 0 R/.test(text),
  );
  const typeOf = (id: number): string => /^<<\n\/S \/(\w+)/.exec(pdf.objects.get(id)?.text ?? '')?.[1] ?? '';
  const childrenOf = (text: string): string[] => {
    const kids = /\/K \[([\s\S]*?)\]\n/.exec(`${text}\n`)?.[1] ?? '';
    return referencesIn(kids)
      .map(typeOf)
      .filter((type) => type !== '');
  };
  const ofType = (type: string) => elements.filter(({ id }) => typeOf(id) === type);

  if (ofType('Document').length !== 1) faults.push('not one Document');
  if (ofType('H1').length !== 1) faults.push('not one H1');
  for (const { text } of ofType('TH')) if (!/\/Scope \/(Row|Column)/.test(text)) faults.push('a TH without Scope');
  for (const { text } of ofType('Figure')) if (!/\/Alt \(/.test(text)) faults.push('a Figure without Alt');
  for (const { text } of ofType('L'))
    if (!childrenOf(text).every((type) => type === 'LI')) faults.push('a list of other things');
  for (const { text } of ofType('Table')) {
    const groups = childrenOf(text);
    if (!/^THead,TBody(,TFoot)?$/.test(groups.join(','))) faults.push(`a table of ${groups.join(',')}`);
    const kids = referencesIn(/\/K \[([\s\S]*?)\]\n/.exec(text)?.[1] ?? '');
    const rows = kids.flatMap((id) =>
      referencesIn(/\/K \[([\s\S]*?)\]\n/.exec(pdf.objects.get(id)?.text ?? '')?.[1] ?? ''),
    );
    const widths = new Set(rows.map((id) => childrenOf(pdf.objects.get(id)?.text ?? '').length));
    if (widths.size !== 1) faults.push('a table whose rows differ');
  }
  const annotations = [...pdf.objects.values()].filter(({ text }) => /\/Type \/Annot\b/.test(text));
  for (const { text } of annotations) {
    if (!/\/Contents \(/.test(text) || !/\/StructParent \d/.test(text))
      faults.push('a link without Contents or parent');
    if (!/\/F 4\b/.test(text)) faults.push('a link that is not printed');
  }
  if (ofType('Link').length !== annotations.length) faults.push('links and annotations differ');
  return faults;
}

/** Every mark of a page is either in the structure or an artifact. */
function contentFaults(pdf: ReadPdf): string[] {
  const faults: string[] = [];
  for (const { dictionary, content } of pdf.pages) {
    if (!/\/Tabs \/S/.test(dictionary)) faults.push('a page whose tab order is not the structure’s');
    if (!/\/StructParents \d/.test(dictionary)) faults.push('a page without StructParents');
    let depth = 0;
    for (const line of content.split('\n')) {
      if (/ (BMC|BDC)$|^(BMC|BDC)$|>> BDC/.test(line)) depth += 1;
      else if (line === 'EMC') depth -= 1;
      else if (depth === 0 && /(TJ|Tj|\bf|\bS|\bDo)$/.test(line)) faults.push(`untagged content: ${line.slice(-12)}`);
      if (depth > 1) faults.push('marked content inside marked content');
    }
    if (depth !== 0) faults.push('marked content left open');
  }
  return faults;
}
