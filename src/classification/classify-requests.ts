import type { Classification, ClassifiedRequest, ReadItem } from '../domain/correspondence';
import { foldFrench } from '../domain/text/fold-french-text';
import { findUnexplained } from './find-unexplained';
import type { Clue, RequestRules } from './load-rules';
import type { PhraseHit } from './phrase-index';
import { SENTENCE_END, type SplitText, splitWords } from './split-words';

const OTHER = 'autre';
/** Certainty of «something else»: a person reads it in any case. */
const OTHER_CONFIDENCE = 0.5;
/** How far from a word its denial may stand, in words. */
const DENIAL_REACH = 4;
const DENIALS = new Set(['pas', 'jamais', 'aucun', 'aucune', 'sans', 'ni', 'nullement']);

/**
 * What a message asks for, each kind with the words that spoke for it; and what in it speaks of danger, which comes first.
 * Only what was newly written counts: signatures are left out, and quoted text but for a danger that nobody is said to have written.
 * @returns requests, the most certain first; `autre` alone where nothing was recognised
 */
export function classifyRequests(item: ReadItem, rules: RequestRules): Classification {
  const { written, enclosed } = readTexts(item);
  const text = splitWords(written, rules.spelling);
  const hits = rules.clues.findAll(text.words);
  const year = item.date === null ? null : Number(item.date.slice(0, 4));
  const requests = recognise({ text, hits, year }, rules);
  const enclosure = splitWords(enclosed, rules.spelling);
  if (enclosed.length > 0)
    requests.push(
      ...enclosedRequests({ text: enclosure, hits: rules.clues.findAll(enclosure.words), year }, requests, rules),
    );
  const unexplained = findUnexplained(text.words, hits, rules.more);
  if (requests.length === 0) requests.push(other('Aucune demande connue n’est reconnue.'));
  else if (unexplained.length > 0)
    requests.push(other('Le message demande autre chose encore, qui n’est pas reconnu.'));
  const beside = splitWords(quotedByHand(item), rules.spelling);
  return { requests, danger: [...new Set([text, enclosure, beside].flatMap((read) => dangersOf(read, rules)))] };
}

/**
 * Lines behind «>» that nothing introduces («Le … a écrit :»): a person may have written them so, and a danger in them is seen.
 * Once a quote was introduced, all that is quoted below belongs to it.
 */
function quotedByHand({ texts }: ReadItem): string[] {
  const quoted = texts.filter(({ source }) => source === 'quoted');
  const introduced = quoted.findIndex(({ text }) => !/^\s?>/.test(text));
  const byHand = introduced < 0 ? quoted : quoted.slice(0, introduced);
  return byHand.map(({ text }) => text.replace(/^[> ]+/gm, ''));
}

/** What the sender wrote, and the attachments that only go with it. Of a bare message, the attachment is the letter. */
function readTexts(item: ReadItem): { readonly written: readonly string[]; readonly enclosed: readonly string[] } {
  const of = (...sources: readonly string[]): string[] =>
    item.texts.filter(({ source }) => sources.includes(source)).map(({ text }) => text);
  const subject = (item.subject === '' ? of('subject') : [item.subject]).map(withoutPrefix);
  const body = of('body', 'page');
  const joined = body.join(' ').trim();
  const isBare = joined.split(/\s+/).length <= BARE_WORDS || SEE_ENCLOSED.test(foldFrench(joined));
  const enclosed = of('attachment');
  return isBare
    ? { written: [...subject, ...body, ...enclosed], enclosed: [] }
    : { written: [...subject, ...body], enclosed };
}

/** No letter says so much; a text made to tire the machine may. */
const MOST_HITS = 5_000;
const BARE_WORDS = 12;
/** «Veuillez trouver ma demande ci-jointe», «voir mon courrier en PJ». */
const SEE_ENCLOSED =
  /\b(?:demande|courrier|lettre)\b[^.]{0,60}\b(?:jointe?s?|pj|pdf|annexe)\b|\b(?:jointe?s?|pj|pdf)\b[^.]{0,30}\b(?:demande|courrier|lettre)\b/;

interface Searched {
  readonly text: SplitText;
  readonly hits: readonly PhraseHit<Clue>[];
  /** Of the message; null where it carries no date. */
  readonly year: number | null;
}

function recognise({ text, hits, year }: Searched, rules: RequestRules): ClassifiedRequest[] {
  const precise = new Set(hits.filter(({ owner }) => !owner.general && owner.weight > 0).map(({ match }) => match[0]));
  const speaking = hits.filter(
    ({ owner, match }, index) =>
      !(owner.general && precise.has(match[0])) &&
      !isDenied({ owner, match }, text.words) &&
      !(owner.unlessLongAgo && isLongAgo(match, text.words, year)) &&
      index < MOST_HITS,
  );
  return rules.kinds
    .filter((kind) => !rules.silentKinds.has(kind))
    .flatMap((kind) => requestOf(kind, speaking, text, rules.threshold))
    .sort((one, other) => other.confidence - one.confidence);
}

