import type { AttestationKind, Classification, ReadItem } from '../correspondence';
import { foldInPlace } from '../text/fold-in-place';
import { askedPeriods } from './asked-periods';
import { findAmounts } from './find-amounts';
import { findBankAccounts } from './find-bank-accounts';
import { findAskedBenefits } from './find-benefits';
import { findChildren } from './find-children';
import { findEvents } from './find-events';
import { findNewAddress } from './find-new-address';
import { findPeriods } from './find-periods';
import { findWishedChannel } from './find-wished-channel';
import { monthOfDay } from './months';
import type { FoldedText, ReadPeriod, RequestDetails } from './request-details';

const ATTESTATIONS: readonly string[] = ['attestation-paiement', 'attestation-qf', 'attestation-mns'];

type Finding = 'periods' | 'amounts' | 'address' | 'bankAccounts' | 'events' | 'children';

/** Kinds to which each finding belongs. */
const BELONGS: Readonly<Record<Finding, readonly string[]>> = {
  periods: ['retard-paiement', 'indu', 'remise-dette', 'contestation-cra', 'ressources', 'situation-professionnelle'],
  amounts: [
    'indu',
    'remise-dette',
    'contestation-cra',
    'ressources',
    'logement-loyer',
    'retard-paiement',
    'situation-professionnelle',
  ],
  address: ['adresse', 'logement-loyer', 'mutation', 'autre'],
  bankAccounts: ['rib'],
  events: [
    'separation',
    'naissance-grossesse',
    'situation-familiale',
    'situation-professionnelle',
    'deces',
    'adresse',
    'mutation',
    'autre',
  ],
  children: ['naissance-grossesse', 'situation-familiale', 'separation', 'autre'],
};
/** What nobody asks about is told all the same, with the first request. */
const NEVER_LOST: ReadonlySet<Finding> = new Set(['amounts', 'bankAccounts']);
/** A month or a year that stands alone in a story says nothing of what is asked. */
const TELLING = /\d{4}.*\d{4}|\b(?:dern|depuis|trimestre|semestre|[aà] |au )/i;
/** More than the longest letter; what stands behind was read by nobody. */
const MOST_READ = 200_000;

/**
 * Puts with each request what its message says of it: periods, amounts, address, bank accounts, events, children, wished way.
 * Only what the sender newly wrote is read; relative dates count from the day of the message.
 */
export function withDetails(classification: Classification, item: ReadItem): Classification {
  const texts = writtenTexts(item);
  const today = item.date?.slice(0, 10) ?? null;
  const { requests } = classification;
  if (requests.length === 0 || texts.length === 0 || item.automatic !== null) return classification;
  const kinds = requests.map(({ kind }) => kind);
  const documents = kinds.filter((kind): kind is AttestationKind => ATTESTATIONS.includes(kind));
  const asked = today === null || documents.length === 0 ? {} : askedPeriods(texts, documents, monthOfDay(today));
  const holders = holdersOf(kinds);
  const found = findAll(texts, today, holders);
  return {
    ...classification,
    requests: requests.map((request, index) => {
      const own = asked[request.kind as AttestationKind];
      const goesHere = (name: Finding): boolean => holders[name].includes(index);
      const details: RequestDetails = {
        periods: own !== undefined ? [own] : goesHere('periods') ? found.periods : [],
        amounts: goesHere('amounts') ? found.amounts : [],
        address: goesHere('address') ? found.address : null,
        bankAccounts: goesHere('bankAccounts') ? found.bankAccounts : [],
        events: goesHere('events') ? found.events : [],
        children: goesHere('children') ? found.children : [],
        channel: found.channel,
        benefits: request.kind === 'attestation-paiement' ? found.benefits : [],
      };
      return isEmpty(details) ? request : { ...request, details };
    }),
  };
}

/** For each finding, the places of the requests that it goes with; none: it need not be looked for. */
function holdersOf(kinds: readonly string[]): Readonly<Record<Finding, readonly number[]>> {
  const of = (name: Finding): readonly number[] => {
    const places = kinds.flatMap((kind, index) => (BELONGS[name].includes(kind) ? [index] : []));
    return places.length === 0 && NEVER_LOST.has(name) ? [0] : places;
  };
  return {
    periods: of('periods'),
    amounts: of('amounts'),
    address: of('address'),
    bankAccounts: of('bankAccounts'),
    events: of('events'),
    children: of('children'),
  };
}

function findAll(
  texts: readonly FoldedText[],
  today: string | null,
  holders: Readonly<Record<Finding, readonly number[]>>,
): RequestDetails {
  const all = <Found>(name: Finding, find: (text: FoldedText) => readonly Found[]): readonly Found[] =>
    holders[name].length === 0 ? [] : texts.flatMap(find);
  const dated = <Found>(name: Finding, find: (text: FoldedText, day: string) => readonly Found[]): readonly Found[] =>
    today === null ? [] : all(name, (text) => find(text, today));
  const events = dated('events', findEvents);
  const moved = events.find(({ what, on }) => what === 'déménagement' && on.length === 10)?.on ?? null;
  const addresses = dated('address', (text, day) => {
    const address = findNewAddress(text, day, moved);
    return address === null ? [] : [address];
  });
  return {
    periods: dated('periods', (text, day) => findPeriods(text, monthOfDay(day)))
      .filter(({ words }) => TELLING.test(words))
      .map(withoutPlace),
    amounts: all('amounts', findAmounts),
    address: addresses[0] ?? null,
    bankAccounts: all('bankAccounts', ({ shown }) => findBankAccounts(shown)),
    events,
    children: dated('children', findChildren),
    channel: texts.map(({ folded }) => findWishedChannel(folded)).find((way) => way !== null) ?? null,
    benefits: [...new Set(texts.flatMap(({ folded }) => findAskedBenefits(folded)))],
  };
}

function withoutPlace({ from, to, open, doubt, words }: ReadPeriod): ReadPeriod {
  return { from, to, open, doubt, words };
}

function writtenTexts({ subject, texts }: ReadItem): readonly FoldedText[] {
  const written = texts.filter(({ source }) => source === 'body' || source === 'page').map(({ text }) => text);
  let left = MOST_READ;
  return [subject, ...written].flatMap((text) => {
    const shown = text.slice(0, left).normalize('NFC');
    left -= shown.length;
    return shown.trim() === '' ? [] : [{ shown, folded: foldInPlace(shown) }];
  });
}

function isEmpty({ channel, address, ...lists }: RequestDetails): boolean {
  return channel === null && address === null && Object.values(lists).every((list) => list.length === 0);
}
