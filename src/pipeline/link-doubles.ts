import { daysBetween } from '../domain/calendar/calendar-days';
import { dateInWords } from '../domain/calendar/french-dates';
import type { CorrespondenceState, ReadItem, Triage } from '../domain/correspondence';
import { letterPrintOf, type PrintKeys } from '../domain/doubles/letter-print';
import { messageTextOf } from '../domain/doubles/message-text';
import type { CorrespondenceRecord } from '../persistence/correspondence-record';
import type { DoubleFinder, FoundDouble } from '../persistence/doubles/double-finder';
import type { LookupHash } from '../platform/keys/field-encryption';
import type { StageHandler, StageOutcome } from './stage';

type Triaged = Extract<StageOutcome, { readonly triage?: Triage }>;

/** In these its letter has an answer, or will have one. */
const ANSWERS: ReadonlySet<CorrespondenceState> = new Set([
  'triage',
  'composing',
  'dispatching',
  'needs-agent',
  'waiting-sender',
  'answered',
  'closed',
]);

/**
 * Triage, after which the same letter that came twice is answered once. The very message through two relays or mailboxes is joined
 * to the first whatever it is; what says the same (by e-mail and on paper, sent again) where both are surely of one person, else
 * an agent sees both.
 */
export function withDoubles(
  triage: StageHandler,
  finder: Pick<DoubleFinder, 'find'>,
  hash: Pick<LookupHash, 'of'>,
): StageHandler {
  return {
    job: triage.job,
    async run(record: CorrespondenceRecord): Promise<StageOutcome> {
      const outcome = await triage.run(record);
      if (!hasTriage(outcome) || outcome.kind === 'set-aside' || isCase(record)) return outcome;
      // What an agent has settled is no longer a question.
      if (record.settlement !== null || record.reading === null) return outcome;
      const found = await finder.find({
        correspondenceId: record.id,
        receivedOn: record.receivedOn,
        // What is a case's already says nothing new by saying the same.
        ...(belongsToCase(outcome) ? { person: null, sender: null } : keysOf(record, outcome.triage, hash)),
        message: messageHashOf(record.reading, hash),
        print: letterPrintOf(record.reading, kindsOf(outcome.triage), printKeys(hash)),
      });
      return found === null ? outcome : linked(record, outcome, outcome.triage, found);
    },
  };
}

/** Typed on our page, or a case that had asked for the number: whether it is another's double was looked at then. */
function isCase({ source, triage }: CorrespondenceRecord): boolean {
  const { action, chase } = triage?.decision ?? {};
  return source === 'page' || action === 'ask-identifier' || chase !== undefined;
}

/** It answers one of our letters. */
const belongsToCase = ({ kind }: StageOutcome): boolean => kind === 'joins-case' || kind === 'bounced';

const hasTriage = (outcome: StageOutcome): outcome is Triaged & { readonly triage: Triage } =>
  'triage' in outcome && outcome.triage !== undefined;

const kindsOf = ({ classification }: Triage): string[] => classification.requests.map(({ kind }) => kind);

function linked(record: CorrespondenceRecord, outcome: StageOutcome, triage: Triage, found: FoundDouble): StageOutcome {
  const { decision, classification } = triage;
  const danger = classification.danger.length > 0;
  const how = found.channel === 'post' ? 'sur papier' : 'par courriel';
  const which = `${found.reference}, reçu ${how} le ${dateInWords(found.receivedOn)}`;
  if (found.sameMessage && found.state !== 'failed') {
    const reason = `C’est le même message que ${which}, remis une autre fois : une seule réponse part.`;
    return { kind: 'joined', to: found.id, triage, reason };
  }
  const sure = found.likeness === 'same' && found.samePerson && ANSWERS.has(found.state);
  if (sure && !danger && !isRepeated(record, found))
    return {
      kind: 'joined',
      to: found.id,
      triage,
      reason: `C’est le même courrier que ${which}\u00a0: une seule réponse part.`,
    };
  const like = `Ce courrier ressemble à ${which}\u00a0: regardez les deux, et répondez une fois.`;
  const reason = outcome.kind === 'needs-agent' && decision.reason !== null ? `${decision.reason} ${like}` : like;
  const link = 'link' in outcome && outcome.kind !== 'joins-case' ? (outcome.link ?? null) : null;
  return { kind: 'needs-agent', triage, reason, link };
}

/** Who sends the same words by the same way days later has perhaps not had our answer. */
function isRepeated({ channel, receivedOn }: CorrespondenceRecord, found: FoundDouble): boolean {
  return channel === found.channel && Math.abs(daysBetween(found.receivedOn, receivedOn)) > 1;
}

function keysOf({ reading }: CorrespondenceRecord, { identification }: Triage, hash: Pick<LookupHash, 'of'>) {
  const { verdict, numeroAllocataire, personIndex } = identification;
  const isKnown = verdict === 'matched' && numeroAllocataire !== null;
  const address = reading?.from?.address.toLowerCase() ?? '';
  return {
    person: isKnown ? hash.of('double-person', `${numeroAllocataire} ${personIndex}`) : null,
    sender: address === '' ? null : hash.of('double-sender', address),
  };
}

function messageHashOf(item: ReadItem, hash: Pick<LookupHash, 'of'>): Buffer | null {
  const text = messageTextOf(item);
  return text === null ? null : hash.of('double-message', text);
}

function printKeys(hash: Pick<LookupHash, 'of'>): PrintKeys {
  return {
    digest: (text) => hash.of('double-text', text),
    seed: hash.of('double-shingles', '').readUInt32BE(0),
  };
}