/**
 * An enclosed paper can hold a request of its own, which a person has to see; it is no request for the attestation that it
 * may happen to be.
 */
function enclosedRequests(
  searched: Searched,
  known: readonly ClassifiedRequest[],
  rules: RequestRules,
): ClassifiedRequest[] {
  return recognise(searched, rules)
    .filter(({ kind, confidence }) => confidence >= ENCLOSED_THRESHOLD && !NEVER_FROM_ENCLOSED.test(kind))
    .filter(({ kind }) => !known.some((request) => request.kind === kind))
    .map((request) => ({ ...request, because: request.because.map((words) => `pièce jointe\u00a0: ${words}`) }));
}

const ENCLOSED_THRESHOLD = 0.8;
const NEVER_FROM_ENCLOSED = /^attestation-|^acces-compte$/;

function withoutPrefix(subject: string): string {
  return subject.replace(/^(?:\s*(?:re|tr|fw|fwd|ref)\s*:)+/i, '');
}

function requestOf(
  kind: string,
  hits: readonly PhraseHit<Clue>[],
  text: SplitText,
  threshold: number,
): ClassifiedRequest[] {
  const clues = new Map<number, PhraseHit<Clue>>();
  for (const hit of hits) {
    if (hit.owner.kind !== kind) continue;
    const known = clues.get(hit.owner.id);
    if (known === undefined || hit.match.length > known.match.length) clues.set(hit.owner.id, hit);
  }
  const for_ = [...clues.values()].filter(({ owner }) => owner.weight > 0);
  const against = [...clues.values()].filter(({ owner }) => owner.weight < 0);
  // Clues are taken as independent witnesses: each leaves less room for doubt, each counter-clue less for certainty.
  const certain = 1 - for_.reduce((doubt, { owner }) => doubt * (1 - owner.weight), 1);
  const confidence = against.reduce((left, { owner }) => left * (1 + owner.weight), certain);
  if (confidence < threshold) return [];
  const because = for_.map((hit) => `«\u00a0${shownWords(hit, text)}\u00a0»`);
  return [{ kind, confidence: Math.round(confidence * 100) / 100, because: [...new Set(because)] }];
}

function other(because: string): ClassifiedRequest {
  return { kind: OTHER, confidence: OTHER_CONFIDENCE, because: [because] };
}

/** The words that matched, as they were written; numbers are left out, for they may be somebody's. */
function shownWords({ match }: PhraseHit<unknown>, { shown }: SplitText): string {
  let words = '';
  let last = -1;
  for (const index of match) {
    const word = shown[index] ?? '';
    if (/\d/.test(word)) continue;
    words += words === '' ? word : index === last + 1 ? ` ${word}` : ` … ${word}`;
    last = index;
  }
  return words;
}

function isDenied({ owner, match }: PhraseHit<Clue>, words: readonly string[]): boolean {
  if (!owner.unlessDenied) return false;
  const [start = 0] = match;
  const end = match.at(-1) ?? start;
  for (let index = start - 1; index >= start - DENIAL_REACH && index >= 0; index--) {
    if (words[index] === SENTENCE_END) break;
    if (DENIALS.has(words[index] ?? '')) return true;
  }
  // «Je ne déménage pas», and what stands inside the phrase: «je n'ai changé pas d'adresse».
  return words.slice(start, end + 2).some((word) => DENIALS.has(word));
}

/** Words after a phrase among which its date may stand: «né le 21 septembre 2012 à Paris». */
const DATE_REACH = 5;

/** Whether a date of two calendar years ago or more follows: «mon fils, né le 21/09/2012» tells who he is, no news. */
function isLongAgo(match: readonly number[], words: readonly string[], year: number | null): boolean {
  if (year === null) return false;
  const end = (match.at(-1) ?? 0) + 1;
  const after = words.slice(end, end + DATE_REACH);
  const stop = after.indexOf(SENTENCE_END);
  const written = (stop < 0 ? after : after.slice(0, stop)).find((word) => /^(?:19|20)\d\d$/.test(word));
  return written !== undefined && Number(written) <= year - 2;
}

function dangersOf(text: SplitText, { dangers }: RequestRules): string[] {
  const found = new Map<string, string>();
  for (const hit of dangers.findAll(text.words)) {
    if (!found.has(hit.owner)) found.set(hit.owner, `${hit.owner}\u00a0: «\u00a0${shownWords(hit, text)}\u00a0»`);
  }
  return [...found.values()];
}
