import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ATTESTATION_REFUSAL_CODES } from '../../domain/attestations/attestation-refusal';
import { isCalendarDay } from '../../domain/calendar/calendar-days';
import { monthsOfPeriod } from '../../domain/calendar/months-of-period';
import type { AllocataireFile } from '../../domain/directory/allocataire-file';
import type { Office } from '../../domain/office';
import type { ReplyDetails } from '../../domain/reply';
import { directoryLineSchema } from '../../persistence/directory-line.schema';

const text = z.string({ error: 'texte attendu' });
const day = text.refine(isCalendarDay, { error: 'date attendue, AAAA-MM-JJ, qui existe' });
const month = text.regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: 'mois attendu, AAAA-MM' });
const lines = z.array(text, { error: 'liste de lignes attendue' });

const officeSchema = z.strictObject(
  {
    name: text,
    address: lines,
    phone: text,
    email: text,
    website: text.default('caf.fr'),
    code: text.default(''),
    logo: text.nullable().default(null),
  },
  { error: describeObject },
);

const filled = text.trim().min(1, { error: 'texte attendu' });
const detailsSchema = z.strictObject(
  {
    missingPieces: z.array(filled, { error: 'liste attendue' }).optional(),
    answerBy: day.optional(),
    unreadablePages: z
      .array(z.int().min(1, { error: 'numéro de page attendu' }), { error: 'liste attendue' })
      .optional(),
    movedOn: day.optional(),
    free: z
      .record(z.string(), z.array(filled), { error: 'objet attendu\u00a0: nom du champ, liste de paragraphes' })
      .optional(),
    notifiedOn: day.optional(),
    firstWrittenOn: day.optional(),
    otherCaf: z.strictObject({ name: filled, address: lines, forwardedOn: day }, { error: describeObject }).optional(),
    wantedDocument: z
      .enum(['attestation-paiement', 'attestation-qf', 'attestation-mns'], { error: 'nom d’une attestation attendu' })
      .optional(),
    impossibleBecause: z
      .enum(ATTESTATION_REFUSAL_CODES, { error: `attendu\u00a0: ${ATTESTATION_REFUSAL_CODES.join(', ')}` })
      .optional(),
  },
  { error: describeObject },
);

/** Every field of a `--data` file, with what it is for: `--list` prints this. */
export const RENDER_FIELDS = {
  reference: {
    schema: text.regex(/^[\w-]{1,40}$/, { error: 'lettres, chiffres et tirets attendus' }).optional(),
    summary: 'référence du dossier de courrier (C-2026-004217)',
  },
  receivedOn: { schema: day.optional(), summary: 'jour de réception de la demande, AAAA-MM-JJ (par défaut writtenOn)' },
  writtenOn: { schema: day.optional(), summary: 'jour imprimé, AAAA-MM-JJ (par défaut aujourd’hui)' },
  office: {
    schema: officeSchema.optional(),
    summary: 'la Caf\u00a0: name, address, phone, email, website, logo (par défaut les variables CAF_…)',
  },
  file: {
    schema: directoryLineSchema.nullable().optional(),
    summary: 'le dossier de l’allocataire, comme une ligne de l’annuaire',
  },
  person: {
    schema: z.int({ error: 'nombre entier attendu' }).min(0, { error: 'rang attendu, 0 pour le premier' }).optional(),
    summary: 'rang de la personne dans file.persons (par défaut l’allocataire)',
  },
  address: { schema: lines.optional(), summary: 'les lignes de l’adresse postale (par défaut file.address)' },
  channel: {
    schema: z.enum(['post', 'email'], { error: '«\u00a0post\u00a0» ou «\u00a0email\u00a0» attendu' }).optional(),
    summary: 'post\u00a0: NIR en entier\u00a0; email\u00a0: NIR masqué (attestations seulement\u00a0; par défaut post)',
  },
  months: {
    schema: z
      .array(month, { error: 'liste de mois attendue' })
      .min(1, { error: 'au moins un mois attendu' })
      .optional(),
    summary: 'mois attestés, AAAA-MM (par défaut le dernier mois payé)',
  },
  period: {
    schema: z
      .strictObject({ from: month, to: month }, { error: describeObject })
      .refine(({ from, to }) => monthsOfPeriod(from, to) !== null, {
        error: 'du premier au dernier mois, dix ans au plus',
      })
      .optional(),
    summary: 'période attestée\u00a0: from et to, AAAA-MM (à la place de months)',
  },
  details: {
    schema: detailsSchema.optional(),
    summary:
      'ce que certaines lettres demandent\u00a0: missingPieces, answerBy, unreadablePages, movedOn, notifiedOn, firstWrittenOn, otherCaf, wantedDocument, impossibleBecause, free (champs libres\u00a0: nom, paragraphes)',
  },
  largePrint: {
    schema: z.boolean({ error: 'true ou false attendu' }).optional(),
    summary: 'true\u00a0: en grands caractères (par défaut comme le dossier le demande)',
  },
  requestKinds: {
    schema: z.array(text, { error: 'liste attendue' }).optional(),
    summary: 'sujets lus dans le message (adresse, rib…)',
  },
} as const;

export interface RenderData {
  readonly reference?: string | undefined;
  readonly receivedOn?: string | undefined;
  readonly writtenOn?: string | undefined;
  readonly office?: Office | undefined;
  readonly file?: AllocataireFile | null | undefined;
  readonly person?: number | undefined;
  readonly address?: readonly string[] | undefined;
  readonly channel?: 'post' | 'email' | undefined;
  readonly months?: readonly string[] | undefined;
  readonly period?: { readonly from: string; readonly to: string } | undefined;
  readonly details?: ReplyDetails | undefined;
  readonly largePrint?: boolean | undefined;
  readonly requestKinds?: readonly string[] | undefined;
}

const dataSchema = z.strictObject(
  Object.fromEntries(Object.entries(RENDER_FIELDS).map(([name, { schema }]) => [name, schema])),
  { error: describeObject },
);

/**
 * Reads a `--data` file. A line of the directory may stand alone: it is then the `file`.
 * @throws Error whose one line says which field is wrong and never what it holds
 */
export async function readRenderData(path: string): Promise<RenderData> {
  let content: string;
  try {
    content = await readFile(path, 'utf8');
  } catch {
    throw new Error(`${path}\u00a0: fichier illisible`);
  }
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    throw new Error(`${path}\u00a0: JSON mal formé`);
  }
  const parsed = dataSchema.safeParse(isDirectoryLine(value) ? { file: value } : value);
  if (parsed.success) return parsed.data as RenderData;
  const faults = parsed.error.issues.map(({ path: field, message }) =>
    field.length > 0 ? `${fieldName(field)}\u00a0: ${message}` : message,
  );
  throw new Error(`${path}\u00a0: ${faults.join('\u00a0; ')}`);
}

function isDirectoryLine(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'numeroAllocataire' in value && 'persons' in value;
}

function describeObject(issue: { readonly code?: string; readonly keys?: readonly string[] }): string {
  return issue.code === 'unrecognized_keys'
    ? `champ inconnu «\u00a0${(issue.keys ?? []).join(', ')}\u00a0»`
    : 'objet JSON attendu';
}

function fieldName(field: readonly PropertyKey[]): string {
  return field
    .map((part) => (typeof part === 'number' ? `[${part + 1}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}
