import { z } from 'zod';
import type { AllocataireFile } from '../domain/directory/allocataire-file';
import { comparableEmail } from '../domain/directory/registered-sender';
import { ok, type Result, refused } from '../domain/result';
import { directoryLineSchema } from './directory-line.schema';

/** A household's file is a few kilobytes, an item's candidates a few dozens: more is no answer to our question. */
export const LONGEST_ANSWER = 4_194_304;

const answerSchema = z.object({ files: z.array(directoryLineSchema) });

export interface Question {
  readonly nirs: readonly string[];
  readonly numerosAllocataires: readonly string[];
  readonly emails: readonly string[];
}

/**
 * Reads what a remote directory answered.
 * @returns the files, in the order of their numbers; or what is wrong, by field, without anything of what the answer says.
 *   A file that was not asked for is wrong as well: a directory that answers beside the question cannot be believed when
 *   it says «nobody».
 */
export function readAnswer(body: string, question: Question): Result<readonly AllocataireFile[], string> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return refused('JSON mal formé');
  }
  const parsed = answerSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refused(`champ ${issue?.path.join('.') || 'files'} mal formé`);
  }
  const { files } = parsed.data;
  if (new Set(files.map(({ numeroAllocataire }) => numeroAllocataire)).size < files.length)
    return refused('le même dossier deux fois');
  if (!files.every((file) => isAskedFor(file, question))) return refused('un dossier qui n’était pas demandé');
  return ok([...files].sort((a, b) => a.numeroAllocataire.localeCompare(b.numeroAllocataire)));
}

function isAskedFor(file: AllocataireFile, { nirs, numerosAllocataires, emails }: Question): boolean {
  return (
    numerosAllocataires.includes(file.numeroAllocataire) ||
    nirs.some((nir) => holds(file, nir)) ||
    emails.some((email) => isReachedAt(file, email))
  );
}

export function isReachedAt({ email }: AllocataireFile, address: string): boolean {
  return email !== null && comparableEmail(email) === comparableEmail(address);
}

export function holds(file: AllocataireFile, nir: string): boolean {
  return file.persons.some((person) => person.nir === nir);
}
