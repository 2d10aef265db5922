import { z } from 'zod';
import type { AllocataireFile } from '../domain/directory/allocataire-file';
import { normaliseNir } from '../domain/nir/normalise-nir';
import { ok, type Result, refused } from '../domain/result';

/** NF Z10-011: seven lines, the country's included. */
const ADDRESS_LINES = 7;
const MAX_TEXT = 200;

const shortText = z.string({ error: 'texte attendu' }).max(MAX_TEXT, { error: `plus de ${MAX_TEXT} caractères` });
const filledText = shortText.trim().min(1, { error: 'vide' });
const cents = z.int({ error: 'nombre entier de centimes attendu' });
const month = z
  .string({ error: 'mois attendu, AAAA-MM' })
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: 'mois attendu, AAAA-MM' });
const realDate = z
  .string({ error: 'date attendue, AAAA-MM-JJ' })
  .refine(isRealDate, { error: 'date attendue, AAAA-MM-JJ, qui existe' });

const nir = z.string({ error: 'texte attendu' }).transform((value, context) => {
  const normalised = normaliseNir(value);
  if (normalised.ok) return normalised.value.nir;
  context.addIssue({ code: 'custom', message: normalised.error });
  return z.NEVER;
});

const person = z.object({
  role: z.enum(['allocataire', 'conjoint', 'enfant'], { error: 'allocataire, conjoint ou enfant attendu' }),
  nir: nir.nullable().default(null),
  title: shortText.default(''),
  firstName: filledText,
  lastName: filledText,
  birthName: shortText.nullable().default(null),
  birthDate: realDate,
  sex: z.enum(['M', 'F'], { error: 'M ou F attendu' }),
});

const payment = z.object({
  month,
  benefit: filledText,
  cents,
  nature: z.enum(['droit', 'rappel', 'retenue'], { error: 'droit, rappel ou retenue attendu' }),
});

const email = z.email({ error: 'adresse e-mail mal formée' }).nullable().default(null);
const address = z
  .array(shortText, { error: 'sept lignes attendues' })
  .length(ADDRESS_LINES, { error: 'sept lignes attendues, vides où elles ne servent pas' });

const guardian = z.object({ name: filledText, email, address }, { error: 'objet attendu' });
const access = z.array(z.enum(['conjoint', 'enfant', 'tiers'], { error: 'conjoint, enfant ou tiers attendu' }), {
  error: 'liste attendue',
});

/** One line of the directory as the contract has it. Fields that it does not name are let through and dropped. */
export const directoryLineSchema = z
  .object(
    {
      numeroAllocataire: z
        .string({ error: 'texte de sept chiffres attendu (un zéro au début compte)' })
        .regex(/^\d{7}$/, { error: 'sept chiffres attendus' }),
      caf: filledText,
      status: z.enum(['actif', 'suspendu', 'radié', 'décédé'], { error: 'actif, suspendu, radié ou décédé attendu' }),
      email,
      address,
      persons: z
        .array(person, { error: 'liste attendue' })
        .refine((persons) => persons.filter(({ role }) => role === 'allocataire').length === 1, {
          error: 'un allocataire, et un seul, attendu',
        })
        .refine(hasNoSharedNir, { error: 'deux personnes portent le même NIR' }),
      payments: z.array(payment, { error: 'liste attendue' }).default([]),
      quotientFamilial: z
        .object({ month, value: z.int({ error: 'nombre entier attendu' }) })
        .nullable()
        .default(null),
      montantNetSocial: z.array(z.object({ month, cents }), { error: 'liste attendue' }).default([]),
      // Exactly optional: a line of before these fields stays byte for byte what it was.
      resourcesMissing: z.exactOptional(z.boolean({ error: 'true ou false attendu' })),
      guardian: z.exactOptional(guardian.nullable()),
      access: z.exactOptional(access),
      largePrint: z.exactOptional(z.boolean({ error: 'true ou false attendu' })),
    },
    { error: 'objet JSON attendu' },
  )
  .readonly();

/**
 * Reads one line of the directory (NDJSON).
 * @param line one file as JSON, NIRs with or without their key
 * @returns the file, NIRs on 13 characters; or every reason to refuse it, by field, which holds nothing of what the line says
 */
export function parseDirectoryLine(line: string): Result<AllocataireFile, string> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    // The parser's own message quotes the text around the fault.
    return refused('JSON mal formé');
  }
  const parsed = directoryLineSchema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  return refused(parsed.error.issues.map(describeIssue).join('\u00a0; '));
}

function describeIssue({ path, message }: { readonly path: readonly PropertyKey[]; readonly message: string }): string {
  if (path.length === 0) return message;
  const field = path.map((part) => (typeof part === 'number' ? `[${part + 1}]` : `.${String(part)}`)).join('');
  return `${field.replace(/^\./, '')}\u00a0: ${message}`;
}

function isRealDate(value: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

function hasNoSharedNir(persons: readonly { readonly nir: string | null }[]): boolean {
  const nirs = persons.flatMap(({ nir: value }) => (value === null ? [] : [value]));
  return new Set(nirs).size === nirs.length;
}
