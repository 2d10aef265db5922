import { CONTENT_RULES } from './pdf-check/content-rules';
import { FILE_RULES } from './pdf-check/file-rules';
import { FONT_RULES } from './pdf-check/font-rules';
import { LAYOUT_RULES } from './pdf-check/layout-rules';
import { PdfModel } from './pdf-check/pdf-model';
import type { Rule } from './pdf-check/rule';
import { STRUCTURE_RULES } from './pdf-check/structure-rules';
import { readStructure } from './pdf-check/structure-tree';
import type { ReadPdf } from './read-pdf';

/** The rules of PDF/A-2a, 3a, PDF/UA-1 and of an envelope that we check ourselves; nothing more is claimed of a file than these. */
export const PDF_RULES: readonly Rule[] = [
  ...FILE_RULES,
  ...FONT_RULES,
  ...STRUCTURE_RULES,
  ...CONTENT_RULES,
  ...LAYOUT_RULES,
];

/** @returns what is broken: the rule, and where; empty for a sound file */
export function checkPdfStructure(pdf: ReadPdf): string[] {
  const model = new PdfModel(pdf);
  const file = { model, elements: readStructure(model) };
  return PDF_RULES.flatMap(({ name, faults }) =>
    faults(file).map((where) => (where === '' ? `rule broken: ${name}` : `rule broken: ${name} (${where})`)),
  );
}
