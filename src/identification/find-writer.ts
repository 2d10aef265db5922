import type { ReadItem } from '../domain/correspondence';
import type { Person } from '../domain/directory/allocataire-file';
import { foldFrench } from '../domain/text/fold-french-text';
import { matchesOf } from '../domain/text/matches-of';
import { findFullName, hasFirstName, hasLastName, nameOf } from './compare-names';
import { isProxyLine } from './find-proxy';
import { foldedText, foldedTexts } from './folded-texts';
import { ZoneLine } from './zone-line';

/** Where a writer says who they are, the surest first. */
export interface WriterZones {
  readonly signature: readonly ZoneLine[];
  readonly statements: readonly ZoneLine[];
  readonly head: readonly ZoneLine[];
  /** Display name of From; '' where it is none or an address. */
  readonly from: string;
  readonly fromLine: ZoneLine;
  /** The first lines of a letter as they were written, where senders put their own name; none for an e-mail. */
  readonly headLines: readonly string[];
  /** The lines under «Cordialement» where a name would stand, as they were written. */
  readonly signedLines: readonly string[];
}

const CLOSING =
  /\b(?:cordialement|cdlt|cdt|salutations?|sinceres?|bien a vous|respectueusement|merci d'avance|par avance|vous remerciant|d'avance|distinguee?s?|bonne (?:journee|soiree|reception|fin de journee)|a bientot|merci(?: beaucoup| bien)?)\b[^\n]{0,12}/gi;
const STATEMENT =
  /\b(?:je suis|je m'appelle|je me nomme|soussignee?|c'est|ici|expediteur\s*:|signee?\s*:?|de la part de|nom(?:s)?(?: et prenoms?| de famille| d'usage| de naissance)?\s*:|prenom(?:s)?(?: et noms?)?\s*:)\s*,?\s*([^.;!?\n]{2,60}(?:\n\s*prenoms?\s*:[^\n]{1,40}|\n\s*nom[^\n:]{0,20}:[^\n]{1,40})?)/g;
/** «je suis la fille de», «je suis le conjoint de»: the name that follows is not the writer's. */
const OF_SOMEBODY = /^(?:l[ea]|l'|une?|son|sa|mon|ma)\s*\S+(?:\s\S+)?\s+(?:de|d'|du)\b/;
/** «Je suis Paul, le mari de Jeanne Dupont»: Paul says who he is, and then whose he is. */
const WHOSE_RELATIVE =
  /,?\s*(?:\bl[ea] |\bl'|\bson |\bsa )?\b(?:mari|femme|epou(?:x|se)|conjointe?|compagn(?:on|e)|concubine?|partenaire|fils|fille|mere|pere|maman|papa|frere|soeur|voisine?|amie?) (?:de\b|d'|du\b).*/s;
const SHORT_LINE = 60;
const DIGITS_OF_A_NUMBER = 13;
const TAIL_LINES = 6;
const HEAD_LINES = 4;
/** Below stand the street, then the office that is written to. */
const HEAD_NAME_LINES = 2;

export function writerZones(item: ReadItem): WriterZones {
  const written = item.texts.filter(({ source }) => source === 'body' || source === 'page').map(({ text }) => text);
  const signatures = item.texts.filter(({ source }) => source === 'signature');
  const body = foldedTexts(item, ['body', 'page']);
  const tail = afterClosing(body);
  const rawTail =
    signatures.length > 0
      ? signatures.map(({ text }) => text).join('\n')
      : afterClosing(written.join('\n').replace(/’/g, "'"));
  const signedLines = rawTail.split('\n').map((line) => line.trim());
  const display = item.from?.name ?? '';
  const from = display.includes('@') ? '' : display;
  return {
    signature: shortLines([...signatures.map(foldedText), tail].join('\n')).map(lineOf),
    statements: matchesOf(STATEMENT, body)
      .map((match) => match[1] ?? '')
      .filter((text) => !OF_SOMEBODY.test(text))
      .map((text) => lineOf(text.replace(WHOSE_RELATIVE, ''))),
    head: shortLines(body).slice(0, HEAD_LINES).map(lineOf),
    headLines: item.channel === 'post' ? firstLines(written.join('\n')) : [],
    from,
    fromLine: lineOf(foldFrench(from)),
    signedLines: signedLines.filter((line) => line !== '').slice(0, 2),
  };
}

const lineOf = (folded: string): ZoneLine => new ZoneLine(folded);

/** What stands under the last closing words; where there are none, the last two lines if they are short. */
function afterClosing(text: string): string {
  let end = -1;
  for (const match of matchesOf(CLOSING, text)) end = match.index + match[0].search(/[,\n.!]|$/);
  if (end >= 0)
    return text
      .slice(end)
      .replace(/^[\s,.!]+/, '')
      .split('\n')
      .slice(0, TAIL_LINES)
      .join('\n');
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length < 2 ? '' : lines.slice(-2).join('\n');
}

function firstLines(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').slice(0, HEAD_NAME_LINES);
}

function shortLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && line.length <= SHORT_LINE);
}

