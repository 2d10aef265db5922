import type { AllocataireFile, Person } from '../domain/directory/allocataire-file';
import { matchesOf } from '../domain/text/matches-of';
import { findFullName, hasLastName, nameOf, nameWords } from './compare-names';
import type { WriterZones } from './find-writer';

type Sex = Person['sex'];

/** What says in so many words that the writer is a woman: «je suis née» too, since nobody adds that e by mistake. */
const SAYS_WOMAN =
  /\bje suis (?:\p{L}+ment |bien |donc |aussi |une? |la )?(?:(?:jeune )?femme|dame|mere|maman|veuve|enceinte|nee|mariee|divorcee|separee|pacsee)\b|\bje soussignee\b(?!\))|\b(?:sexe|civilite) ?: ?(?:f|feminin|femme|mme|madame|mlle)\b(?! ?[/,]| (?:ou|m\b|mr\b|monsieur))/u;
const SAYS_MAN =
  /\bje suis (?:\p{L}+ment |bien |donc |aussi |un |le |l')?(?:homme|monsieur|pere|papa|veuf|mari|epoux)\b|\b(?:sexe|civilite) ?: ?(?:m|masculin|homme|mr|monsieur)\b(?!\.? ?[/,]|\.? (?:ou|mme|madame|f\b))/u;

/** What the writer of a folded text says of themselves, outside a name: «je suis un homme», «je suis enceinte». */
export function statedSex(folded: string): Sex | null {
  const [woman, man] = [SAYS_WOMAN.test(folded), SAYS_MAN.test(folded)];
  if (woman === man) return null;
  return woman ? 'F' : 'M';
}

const CIVILITIES = /(?<![\p{L}'-])(?:(m\.|mr\b\.?|monsieur\b|m(?= ))|(mme\b\.?|mlle\b\.?|madame\b|mademoiselle\b))/gu;
const BOTH = /\b(?:et|ou)\b|[&/]/;
/** How far behind a civility its name stands. */
const NAME_REACH = 45;

/**
 * Whether a person is called by the other sex's civility: «Monsieur Jeanne Dupont» anywhere in what was written, «M. Dupont»
 * where the writer names themselves and nobody else of the household is meant.
 */
export function isCalledOtherwise(
  folded: string,
  zones: WriterZones,
  { persons }: AllocataireFile,
  person: Person,
): boolean {
  const others = persons.filter((other) => other !== person && other.sex !== person.sex);
  const own = [...zones.signature, ...zones.statements, zones.fromLine];
  const isMeant = (words: readonly string[]): boolean =>
    findFullName(words, nameOf(person)) !== null &&
    !others.some((other) => findFullName(words, nameOf(other)) !== null);
  const byName = called(folded, person.sex).some((words) => isMeant(words));
  return (
    byName ||
    own.some((line) =>
      called(line.folded, person.sex).some(
        (words) =>
          isMeant(words) ||
          (words.length <= 2 &&
            hasLastName(words, nameOf(person)) &&
            !others.some((other) => hasLastName(words, nameOf(other)))),
      ),
    )
  );
}

/** The words behind each civility of the other sex; «M. et Mme», «Madame, Monsieur» call nobody in particular. */
function called(folded: string, sex: Sex): string[][] {
  return folded.split('\n').flatMap((line) =>
    matchesOf(CIVILITIES, line).flatMap((match, index, all) => {
      const says: Sex = match[1] === undefined ? 'F' : 'M';
      const end = match.index + match[0].length;
      const next = all[index + 1]?.index ?? line.length;
      const between = line.slice(end, next);
      const before = all[index - 1];
      const joined =
        before !== undefined && !/\p{L}{3}/u.test(line.slice(before.index + before[0].length, match.index));
      if (says === sex || joined || (next < line.length && !/\p{L}{3}/u.test(between))) return [];
      const name = between.slice(0, NAME_REACH).split(/[,;:(.]\s|\d/)[0] ?? '';
      return BOTH.test(name) ? [] : [nameWords(name)];
    }),
  );
}

const WIFE = /\b(?:mon epouse|ma (?:femme(?! de menage)|conjointe|compagne|concubine|copine))\b/;
const HUSBAND = /\b(?:mon (?:mari|epoux|compagnon|copain))\b/;

/**
 * Whether the writer speaks of «ma femme» or «mon mari» of this person's own sex, while the file has no couple of one sex:
 * the other one of the couple is then writing.
 */
export function speaksAsTheOther(folded: string, { persons }: AllocataireFile, person: Person): boolean {
  const sameSexCouple = persons.some(
    (other) => other !== person && other.role !== 'enfant' && other.sex === person.sex,
  );
  if (sameSexCouple) return false;
  return (person.sex === 'M' ? HUSBAND : WIFE).test(folded);
}
