import { ATTESTATION_TITLES } from '../../composition/attestations/attestation-blocks';
import type { Letter } from '../../composition/letters/letter';
import type { AttestationKind } from '../../domain/correspondence';
import { RENDER_FIELDS } from './read-render-data';

export interface TemplateEntry {
  readonly name: string;
  readonly title: string;
  readonly letter: string;
  readonly attestation: AttestationKind | null;
  /** Fields of the data file without which nothing is drawn. */
  readonly required: readonly string[];
}

/** Field of a letter → what it takes of `details`; those that a letter does without are not named. */
const DETAILS_OF_FIELDS: Readonly<Record<string, string>> = {
  'missing-pieces': 'details.missingPieces',
  'moved-on': 'details.movedOn',
  'first-written-on': 'details.firstWrittenOn',
  'other-caf': 'details.otherCaf',
  'pages-again': 'details.unreadablePages',
};

/** Every template that `render` knows: the letters, and the attestations that are issued. */
export function templatesOf(letters: ReadonlyMap<string, Letter>): readonly TemplateEntry[] {
  const fromLetters = [...letters.values()].map(({ name, title, fields, free }): TemplateEntry => {
    const joins = fields.includes('documents');
    return {
      name,
      title,
      letter: name,
      // A letter that names the documents it comes with needs them to exist.
      attestation: joins ? 'attestation-paiement' : null,
      required: [
        ...(joins || fields.includes('impossible-because') ? ['file'] : ['address']),
        ...fields.flatMap((field) => DETAILS_OF_FIELDS[field] ?? []),
        ...(free.length > 0 ? ['details.free'] : []),
      ],
    };
  });
  const attestations = (Object.keys(ATTESTATION_TITLES) as AttestationKind[]).map(
    (name): TemplateEntry => ({
      name,
      title: ATTESTATION_TITLES[name],
      letter: 'attestation-envoyee',
      attestation: name,
      required: ['file'],
    }),
  );
  return [...fromLetters, ...attestations].sort((one, other) => one.name.localeCompare(other.name));
}

export function templatesAsJson(templates: readonly TemplateEntry[]): string {
  return templates
    .map(({ name, title, required }) => `${JSON.stringify({ template: name, title, fields: fieldsOf(required) })}\n`)
    .join('');
}

export function templatesAsText(templates: readonly TemplateEntry[]): string {
  const fields = Object.entries(RENDER_FIELDS).map(([name, { summary }]) => `  ${name.padEnd(14)}${summary}`);
  const names = templates.map(
    ({ name, title, required }) => `  ${name.padEnd(26)}${title} (champs nécessaires\u00a0: ${required.join(', ')})`,
  );
  return ['Modèles', ...names, '', 'Champs du fichier --data', ...fields, ''].join('\n');
}

function fieldsOf(required: readonly string[]): readonly { name: string; required: boolean; summary: string }[] {
  return Object.entries(RENDER_FIELDS).map(([name, { summary }]) => ({
    name,
    required: required.some((field) => field === name || field.startsWith(`${name}.`)),
    summary,
  }));
}
