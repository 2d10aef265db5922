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

/** Every template that `render` knows: the letters, and the attestations that are issued. */
export function templatesOf(letters: ReadonlyMap<string, Letter>): readonly TemplateEntry[] {
  const fromLetters = [...letters.values()].map(({ name, title, fields }): TemplateEntry => {
    const joins = fields.includes('documents');
    return {
      name,
      title,
      letter: name,
      // A letter that names the documents it comes with needs them to exist.
      attestation: joins ? 'attestation-paiement' : null,
      required: joins || fields.includes('impossible-because') ? ['file'] : ['address'],
    };
  });
  const attestation: TemplateEntry = {
    name: 'attestation-paiement',
    title: 'Attestation de paiement',
    letter: 'attestation-envoyee',
    attestation: 'attestation-paiement',
    required: ['file'],
  };
  return [...fromLetters, attestation].sort((one, other) => one.name.localeCompare(other.name));
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
    required: required.includes(name),
    summary,
  }));
}
