import type { ClassifiedRequest } from '../domain/correspondence';
import type { Clue, RequestRules, Thresholds } from './load-rules';
import type { PhraseHit } from './phrase-index';
import { shownWords } from './shown-words';
import { SENTENCE_END, type SplitText } from './split-words';
import { withoutCancelled } from './without-cancelled';

/** The kind of what none of the kinds is: a person has to say what is asked. */
export const OTHER = 'autre';

/** No letter says so much; a text made to tire the machine may. */
const MOST_HITS = 5_000;
/** How far from a word its denial may stand, in words. */
const DENIAL_REACH = 4;
const DENIALS = new Set(['pas', 'jamais', 'aucun', 'aucune', 'sans', 'ni', 'nullement']);
/** Words after a phrase among which its date may stand: «né le 21 septembre 2012 à Paris». */
const DATE_REACH = 5;
/** As much as a strong counter-clue leaves. */
const UNSAID_TO = 0.15;

export interface Searched {
  readonly text: SplitText;
  readonly hits: readonly PhraseHit<Clue>[];
  /** Of the message; null where it carries no date. */
  readonly year: number | null;
}

/** A kind that clues speak for, however low: what is kept of them is decided by the thresholds. */
export interface Weighed {
  readonly kind: string;
  readonly confidence: number;
  readonly because: readonly string[];
  /** Whether clues against it leave next to nothing of those for it: «j’ai bien reçu l’attestation». */
  readonly isUnsaid: boolean;
}

/** What the clues found say of each kind that any speaks for, the loudest first. */
export function weighClues({ text, hits, year }: Searched, { kinds, silentKinds }: RequestRules): Weighed[] {
  const precise = new Set(hits.filter(({ owner }) => !owner.general && owner.weight > 0).map(({ match }) => match[0]));
  const heard = hits.filter(
    ({ owner, match }, index) =>
      index < MOST_HITS &&
      !(owner.general && precise.has(match[0])) &&
      !isDenied({ owner, match }, text.words) &&
      !(owner.unlessLongAgo && isLongAgo(match, text.words, year)),
  );
  const left = withoutCancelled(heard, ({ kind }) => kind);
  const spoken = new Set(left.filter(({ owner }) => owner.weight > 0).map(({ owner }) => owner.kind));
  const byKind = new Map<string, PhraseHit<Clue>[]>();
  for (const hit of left) {
    if (hit.owner.unlessKinds.some((kind) => spoken.has(kind))) continue;
    const known = byKind.get(hit.owner.kind);
    if (known === undefined) byKind.set(hit.owner.kind, [hit]);
    else known.push(hit);
  }
  return kinds
    .filter((kind) => !silentKinds.has(kind))
    .flatMap((kind) => weigh(kind, byKind.get(kind) ?? [], text))
    .sort((one, other) => other.confidence - one.confidence);
}

function weigh(kind: string, hits: readonly PhraseHit<Clue>[], text: SplitText): Weighed[] {
  const clues = new Map<number, PhraseHit<Clue>>();
  for (const hit of hits) {
    const known = clues.get(hit.owner.id);
    if (known === undefined || hit.match.length > known.match.length) clues.set(hit.owner.id, hit);
  }
  const for_ = [...clues.values()].filter(({ owner }) => owner.weight > 0);
  if (for_.length === 0) return [];
  const against = [...clues.values()].filter(({ owner }) => owner.weight < 0);
  // Clues are taken as independent witnesses: each leaves less room for doubt, each counter-clue less for certainty.
  const certain = 1 - for_.reduce((doubt, { owner }) => doubt * (1 - owner.weight), 1);
  const confidence = against.reduce((left, { owner }) => left * (1 + owner.weight), certain);
  const because = for_.map((hit) => `«\u00a0${shownWords(hit, text)}\u00a0»`);
  const isUnsaid = against.length > 0 && confidence <= UNSAID_TO;
  return [{ kind, confidence: Math.round(confidence * 100) / 100, because: [...new Set(because)], isUnsaid }];
}

/** Those loud enough to be kept, with how far each may be relied on; a kind that only tells about another goes with it. */
export function keepLoud(weighed: readonly Weighed[], { thresholds, coveredBy }: RequestRules): ClassifiedRequest[] {
  const of = (kind: string): Thresholds => thresholds.get(kind) ?? { propose: 1, sure: 1 };
  const loud = weighed.filter(({ kind, confidence }) => confidence >= of(kind).propose);
  return loud
    .filter(({ kind }) => !loud.some((other) => coveredBy.get(kind)?.has(other.kind)))
    .map(({ kind, confidence, because }) => ({
      kind,
      confidence,
      // Something else is nothing that a machine, or a proposal, could answer.
      certainty: kind === OTHER ? 'ask' : confidence >= of(kind).sure ? 'sure' : 'propose',
      because,
    }));
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

/** Whether a date of two calendar years ago or more follows: «mon fils, né le 21/09/2012» tells who he is, no news. */
function isLongAgo(match: readonly number[], words: readonly string[], year: number | null): boolean {
  if (year === null) return false;
  const end = (match.at(-1) ?? 0) + 1;
  const after = words.slice(end, end + DATE_REACH);
  const stop = after.indexOf(SENTENCE_END);
  const written = (stop < 0 ? after : after.slice(0, stop)).find((word) => /^(?:19|20)\d\d$/.test(word));
  return written !== undefined && Number(written) <= year - 2;
}
