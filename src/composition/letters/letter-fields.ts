import { dateInWords } from '../../domain/calendar/french-dates';
import { CONTEST_WITHIN_MONTHS, implicitRefusalOn } from '../../domain/calendar/reply-deadlines';
import {
  buildChannelBlock,
  type Disclosure,
  isTemporary,
  type KnownIdentifiers,
} from '../../domain/channels/channel-block';
import type { Person } from '../../domain/directory/allocataire-file';
import type { Office } from '../../domain/office';
import type { ReplyOrder } from '../../domain/reply';
import { channelTable } from './channel-table';
import { detailFields } from './detail-fields';
import type { LetterFieldValues } from './fill-letter';
import { freeValues } from './free-values';
import type { Letter } from './letter';
import { requestKindLabels } from './request-kind-labels';

/** What composing found out before the letter is filled. */
export interface LetterFacts {
  /** «votre attestation de paiement de juin 2026»; null where nothing is joined. */
  readonly documents: string | null;
  readonly documentCount: number;
  readonly impossibleBecause: string | null;
}

const NOBODY: KnownIdentifiers = { nir: null, nirKind: null, numeroAllocataire: null };

/** The person whom the reply speaks to; null where nobody was identified. */
export function personOf(order: ReplyOrder): Person | null {
  return order.personIndex === null ? null : (order.file?.persons[order.personIndex] ?? null);
}

/** What an answer to this reply is recognised by. */
export function replyReferenceOf({ reference, replyReference }: ReplyOrder): string {
  return replyReference ?? reference;
}

/** How much of the person's identifiers may show where the reply goes. */
export function disclosureOf(order: ReplyOrder): Disclosure {
  if (personOf(order) === null) return 'none';
  if (order.destination.kind === 'post') return 'full';
  return order.destination.personalData ? 'masked' : 'none';
}

export function identifiersOf(order: ReplyOrder): KnownIdentifiers {
  const person = personOf(order);
  return {
    nir: person?.nir ?? null,
    nirKind: order.nirKind,
    // The numéro allocataire opens the whole file on the phone: it is shown to the allocataire alone.
    numeroAllocataire: person?.role === 'allocataire' ? (order.file?.numeroAllocataire ?? null) : null,
  };
}

/** Every field's value for this order; what is not known is null, and a sentence that needs it is refused. */
export function letterFields(order: ReplyOrder, letter: Letter, facts: LetterFacts): LetterFieldValues {
  const { office } = order;
  const known = identifiersOf(order);
  const disclosure = letter.identifiers === 'none' ? 'none' : disclosureOf(order);
  // A letter that asks for the identifier speaks to anyone: it says nothing of what is known.
  const groups = buildChannelBlock(letter.identifiers === 'none' ? NOBODY : known, disclosure);
  const kinds = requestKindLabels(order.requestKinds);
  const byEmail = order.destination.kind === 'email';
  const details = detailFields(order, letter);
  const shown = groups.filter(({ value }) => value !== null);
  return {
    free: freeValues(order, letter),
    texts: {
      ...details.texts,
      reference: { text: replyReferenceOf(order) },
      greeting: { text: greeting(disclosureOf(order) === 'none' ? null : personOf(order)) },
      'received-on': { text: dateInWords(order.receivedOn) },
      'silence-on': { text: dateInWords(implicitRefusalOn(order.receivedOn)) },
      'contest-months': { text: CONTEST_WITHIN_MONTHS === 2 ? 'deux' : String(CONTEST_WITHIN_MONTHS) },
      documents: facts.documents === null ? null : { text: facts.documents },
      'impossible-because': facts.impossibleBecause === null ? null : { text: facts.impossibleBecause },
      'temporary-name': { text: temporaryName(known) },
      'request-kinds': kinds.length === 0 ? null : { text: kinds.join(', ') },
      'office.name': { text: office.name },
      'office.phone': { text: office.phone },
      'office.email': { text: office.email, href: `mailto:${office.email}` },
      'office.website': { text: office.website, href: websiteUrl(office) },
    },
    flags: {
      ...details.flags,
      'by-email': byEmail,
      'by-post': !byEmail,
      'with-slip': !byEmail && letter.fields.includes('reply-slip'),
      temporary: isTemporary(known),
      'access-asked': order.requestKinds.includes('acces-compte'),
      'identifiers-shown': shown.length > 0,
      'several-documents': facts.documentCount > 1,
      // What somebody writes about is personal data: it is not repeated to an address that is not theirs.
      'kinds-shown': kinds.length > 0 && (order.destination.kind === 'post' || order.destination.personalData),
    },
    blocks: {
      ...details.blocks,
      channels: [channelTable(groups)],
      identifiers: [
        {
          kind: 'facts',
          facts: shown.map(({ identifierName, value }) => ({ name: `Votre ${identifierName}`, value: value ?? '' })),
        },
      ],
      'office-address': [{ kind: 'lines', lines: officeAddress(office) }],
    },
  };
}

/** Name, then postal address; configurations write the name on either. */
export function officeAddress({ name, address }: Office): readonly string[] {
  return address[0] === name ? address : [name, ...address];
}

function websiteUrl({ website }: Office): string {
  return /^https:\/\//.test(website) ? website : `https://${website}`;
}

function greeting(person: Person | null): string {
  const title = person?.title.trim().toUpperCase() ?? '';
  if (/^(MADAME|MME|MADEMOISELLE|MLLE)\.?$/.test(title)) return 'Madame,';
  if (/^(MONSIEUR|M|MR)\.?$/.test(title)) return 'Monsieur,';
  return 'Madame, Monsieur,';
}

function temporaryName({ nir, nirKind }: KnownIdentifiers): string {
  if (nirKind === 'mig' || /^[56]/.test(nir ?? '')) return 'numéro provisoire (MIG)';
  return 'numéro d’attente (NIA)';
}
