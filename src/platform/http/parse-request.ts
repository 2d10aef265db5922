import { z } from 'zod';
import { Problem } from './problem';

/**
 * A JSON body by its schema. What it says is about fields and what they expect, never what was given.
 * @throws Problem 415 where no JSON came, 422 with each field and what it expects, in French
 */
export function parseRequest<Schema extends z.ZodType>(schema: Schema, body: unknown, title: string): z.output<Schema> {
  if (body === undefined)
    throw new Problem(415, 'Format inconnu', 'Envoyez du JSON\u00a0: Content-Type: application/json.');
  const parsed = schema.safeParse(body, { error: expectedInFrench });
  if (parsed.success) return parsed.data;
  const said = parsed.error.issues.map(({ path, message }) => [...path.map(String), message].join('\u00a0: '));
  throw new Problem(422, title, [...new Set(said)].join('\u00a0; '));
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'un texte',
  number: 'un nombre',
  int: 'un nombre entier',
  boolean: 'true ou false',
  array: 'une liste',
  object: 'un objet JSON',
  record: 'un objet JSON',
};

/** What a schema expects where it has no words of its own. */
function expectedInFrench(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type': {
      const expected = `attendu ${TYPES[String(issue.expected)] ?? 'une autre forme'}`;
      return issue.input === undefined ? `absent, ${expected}` : expected;
    }
    case 'unrecognized_keys':
      return `champ inconnu «\u00a0${(issue.keys as string[]).join(', ')}\u00a0»`;
    case 'invalid_value':
      return `attendu ${(issue.values as unknown[]).map(String).join(', ')}`;
    case 'too_small':
      return issue.inclusive === false ? `attendu plus de ${issue.minimum}` : `attendu ${issue.minimum} au moins`;
    case 'too_big':
      return `attendu ${issue.maximum} au plus`;
    default:
      return 'mal formé';
  }
}
