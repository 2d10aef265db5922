import { templatesFolder } from './list-letters';
import { loadLetters } from './load-letters';

/** Fields whose value nothing of a correspondence holds yet: a letter with one of them can only be rendered by hand. */
const GIVEN_BY_HAND = new Set(['first-written-on', 'forwarded-on', 'missing-pieces', 'other-caf']);

/** Letters that an agent can send from an item: name → title. @throws LetterFault by name and line */
export async function listSendableLetters(folder: string = templatesFolder): Promise<ReadonlyMap<string, string>> {
  const letters = [...(await loadLetters(folder)).values()];
  const sendable = letters.filter(
    ({ free, fields }) => free.length === 0 && !fields.some((field) => GIVEN_BY_HAND.has(field)),
  );
  return new Map(sendable.map(({ name, title }) => [name, title]));
}
