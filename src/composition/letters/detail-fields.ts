import { addDays, addMonths } from '../../domain/calendar/calendar-days';
import { dateInWords } from '../../domain/calendar/french-dates';
import { CONTEST_WITHIN_MONTHS } from '../../domain/calendar/reply-deadlines';
import type { AttestationKind } from '../../domain/correspondence';
import type { ReplyOrder } from '../../domain/reply';
import type { Block } from '../blocks/block';
import type { TextValue } from './fill-letter';
import type { Letter } from './letter';
import { replySlip } from './reply-slip';

const DOCUMENT_NAMES: Readonly<Record<AttestationKind, string>> = {
  'attestation-paiement': 'votre attestation de paiement',
  'attestation-qf': 'votre attestation de quotient familial',
  'attestation-mns': 'votre attestation de montant net social',
};

/** The document that was asked for: as the order says it, else the first attestation among the requests. */
export function wantedDocument({ details, requestKinds }: ReplyOrder): AttestationKind | null {
  const asked = requestKinds.find((kind): kind is AttestationKind => Object.hasOwn(DOCUMENT_NAMES, kind));
  return details?.wantedDocument ?? asked ?? null;
}

/** Values of the fields that `ReplyOrder.details` carries; null where a detail is not there. */
export function detailFields(order: ReplyOrder, letter: Letter) {
  const { details = {}, destination, writtenOn } = order;
  const { missingPieces = [], unreadablePages = [], notifiedOn, otherCaf, answerLink } = details;
  const wanted = wantedDocument(order);
  const due = details.answerBy ?? (letter.deadline === null ? undefined : addDays(writtenOn, letter.deadline));
  // What a person still has to send says what they live through: it is not told to an address that is not theirs.
  const mayName = destination.kind === 'post' || destination.personalData;
  return {
    texts: {
      'wanted-document': { text: wanted === null ? 'le document que vous demandez' : DOCUMENT_NAMES[wanted] },
      'answer-by': inWords(due),
      'moved-on': inWords(details.movedOn),
      'notified-on': inWords(notifiedOn),
      'contest-by': inWords(notifiedOn === undefined ? undefined : addMonths(notifiedOn, CONTEST_WITHIN_MONTHS)),
      'first-written-on': inWords(details.firstWrittenOn),
      'forwarded-on': inWords(otherCaf?.forwardedOn),
      'other-caf': otherCaf === undefined ? null : { text: otherCaf.name },
      'pages-again': pagesAgain(unreadablePages),
      'answer-url': linked(answerLink?.url),
      'answer-page': linked(answerLink?.page),
      'answer-code': answerLink === undefined ? null : { text: answerLink.code },
      'answer-until': inWords(answerLink?.until),
    },
    flags: {
      'answer-online': answerLink !== undefined,
      'number-asked': details.numberAsked === true,
      'pieces-known': missingPieces.length > 0 && mayName,
      'notified-known': notifiedOn !== undefined,
    },
    blocks: {
      'missing-pieces': missingPieces.length > 0 ? [pieceList(missingPieces)] : null,
      'other-caf-address':
        otherCaf && otherCaf.address.length > 0 ? [lines([otherCaf.name, ...otherCaf.address])] : null,
      'reply-slip': [replySlip(order.replyReference ?? order.reference)],
    },
  };
}

function inWords(day: string | undefined): TextValue | null {
  return day === undefined ? null : { text: dateInWords(day) };
}

/** Shown as it is, so that who reads it sees where it leads. */
function linked(url: string | undefined): TextValue | null {
  return url === undefined ? null : { text: url, href: url };
}

/** «la page 3», «les pages 2, 4 et 5». */
function pagesAgain(pages: readonly number[]): TextValue | null {
  const sorted = [...new Set(pages)].sort((one, other) => one - other);
  if (sorted.length === 0) return null;
  if (sorted.length === 1) return { text: `la page\u00a0${sorted[0]}` };
  return { text: `les pages\u00a0${sorted.slice(0, -1).join(', ')} et\u00a0${sorted.at(-1)}` };
}

function pieceList(pieces: readonly string[]): Block {
  return { kind: 'list', ordered: false, items: pieces.map((text) => ({ content: [{ text }], items: [] })) };
}

function lines(address: readonly string[]): Block {
  return { kind: 'lines', lines: address };
}