/** Who of a household says that they write: indexes of its persons, from the surest zone that names any of them. */
export function findWriters(zones: WriterZones, persons: readonly Person[]): ReadonlySet<number> {
  const inLines = (lines: readonly ZoneLine[], spare: number): Set<number> =>
    new Set(lines.flatMap((line) => (namesAnother(line, persons) ? [] : signersOf(line, persons, spare))));
  for (const named of [
    () => inLines(zones.signature, 3),
    () => inLines(zones.statements, 12),
    () => inLines(zones.head, 1),
    () => inLines([zones.fromLine], 3),
  ]) {
    const found = named();
    if (found.size > 0) return found;
  }
  return new Set();
}

/** «Attestation pour Sophie Martin», «au nom de», «P/o»: the name in such a line is not that of who writes. */
const ABOUT = /\b(?:pour|concernant|concerne|au nom|au sujet|dossier d|demande d|attestation d)(?:e|u|es)?\b/;

function namesAnother(line: ZoneLine, persons: readonly Person[]): boolean {
  return ABOUT.test(line.folded) || isProxyLine(line, persons);
}

/** Persons whom one line signs for; `spare` words may stand in it besides the name. */
function signersOf({ folded: line, words }: ZoneLine, persons: readonly Person[], spare: number): number[] {
  const letters = words.filter((word) => /\p{L}/u.test(word));
  if (letters.length === 0) return [];
  const several = /\bet\b|&/.test(line);
  const listed = (line.match(/\d/g)?.length ?? 0) >= DIGITS_OF_A_NUMBER;
  const named = persons.flatMap((person, index) => {
    // «Léo Martin 1 10 06 …» is a line of a list of children, not a signature.
    if (listed && person.role === 'enfant') return [];
    const name = nameOf(person);
    const found = findFullName(words, name);
    const length = name.first.length + (name.lasts[0]?.length ?? 0);
    return found !== null && letters.length - length <= spare + (several ? 3 : 0) ? [{ index, found }] : [];
  });
  if (named.length > 0) {
    if (several) return named.map(({ index }) => index);
    // «Marie-Claude Dupont» is not also her mother Marie; a name spelt right is not also its neighbour.
    const exact = named.some(({ found }) => found.exact);
    const kept = named.filter(({ found }) => found.exact || !exact);
    const closest = Math.min(...kept.map(({ found }) => found.gap));
    return kept.filter(({ found }) => found.gap === closest).map(({ index }) => index);
  }
  const byFirst = persons.flatMap((person, index) =>
    !listed && letters.length <= Math.max(1, nameOf(person).first.length) && hasFirstName(words, nameOf(person))
      ? [index]
      : [],
  );
  return byFirst.length > 0 ? byFirst : signersByTitle(line, words, persons);
}

/** «M. Dupont»: the grown-up of that sex and name. */
function signersByTitle(line: string, words: readonly string[], persons: readonly Person[]): number[] {
  const man = /\b(?:m|mr|monsieur)\b/.test(line);
  const woman = /\b(?:mme|mlle|madame|mademoiselle)\b/.test(line);
  if (!man && !woman) return [];
  return persons.flatMap((person, index) => {
    const sexFits = person.sex === 'M' ? man : woman;
    const name = nameOf(person);
    const initials = words.filter((word) => word.length === 1);
    const initialFits = initials.every((initial) => name.first[0]?.startsWith(initial) ?? false);
    return person.role !== 'enfant' && sexFits && initialFits && words.length <= 3 && hasLastName(words, name)
      ? [index]
      : [];
  });
}
