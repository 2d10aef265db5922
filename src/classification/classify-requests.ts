import type { Classification, ClassifiedRequest, Flag, ReadItem } from '../domain/correspondence';
import { findDangers, findFlags } from './find-signs';
import { findUnexplained, type Unexplained } from './find-unexplained';
import { chooseRequests } from './learned/choose-requests';
import { findLearnedDanger } from './learned/find-learned-danger';
import type { RequestRules } from './load-rules';
import { adjustByModel } from './model/adjust-by-model';
import type { ClassificationModel } from './model/classification-model';
import { splitWords } from './split-words';
import { keepLoud, OTHER, type Searched, weighClues } from './weigh-clues';
import { quotedByHand, readTexts, readWords } from './written-texts';

/** From which probability on what is announced and not understood counts as a request of its own. */
const OTHER_FROM = 0.3;
/** Certainty of «something else»: a person reads it in any case. */
const OTHER_CONFIDENCE = 0.5;

/**
 * What a message asks for, each kind with the words that spoke for it and how far it may be relied on; what in it speaks of
 * danger, which comes first; and what else puts it on top of its basket.
 * Only what was newly written counts: signatures and legal footers are left out, and quoted text but for a danger that nobody
 * is said to have written.
 * @param model learned from settled items; null: the rules alone
 * @returns requests, the most certain first; `autre` alone where nothing was recognised
 */
export function classifyRequests(
  item: ReadItem,
  rules: RequestRules,
  model: ClassificationModel | null = null,
): Classification {
  const { written, enclosed } = readTexts(item);
  const { all, asked } = readWords(written, rules);
  const hits = rules.clues.findAll(asked.words);
  const year = item.date === null ? null : Number(item.date.slice(0, 4));
  const weighed = weighClues({ text: asked, hits, year }, rules);
  const learned = rules.learned?.read(asked) ?? null;
  const opinion = learned?.judge(weighed) ?? null;
  const requests =
    learned === null || opinion === null ? keepLoud(weighed, rules) : chooseRequests(weighed, learned, opinion, rules);
  const enclosure = readWords(enclosed, rules);
  if (enclosed.length > 0) {
    const text = enclosure.asked;
    requests.push(...enclosedRequests({ text, hits: rules.clues.findAll(text.words), year }, requests, rules));
  }
  const left = findUnexplained(asked.words, hits, rules.more, isKnown(requests, rules));
  const beside = splitWords(quotedByHand(item), rules.respeller);
  const texts = [all, enclosure.all];
  const mayBeOther = opinion === null || opinion.probabilityOf(OTHER) >= OTHER_FROM;
  return {
    requests: adjustByModel(
      withWhatIsLeft(requests, { ...left, asksMore: left.asksMore && mayBeOther, announces: left.asksMore }),
      model?.judge(asked.words) ?? null,
    ),
    danger: unique([
      ...(rules.learnedDanger === null
        ? findDangers(all, rules)
        : findLearnedDanger(rules.learnedDanger.read(asked), findDangers(all, rules))),
      ...[enclosure.all, beside].flatMap((text) => findDangers(text, rules)),
    ]),
    flags: flagsOf(
      item,
      requests,
      unique(
        texts.flatMap((text) => findFlags(text, rules)),
        ({ because }) => because,
      ),
    ),
  };
}

function isKnown(requests: readonly ClassifiedRequest[], { silentKinds }: RequestRules): (kind: string) => boolean {
  const kinds = new Set(requests.map(({ kind }) => kind));
  return (kind) => kinds.has(kind) || silentKinds.has(kind);
}

/** Where a sentence was not understood no machine relies on the others; where it announces a request, that is one for a person. */
function withWhatIsLeft(
  requests: readonly ClassifiedRequest[],
  { asksMore, isUnsure, announces }: Unexplained & { readonly announces: boolean },
): readonly ClassifiedRequest[] {
  if (requests.length === 0) return [other('Aucune demande connue n’est reconnue.')];
  if (requests.some(({ kind }) => kind === OTHER)) return requests;
  if (asksMore) return [...requests, other('Le message demande autre chose encore, qui n’est pas reconnu.')];
  if (!isUnsure && !announces) return requests;
  return requests.map((request) =>
    request.certainty === 'sure'
      ? { ...request, certainty: 'propose', because: [...request.because, 'une autre phrase n’est pas comprise'] }
      : request,
  );
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
  return keepLoud(weighClues(searched, rules), rules)
    .filter(({ kind, confidence }) => confidence >= ENCLOSED_THRESHOLD && !NEVER_FROM_ENCLOSED.test(kind))
    .filter(({ kind }) => !known.some((request) => request.kind === kind))
    .map((request) => ({ ...request, because: request.because.map((words) => `pièce jointe\u00a0: ${words}`) }));
}

const ENCLOSED_THRESHOLD = 0.8;
const NEVER_FROM_ENCLOSED = /^attestation-|^acces-compte$/;

function other(because: string): ClassifiedRequest {
  return { kind: OTHER, confidence: OTHER_CONFIDENCE, certainty: 'ask', because: [because] };
}

/** A contestation and a registered letter start a delay of the law, whatever words are in them. */
function flagsOf({ scan }: ReadItem, requests: readonly ClassifiedRequest[], found: readonly Flag[]): readonly Flag[] {
  const clock = (because: string): Flag => ({ kind: 'legal-clock', because });
  return [
    ...(scan?.registeredNumber ? [clock('lettre recommandée (numéro relevé à la numérisation)')] : []),
    ...(requests.some(({ kind }) => kind === CONTESTATION) ? [clock('contestation d’une décision')] : []),
    ...found,
  ];
}

const CONTESTATION = 'contestation-cra';

function unique<T>(list: readonly T[], keyOf: (one: T) => unknown = (one) => one): T[] {
  return [...new Map(list.map((one) => [keyOf(one), one])).values()];
}
