import type { AttestationKind } from '../correspondence';
import { type FoundPeriod, findPeriods } from './find-periods';
import { type MonthCount, monthOfDay, monthText } from './months';
import type { FoldedText, ReadPeriod } from './request-details';
import { splitClauses } from './split-clauses';

const DOCUMENT =
  /\bat+est+\w*|\breleves?\b|\bjustificatifs?\b|\brecapitulatifs?\b|\bcertificats?\b|\bquotient\b|\bqf\b|\bnet social\b|\bpreuves?\b|\bhistorique\b|\bbordereau\b|\b(?:papier|document|feuille)s? (?:qui|pour|de|des|avec)\b|\bcelles? (?:de|d'|du|pour)\b|\bdetail (?:de|des) (?:mes )?(?:paiement|versement|prestation)/;
/** What was done or is enclosed is not what is asked for. */
const STORY =
  /\b(?:ai|avais|avons|avez|as|a) (?:deja |bien |pas |jamais )?(?:demande|recu|envoye|fait|obtenu|eu|transmis|joint|adresse|fourni|depose)e?s?\b|\bci[- ]?joint|\bpieces? jointes?\b|\bjoins\b|\btrouver(?:ez)?\b|\b(?:j'|vous )(?:envoie|transmets|adresse|fais parvenir)\b/;
const QUOTIENT = /\bquotient\b|\bqf\b/;
const NET_SOCIAL = /\bnet social\b|\bmns\b/;

/** No clause is so long; a text made to tire the machine may be. */
const MOST_CLAUSE = 2_000;
/** A clause that goes on with what the one before asked for. */
const GOES_ON =
  /^[\s"«*-]*(?:(?:et|soit|c'est[- ]a[- ]dire|a savoir|plus precisement|notamment)[ ,:]+)?(?:pour|sur|du|de|d'|des|depuis|entre|couvrant|concernant|portant|allant|periodes?|la periode|(?:les |le )?mois|l'annee|annees?|a partir|a compter|les \w+ (?:derni|prec)|celles?|janv|fev|mars|avr|mai\b|juin|juil|aout|sept|oct|nov|dec|20\d\d)/;
/** A sentence that does. */
const NEW_SENTENCE_GOES_ON =
  /^[\s"«*-]*(?:c'est |ce serait |cela concerne |elle concerne |il (?:me |nous )?(?:la |le |les )?(?:faut|faudrait) (?:celle |celui )?)?(?:pour (?:la |les? |l'|20|janv|fev|mars|avr|mai\b|juin|juil|aout|sept|oct|nov|dec)|sur (?:la |les )|periodes?\b|la periode|couvrant|(?:les )?mois (?:de|d'|concern|demand)|annees?\b|celles? (?:de|d'|du))/;
const COMES_FIRST =
  /^[\s"«*-]*(?:pour|sur|concernant|couvrant) (?:la periode|les? (?:\w+ )?mois|l'annee|les \w+ derni|janv|fev|mars|avr|mai\b|juin|juil|aout|sept|oct|nov|dec|20\d\d)/;

export type AskedPeriods = Readonly<Partial<Record<AttestationKind, ReadPeriod>>>;

/**
 * The period for which each attestation is asked: only what stands with the request counts, not the months of a story.
 * @param kinds attestations asked for
 * @param now month of the message
 * @returns one period each; several that do not join are in doubt
 */
export function askedPeriods(
  texts: readonly FoldedText[],
  kinds: readonly AttestationKind[],
  now: MonthCount,
): AskedPeriods {
  const found = new Map<AttestationKind, FoundPeriod[]>();
  let asking: AttestationKind | null = null;
  let waiting: readonly FoundPeriod[] = [];
  for (const text of texts)
    for (const { start, end: stop, sentence } of splitClauses(text.folded)) {
      const end = Math.min(stop, start + MOST_CLAUSE);
      const clause = text.folded.slice(start, end);
      const asks = DOCUMENT.test(clause) && !STORY.test(clause);
      const goesOn = asking !== null && (sentence ? NEW_SENTENCE_GOES_ON : GOES_ON).test(clause);
      const leads = COMES_FIRST.test(clause);
      if (asks) asking = kindOf(clause, kinds);
      else if (!goesOn) asking = null;
      const periods = asking !== null || leads ? findPeriods(cut(text, start, end), now) : [];
      if (asking !== null) found.set(asking, [...(found.get(asking) ?? []), ...waiting, ...periods]);
      waiting = asking === null && leads ? periods : [];
    }
  return Object.fromEntries([...found].flatMap(([kind, periods]) => (periods.length ? [[kind, joined(periods)]] : [])));
}

function cut({ shown, folded }: FoldedText, start: number, end: number): FoldedText {
  return { shown: shown.slice(start, end), folded: folded.slice(start, end) };
}

function kindOf(clause: string, kinds: readonly AttestationKind[]): AttestationKind | null {
  const [only] = kinds;
  if (kinds.length === 1 && only !== undefined) return only;
  const named: AttestationKind = QUOTIENT.test(clause)
    ? 'attestation-qf'
    : NET_SOCIAL.test(clause)
      ? 'attestation-mns'
      : 'attestation-paiement';
  return kinds.includes(named) ? named : null;
}

/** «mars, avril et mai» is one period; «mars et septembre» is in doubt, and so is what one of them was. */
function joined(periods: readonly FoundPeriod[]): ReadPeriod {
  const words = [...new Set(periods.map((period) => period.words))].join(', ');
  const doubtful = periods.find(({ doubt }) => doubt !== null);
  if (doubtful !== undefined) return { from: null, to: null, open: false, doubt: doubtful.doubt, words };
  const spans = periods
    .map(({ from, to, open }) => ({ from: monthOfDay(from ?? ''), to: monthOfDay(to ?? ''), open }))
    .sort((one, other) => one.from - other.from || other.to - one.to);
  let whole = spans[0];
  if (whole === undefined) return { from: null, to: null, open: false, doubt: 'ambiguous', words };
  for (const span of spans.slice(1)) {
    const same = span.from === whole.from && span.to === whole.to;
    if (!same && span.from !== whole.to + 1) return { from: null, to: null, open: false, doubt: 'ambiguous', words };
    whole = { from: whole.from, to: span.to, open: whole.open || span.open };
  }
  return { from: monthText(whole.from), to: monthText(whole.to), open: whole.open, doubt: null, words };
}
