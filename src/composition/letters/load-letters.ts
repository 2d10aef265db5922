import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { branchFaults } from './check-branches';
import { LETTER_FIELDS } from './field-catalogue';
import { FREE, placeOf } from './free-values';
import { setFrenchTypography } from './french-typography';
import { LETTER_VARIANTS, type Letter, LetterFault, type TemplateNode } from './letter';
import { type Body, type BodyContext, parseBody } from './parse-body';
import { NAMED_KINDS } from './request-kind-labels';

const NO_FIELD = z
  .string()
  .min(1)
  .regex(/^[^{}]*$/, 'ne peut pas contenir de champ');

const letterSchema = z.strictObject({
  title: NO_FIELD,
  subject: NO_FIELD,
  kinds: z.array(z.string()),
  identifiers: z.enum(['shown', 'none']).default('shown'),
  variants: z
    .array(z.enum(LETTER_VARIANTS))
    .min(1)
    .default([...LETTER_VARIANTS]),
  personal: z.boolean().default(false),
  deadline: z.int().min(1).max(365).nullable().default(null),
  free: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[a-z][a-z0-9-]*$/),
        label: NO_FIELD,
        type: z.enum(['line', 'text', 'day']),
      }),
    )
    .default([]),
  fields: z.array(z.string()),
});
const partialSchema = z.strictObject({ fields: z.array(z.string()) });

interface Source extends Body {
  readonly name: string;
  readonly raw: string;
  readonly front: unknown;
}

/**
 * Reads and checks every letter once.
 * @param templatesFolder folder that holds letters/ and partials/
 * @throws LetterFault by name and line: unknown or undeclared field, missing partial, unknown heading of the front matter
 */
export async function loadLetters(templatesFolder: string): Promise<ReadonlyMap<string, Letter>> {
  const { letters, faults } = await checkLetters(templatesFolder);
  const [first] = faults;
  if (first) throw first;
  return letters;
}

/** Every letter that is sound, and the faults of the others: the first of a file, then every branch and variant at fault. */
export async function checkLetters(
  templatesFolder: string,
): Promise<{ readonly letters: ReadonlyMap<string, Letter>; readonly faults: readonly LetterFault[] }> {
  const faults: LetterFault[] = [];
  const partials = await readSources(path.join(templatesFolder, 'partials'), 'partials', faults);
  const sources = await readSources(path.join(templatesFolder, 'letters'), 'letters', faults);
  const letters = new Map<string, Letter>();
  for (const source of sources.values()) {
    const letter = faultInto(faults, () => parseLetter(source, partials));
    if (letter === null) continue;
    const found = branchFaults(letter, source.file);
    faults.push(...found);
    if (found.length === 0) letters.set(source.name, letter);
  }
  return { letters, faults };
}

async function readSources(folder: string, shown: string, faults: LetterFault[]): Promise<ReadonlyMap<string, Source>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md')).sort();
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  const sources = names.map((name, index) =>
    faultInto(faults, () => readSource(`${shown}/${name}`, (texts[index] ?? '').replaceAll('\r\n', '\n'))),
  );
  return new Map(sources.flatMap((source) => (source === null ? [] : [[source.name, source]])));
}

function faultInto<T>(faults: LetterFault[], read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof LetterFault)) throw error;
    faults.push(error);
    return null;
  }
}

function readSource(file: string, raw: string): Source {
  const match = /^---\n([\s\S]*?)\n---\n/.exec(raw);
  if (!match) throw new LetterFault(file, 1, 'l’en-tête entre deux lignes «\u00a0---\u00a0» manque');
  const [head, yaml = ''] = match;
  try {
    const front: unknown = parse(yaml) ?? {};
    const firstLine = head.split('\n').length;
    return { name: path.basename(file, '.md'), file, raw, front, text: raw.slice(head.length), firstLine };
  } catch (error) {
    const line = error instanceof YAMLParseError ? (error.linePos?.[0].line ?? 1) + 1 : 1;
    throw new LetterFault(file, line, 'en-tête illisible (YAML)');
  }
}

function readFront<T>(schema: z.ZodType<T>, source: Source): T {
  const parsed = schema.safeParse(source.front);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const name = unknown ?? String(issue?.path[0] ?? '');
  const line = source.raw.split('\n').findIndex((text) => text.startsWith(`${name}:`)) + 1;
  const what = unknown ? 'rubrique inconnue' : 'rubrique absente ou mal remplie';
  throw new LetterFault(source.file, Math.max(line, 1), `${what} dans l’en-tête\u00a0: «\u00a0${name}\u00a0»`);
}

function parseLetter(source: Source, partials: ReadonlyMap<string, Source>): Letter {
  const front = readFront(letterSchema, source);
  const stray = front.kinds.find((kind) => !NAMED_KINDS.has(kind));
  if (stray !== undefined) {
    const line = source.raw.split('\n').findIndex((text) => text.startsWith('kinds:')) + 1;
    throw new LetterFault(source.file, Math.max(line, 1), `demande inconnue «\u00a0${stray}\u00a0»`);
  }
  const used = new Set<string>();
  const hash = createHash('sha256').update(source.raw);
  const nodes = parsePart(source, front.fields, []);
  return {
    name: source.name,
    title: setFrenchTypography(front.title),
    subject: setFrenchTypography(front.subject),
    kinds: front.kinds,
    identifiers: front.identifiers,
    variants: front.variants,
    personal: front.personal,
    deadline: front.deadline,
    free: front.free.map(({ label, ...field }) => ({ ...field, label: setFrenchTypography(label) })),
    nodes,
    fields: [...used].sort(),
    version: hash.digest('hex'),
  };

  function parsePart(part: Source, declared: readonly string[], above: readonly string[]): readonly TemplateNode[] {
    const here = new Set<string>();
    const context: BodyContext = {
      checkField(name, type, file, line) {
        const free = front.free.find((field) => FREE + field.name === name);
        const known = free ? { type: placeOf(free) } : LETTER_FIELDS.find((field) => field.name === name);
        if (!known) throw new LetterFault(file, line, `champ inconnu «\u00a0${name}\u00a0»`);
        if (!declared.includes(name))
          throw new LetterFault(file, line, `champ «\u00a0${name}\u00a0» absent de la liste «\u00a0fields\u00a0»`);
        if (known.type !== type)
          throw new LetterFault(file, line, `champ «\u00a0${name}\u00a0» employé hors de sa place`);
        here.add(name);
        used.add(name);
      },
      partial(name, file, line) {
        const partial = partials.get(name);
        if (!partial) throw new LetterFault(file, line, `partie commune «\u00a0${name}\u00a0» introuvable`);
        if (above.includes(name))
          throw new LetterFault(file, line, `la partie commune «\u00a0${name}\u00a0» se contient elle-même`);
        hash.update(partial.raw);
        return parsePart(partial, readFront(partialSchema, partial).fields, [...above, name]);
      },
    };
    const parsed = parseBody(part, context);
    const unused = declared.find((name) => !here.has(name));
    if (unused !== undefined) {
      const line = part.raw.split('\n').findIndex((text) => text.includes(unused)) + 1;
      throw new LetterFault(part.file, line, `champ «\u00a0${unused}\u00a0» déclaré et jamais employé`);
    }
    return parsed;
  }
}
