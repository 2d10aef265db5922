import { ok, type Result, refused } from '../result';
import { foldFrench, wordsOf } from '../text/fold-french-text';

/** Somebody who may be mentioned. */
export interface Mentionable {
  readonly id: string;
  /** Lower case: letters, digits, dots, underscores, hyphens. */
  readonly login: string;
  readonly name: string;
}

/** A note as it is kept: each mention written out, and whom it names, once each. */
export interface MentioningText {
  readonly text: string;
  readonly mentioned: readonly Mentionable[];
}

/** A mention that names nobody, or several. */
export interface UnclearMention {
  /** As written, with its «@». */
  readonly written: string;
  /** Whom it may mean; empty for nobody. */
  readonly choices: readonly Mentionable[];
}

/** «@» at the beginning of a word: within one it is an e-mail address. */
const MENTION = /(?<![\p{L}\p{N}._%+-])@([\p{L}\p{N}][\p{L}\p{N}._-]*)/gu;
/** What ends a sentence rather than a login. */
const TRAILING = /[._-]+$/;

/**
 * Completes each «@…» of a text to a login: by the beginning of a login, or of a word of a name, without accents or case, where one
 * person alone has it.
 */
export function completeMentions(
  text: string,
  people: readonly Mentionable[],
): Result<MentioningText, readonly UnclearMention[]> {
  const mentioned = new Set<Mentionable>();
  const unclear: UnclearMention[] = [];
  const completed = text.replace(MENTION, (written: string, name: string) => {
    const [found, tail] = whom(name, people);
    const [only] = found;
    if (only === undefined || found.length > 1) {
      unclear.push({ written, choices: found });
      return written;
    }
    mentioned.add(only);
    return `@${only.login}${tail}`;
  });
  return unclear.length > 0 ? refused(unclear) : ok({ text: completed, mentioned: [...mentioned] });
}

/** @returns who it may be, and what stands behind the name */
function whom(name: string, people: readonly Mentionable[]): readonly [readonly Mentionable[], string] {
  const exact = (login: string) => people.filter((one) => one.login === login.toLowerCase());
  const [whole] = exact(name);
  if (whole !== undefined) return [[whole], ''];
  const tail = TRAILING.exec(name)?.[0] ?? '';
  const bare = name.slice(0, name.length - tail.length);
  const [own] = exact(bare);
  if (own !== undefined) return [[own], tail];
  const begins = foldFrench(bare);
  const found = people.filter(
    ({ login, name: of }) =>
      login.startsWith(begins) || wordsOf(foldFrench(of)).some((word) => word.startsWith(begins)),
  );
  return [found, tail];
}
