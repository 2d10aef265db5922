import type {
  Automatic,
  Classification,
  ClassifiedRequest,
  Decision,
  Identification,
  MailAddress,
  ReadAttachment,
  ReadItem,
  Triage,
} from '../../domain/correspondence';
import { type ShownDetails, shownDetails } from '../../domain/requests/shown-details';

/** A line of `courrier triage --json`, as the contract has it. */
export interface TriageLine {
  readonly file: string;
  readonly state: 'decided' | 'needs-agent' | 'set-aside' | 'unreadable';
  readonly reason: string | null;
  readonly automatic: Automatic | null;
  readonly mayAutoReply: boolean;
  readonly from: MailAddress | null;
  readonly subject: string;
  readonly date: string | null;
  readonly text: string;
  readonly attachments: readonly ReadAttachment[];
  readonly identification: Pick<
    Identification,
    'verdict' | 'numeroAllocataire' | 'person' | 'corroboratedBy' | 'because' | 'replyTo'
  >;
  readonly requests: readonly (Omit<ClassifiedRequest, 'details'> & { readonly details?: ShownDetails })[];
  readonly danger: Classification['danger'];
  readonly flags: NonNullable<Classification['flags']>;
  readonly decision: Pick<Decision, 'action' | 'channel' | 'documents' | 'rule' | 'trace'>;
}

/** What reading and triage found of one item, as its line. */
export function triageLine(
  file: string,
  item: ReadItem,
  { identification, classification, decision }: Triage,
): TriageLine {
  const { verdict, numeroAllocataire, person, corroboratedBy, because, replyTo = null } = identification;
  const { action, channel, documents, rule, trace } = decision;
  // Automatic mail is set aside whether it can be read or not: nobody waits for an answer.
  const state = decision.state !== 'set-aside' && item.readability === 'unreadable' ? 'unreadable' : decision.state;
  return {
    file,
    state,
    reason: state === 'unreadable' ? item.unreadable.join(' ') : decision.reason,
    automatic: item.automatic,
    mayAutoReply: item.mayAutoReply,
    from: item.from === null ? null : { name: item.from.name, address: item.from.address },
    subject: item.subject,
    date: item.date,
    text: item.text,
    attachments: item.attachments.map(({ name, type, bytes, sha256 }) => ({ name, type, bytes, sha256 })),
    identification: { verdict, numeroAllocataire, person, corroboratedBy, because, replyTo },
    requests: classification.requests.map(({ kind, confidence, certainty = 'sure', because: why, details }) => ({
      kind,
      confidence,
      certainty,
      because: why,
      ...(details === undefined ? {} : { details: shownDetails(details) }),
    })),
    danger: classification.danger,
    flags: classification.flags ?? [],
    decision: { action, channel, documents, rule, trace },
  };
}

/** The line of an item whose triage failed: it goes to a person, and the run goes on. */
export function failedLine(file: string, item: ReadItem): TriageLine {
  const reason = 'Le tri de ce courrier a échoué\u00a0: un agent doit le lire.';
  return {
    ...triageLine(file, item, {
      identification: {
        verdict: 'missing',
        numeroAllocataire: null,
        person: null,
        personIndex: null,
        corroboratedBy: [],
        because: [],
        nir: null,
        nirKind: null,
        proposalKnown: false,
        numeroAllocataireGiven: false,
        thirdParty: false,
      },
      classification: { requests: [], danger: [] },
      decision: {
        action: 'to-agent',
        state: 'needs-agent',
        channel: null,
        documents: [],
        letter: null,
        preparedLetter: null,
        destination: null,
        rule: 'tri-impossible',
        trace: [reason],
        reason,
        settle: 'read',
      },
    }),
    state: 'unreadable',
    reason,
    mayAutoReply: false,
  };
}
