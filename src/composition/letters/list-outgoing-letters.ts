import type { FreeField } from '../../domain/outgoing-letter';
import { templatesFolder } from './list-letters';
import { loadLetters } from './load-letters';

/** A letter that answers nothing, as an agent fills it. */
export interface OutgoingLetter {
  readonly title: string;
  readonly free: readonly FreeField[];
}

/** Letters that an agent can write without having been asked: name → its title and fields. @throws LetterFault by name and line */
export async function listOutgoingLetters(
  folder: string = templatesFolder,
): Promise<ReadonlyMap<string, OutgoingLetter>> {
  const letters = [...(await loadLetters(folder)).values()].filter(({ free }) => free.length > 0);
  return new Map(letters.map(({ name, title, free }) => [name, { title, free }]));
}
