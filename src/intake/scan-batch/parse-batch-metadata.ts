import { z } from 'zod';
import type { ScanItem } from '../../domain/correspondence';
import { ok, type Result, refused } from '../../domain/result';

/** What every refusal ends with: a batch goes in whole or not at all. */
export const NOTHING_TAKEN = 'lot mis de côté, rien n’a été traité';

const day = z.iso.date('une date comme 2026-11-23');
const name = z.string().trim().min(1, 'un texte').max(200, '200 caractères au plus');
/** A counter that a program writes without quotes. Nobody's number: those begin with zeros that a JSON number loses. */
const identifier = z.preprocess((value) => (Number.isSafeInteger(value) ? String(value) : value), name);
/** What a form leaves empty is absent, in JSON as in CSV and XML. */
const optional = <T extends z.ZodType>(schema: T) =>
  z
    .preprocess((value) => (typeof value === 'string' && value.trim() === '' ? null : value), schema.nullish())
    .transform((value) => value ?? null);

const batchSchema = z.object({
  batchId: identifier,
  scannedAt: z.union([z.iso.datetime({ offset: true, local: true }), z.iso.date()], 'une date ISO, avec ou sans heure'),
  operator: optional(name),
  items: z
    .array(
      z.object({
        itemId: identifier,
        receivedOn: day,
        pages: z.array(name).min(1, 'au moins une page'),
        postmark: optional(day),
        registeredNumber: optional(name),
        nir: optional(name),
        numeroAllocataire: optional(name),
        documentType: optional(name),
        barcode: optional(name),
      }),
    )
    .min(1, 'au moins un pli'),
});

/**
 * Reads a batch's `batch.json` and holds it against the files that came with it, before anything is taken in.
 * @param present names of the files of the batch, metadata apart
 * @returns the items in order, or one French sentence: file, item, page, what is wrong
 */
export function parseBatchMetadata(
  fileName: string,
  text: string,
  present: ReadonlySet<string>,
): Result<readonly ScanItem[], string> {
  const fault = (what: string): Result<never, string> => refused(`${fileName}${what}\u00a0; ${NOTHING_TAKEN}`);
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return fault('\u00a0: ce n’est pas du JSON');
  }
  const parsed = batchSchema.safeParse(json);
  if (!parsed.success) return fault(describeIssue(parsed.error.issues[0]));
  const { items: announced, ...batch } = parsed.data;
  // One machine writes an accented name composed, another decomposed: the file’s own way counts.
  const asStored = new Map([...present].map((file) => [file.normalize('NFC'), file]));
  const items = announced.map((item) => ({
    ...item,
    pages: item.pages.map((page) => (present.has(page) ? page : (asStored.get(page.normalize('NFC')) ?? page))),
  }));
  const seen = new Map<string, string>();
  const ids = new Set<string>();
  for (const { itemId, pages } of items) {
    if (ids.has(itemId)) return fault(`, pli ${itemId}\u00a0: annoncé deux fois`);
    ids.add(itemId);
    for (const [index, page] of pages.entries()) {
      const where = `, pli ${itemId}, page ${index + 1}`;
      if (/[/\\]|^\.{1,2}$/.test(page))
        return fault(`${where}\u00a0: «\u00a0${page}\u00a0» n’est pas un nom de fichier du lot`);
      if (!present.has(page)) return fault(`${where}\u00a0: fichier «\u00a0${page}\u00a0» absent du lot`);
      if (seen.has(page))
        return fault(`${where}\u00a0: fichier «\u00a0${page}\u00a0» déjà donné au pli ${seen.get(page)}`);
      seen.set(page, itemId);
    }
  }
  const surplus = [...present].find((file) => !seen.has(file));
  if (surplus !== undefined)
    return fault(`\u00a0: le fichier «\u00a0${surplus}\u00a0» du lot n’est annoncé par aucun pli`);
  return ok(items.map((item) => ({ ...batch, ...item })));
}

function describeIssue(issue: z.core.$ZodIssue | undefined): string {
  if (issue === undefined) return '\u00a0: mal formé';
  const path = issue.path.map((key) => (typeof key === 'number' ? `n° ${key + 1}` : String(key))).join(', ');
  const missing = issue.code === 'invalid_type' && issue.input === undefined;
  return `${path === '' ? '' : `, ${path}`}\u00a0: ${missing ? 'absent ou mal formé' : `attendu ${issue.message}`}`;
}
