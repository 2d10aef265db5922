import type { Automatic, TransportEnvelope } from '../domain/correspondence';
import { type HeaderField, headerValue } from './mime/header-fields';

/** What a message shows of its origin: headers and structure, hardly what a person wrote in its text. */
export interface MailEvidence {
  readonly fields: readonly HeaderField[];
  /** Content-Type of the message, lower case, with its report-type where it has one. */
  readonly type: string;
  readonly reportType: string;
  /** Content types of its direct parts (not of messages inside it: who forwards a bounce writes themselves). */
  readonly partTypes: readonly string[];
  readonly from: readonly string[];
  /** Senders that could be answered: From or, behind it, Reply-To. */
  readonly answerable: boolean;
  readonly subject: string;
  /** How its newly written text begins: read only for whether somebody says there that they are away. */
  readonly opening: string;
  readonly recipients: readonly string[];
  readonly envelope: TransportEnvelope | null;
  /** Our own addresses; empty leaves out the check that a recipient names us. */
  readonly mailboxes: readonly string[];
}

export interface AutomaticVerdict {
  readonly automatic: Automatic | null;
  readonly automaticBecause: readonly string[];
  readonly mayAutoReply: boolean;
  readonly mayNotAutoReplyBecause: readonly string[];
}

/** Is it automatic mail, and may an automatic answer go? RFC 3834, 5230, 3464; each finding in plain French. */
export function detectAutomaticMail(evidence: MailEvidence): AutomaticVerdict {
  const automaticBecause: string[] = [];
  let automatic: Automatic | null = null;
  for (const [kind, find] of DETECTORS) {
    const because = find(evidence);
    if (because === null) continue;
    automatic ??= kind;
    automaticBecause.push(because);
  }
  const mayNot = automatic === null ? reasonsNotToAnswer(evidence) : [];
  return {
    automatic,
    automaticBecause,
    mayAutoReply: automatic === null && mayNot.length === 0,
    mayNotAutoReplyBecause: mayNot,
  };
}

/** In the order in which they name the message: a bounce is one even where it is marked as an automatic reply too. */
const DETECTORS: ReadonlyArray<readonly [Automatic, (evidence: MailEvidence) => string | null]> = [
  ['bounce', deliveryReport],
  ['bounce', failureNotice],
  ['own', ownMessage],
  ['auto-reply', receipt],
  ['auto-reply', autoSubmitted],
  ['auto-reply', responderHeader],
  ['auto-reply', outOfOffice],
  ['list', listHeader],
  ['list', bulkPrecedence],
  ['list', listSender],
  ['bounce', emptyReturnPath],
  ['no-reply-sender', noReplySender],
];

// RFC 3464 §2, RFC 6522 §3
function deliveryReport({ type, reportType, partTypes }: MailEvidence): string | null {
  if (type === 'multipart/report' && reportType !== 'disposition-notification')
    return 'Rapport de remise (multipart/report).';
  return type === 'message/delivery-status' || partTypes.includes('message/delivery-status')
    ? 'Rapport de remise (message/delivery-status).'
    : null;
}

const FAILURE_SUBJECT =
  /^(?:undeliver(?:ed|able)|(?:mail )?delivery (?:status notification|failure|failed|has failed|report|problem)|delivery (?:delayed|incomplete)|mail delivery (?:failed|failure|system|problem)|returned mail|failure notice|mail system error|message not delivered|undelivered mail|warning: (?:could not send|message)|non[- ]remis|non délivré|échec de (?:la )?(?:remise|distribution|livraison)|avis de non[- ](?:remise|distribution)|message non (?:distribué|remis|délivré)|notification d['’]état de (?:la )?(?:remise|distribution))/i;
const DAEMON = /^(?:mailer[-_.]?daemon|mail[-_.]?daemon|mdaemon|double-bounce|bounces?)(?:[-_+.=].*)?@/i;

const DAEMON_NAME = /mailer[- ]daemon|^"?mail delivery (?:sub)?system"?\s*</i;

/** Shapes older than RFC 3464: the sender's name, or a postmaster who writes of a failure. */
function failureNotice({ fields, from, subject, envelope }: MailEvidence): string | null {
  if (headerValue(fields, 'x-failed-recipients') !== '') return 'Avis de non-remise (X-Failed-Recipients).';
  const daemon = from.find((address) => DAEMON.test(address));
  if (daemon !== undefined || DAEMON_NAME.test(headerValue(fields, 'from')))
    return 'Avis de non-remise (expéditeur MAILER-DAEMON).';
  const nobody = isEmptyPath(fields, envelope) || from.some((address) => /^postmaster@/i.test(address));
  return nobody && FAILURE_SUBJECT.test(subject) ? 'Avis de non-remise (expéditeur et objet).' : null;
}

function ownMessage({ from, mailboxes }: MailEvidence): string | null {
  const ours = new Set(mailboxes.map(withoutTag));
  return from.some((address) => ours.has(withoutTag(address)))
    ? 'Message envoyé par l’une de nos propres adresses.'
    : null;
}

// RFC 8098 §3: «your message was read» is answered by nobody
function receipt({ type, reportType, partTypes }: MailEvidence): string | null {
  return (type === 'multipart/report' && reportType === 'disposition-notification') ||
    partTypes.includes('message/disposition-notification')
    ? 'Accusé de lecture automatique.'
    : null;
}

// RFC 3834 §5: any value but «no» is automatic; comments and parameters are not the value
function autoSubmitted({ fields }: MailEvidence): string | null {
  const values = fields.filter(({ name }) => name === 'auto-submitted').map(({ value }) => keyword(value));
  const marked = values.find((value) => value !== 'no' && value !== '');
  return marked === undefined ? null : `Message automatique (Auto-Submitted\u00a0: ${marked.slice(0, 40)}).`;
}

/** Headers that answering machines set from before RFC 3834. */
const RESPONDER_FIELDS = [
  'x-autoreply',
  'x-autorespond',
  'x-autoresponder',
  'x-auto-reply',
  'x-autoreply-from',
  'x-mail-autoreply',
  'x-autogenerated',
  'x-auto-generated',
];
function responderHeader({ fields }: MailEvidence): string | null {
  const found = fields.find(
    ({ name, value }) => RESPONDER_FIELDS.includes(name) && !/^(?:no|false|0)?$/i.test(value.trim()),
  );
  if (found !== undefined) return `Réponse automatique (${found.name}).`;
  return /^auto[-_ ]?reply$/i.test(headerValue(fields, 'precedence').trim())
    ? 'Réponse automatique (Precedence).'
    : null;
}

/**
 * Subjects that answering machines write, only as they write them: at the very beginning and followed by a colon or
 * nothing. «Re: réponse automatique» or «Absence de versement» is written by a person.
 */
const SAYS_AUTOMATIC =
  /^(?:(?:automatische antwort|automatisch antwoord|respuesta automática|resposta automática|risposta automatica|automatyczna odpowiedź)|\[?auto(?:matic|matique)?[- ]?(?:reply|response|réponse)\]?|réponse automatique|(?:message|réponse|notification|avis) automatique d['’]absence|out[- ]of[- ](?:the[- ])?office auto-?reply|autoreply|auto-?respond(?:er)?)\s*(?::|$)/i;
/** A person may write these too: something else has to say that they are away. */
const SAYS_AWAY =
  /^(?:(?:message|réponse|notification|avis) d['’]absence|absent(?:e)? du bureau|absence du bureau|out[- ]of[- ](?:the[- ])?office(?: (?:reply|message|notification))?|vacation (?:reply|message|notice))\s*(?::|$)/i;
const AWAY =
  /\b(?:absente?s?\b(?! de (?:chez|mon|ma))|en (?:congé|vacances|déplacement|arrêt|formation)|hors du bureau|de retour (?:le|à partir|au bureau)|mon retour|out of (?:the )?office|on (?:leave|vacation|holiday)|away from)/i;
function outOfOffice(evidence: MailEvidence): string | null {
  const subject = evidence.subject.trim();
  const away = SAYS_AWAY.test(subject) && (answersOurs(evidence) || AWAY.test(evidence.opening));
  return away || SAYS_AUTOMATIC.test(subject) ? 'Réponse d’absence (objet du message).' : null;
}

/** Answering machines answer something, and most ask that nothing answers them. */
function answersOurs({ fields }: MailEvidence): boolean {
  return fields.some(({ name }) => /^(?:in-reply-to|references|x-auto-response-suppress)$/.test(name));
}

// RFC 2369, RFC 2919, RFC 8058
function listHeader({ fields }: MailEvidence): string | null {
  const found = fields.find(
    ({ name }) => name.startsWith('list-') || name === 'mailing-list' || name === 'x-mailing-list',
  );
  return found === undefined ? null : `Liste de diffusion (${found.name}).`;
}

// RFC 3834 §2, RFC 2076 §3.9
function bulkPrecedence({ fields }: MailEvidence): string | null {
  const bulk = fields
    .filter(({ name }) => name === 'precedence')
    .map(({ value }) => keyword(value))
    .find((value) => /^(?:bulk|list|junk)$/.test(value));
  return bulk === undefined ? null : `Envoi en nombre (Precedence\u00a0: ${bulk}).`;
}

/** RFC 2142 §6: lists are run from `owner-x`, `x-request` and the like; newsletters from addresses that nobody writes from. */
const LIST_SENDER = /^(?:owner-[^@]+|[^@]+-(?:bounces?|owner)(?:[+=][^@]*)?)@/i;
const NEWSLETTER =
  /^(?:[^@]+-request|(?:[a-z0-9]+[-_.])*(?:newsletters?|newsflash|infolettre)|(?:e-?)?news|announcements?|annonces)@/i;
const CAMPAIGN_FIELD = /^x-campaign(?:-?id)?$/;
function listSender({ fields, from }: MailEvidence): string | null {
  const sender = headerValue(fields, 'sender').match(/[^\s<>"]+@[^\s<>"]+/)?.[0] ?? '';
  if (LIST_SENDER.test(sender)) return 'Liste de diffusion (Sender).';
  if (from.some((address) => NEWSLETTER.test(address) || LIST_SENDER.test(address)))
    return 'Lettre d’information (adresse de l’expéditeur).';
  return fields.some(({ name }) => CAMPAIGN_FIELD.test(name)) ? 'Envoi en nombre (campagne).' : null;
}

// RFC 5321 §4.5.5, RFC 3834 §2
function emptyReturnPath({ fields, envelope }: MailEvidence): string | null {
  return isEmptyPath(fields, envelope) ? 'Adresse de retour vide\u00a0: message d’un automate.' : null;
}

function isEmptyPath(fields: readonly HeaderField[], envelope: TransportEnvelope | null): boolean {
  if (envelope?.mailFrom === '') return true;
  return fields.some(
    ({ name, value }) => name === 'return-path' && /^(?:<\s*>|$)/.test(value.replace(/^\([^)]*\)\s*/, '').trim()),
  );
}

/** Local parts nobody reads: the words with their separators at a word's start, or written in one anywhere. */
const NO_REPLY =
  /^(?:(?:[a-z0-9]+[-_.])*(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|dont[-_.]?reply|ne[-_.]?pas[-_.]?r[eé]pondre|no[-_.]?r[eé]ponse|sans[-_.]?r[eé]ponse|pas[-_.]?de[-_.]?r[eé]ponse|unattended)(?:[-_+.=].*)?|[a-z0-9]{1,40}(?:noreply|donotreply|nepasrepondre)|daemon|nobody|root|cron|www-data)\d*@/i;
function noReplySender({ from }: MailEvidence): string | null {
  return from.some((address) => NO_REPLY.test(address)) ? 'Expéditeur qui ne reçoit pas de réponse (no-reply).' : null;
}

function reasonsNotToAnswer({ fields, answerable, from, recipients, mailboxes }: MailEvidence): string[] {
  const reasons: string[] = [];
  if (!answerable) reasons.push('Aucune adresse d’expéditeur à laquelle répondre.');
  if (from.length > 1) reasons.push('Plusieurs adresses d’expéditeur\u00a0: on ne sait pas à qui répondre.');
  if (suppressesAnswers(headerValue(fields, 'x-auto-response-suppress')))
    reasons.push('L’expéditeur demande de ne pas recevoir de réponse automatique.');
  if (from.some((address) => /^postmaster@/i.test(address))) reasons.push('Adresse technique (postmaster).');
  // RFC 3834 §2, RFC 5230 §4.5
  const ours = new Set(mailboxes.map(withoutTag));
  // An answer goes where Reply-To says: to nobody there, or to ourselves, it would be lost or turn in a circle.
  const answered = headerValue(fields, 'reply-to').match(/[^\s<>,;"]+@[^\s<>,;"]+/g) ?? [];
  if (answered.some((address) => NO_REPLY.test(address) || ours.has(withoutTag(address))))
    reasons.push('L’adresse de réponse donnée ne reçoit pas de réponse (no-reply), ou c’est la nôtre.');
  if (ours.size > 0 && !recipients.some((address) => ours.has(withoutTag(address))))
    reasons.push('Aucune de nos adresses ne figure parmi les destinataires.');
  return reasons;
}

/**
 * MS-OXCMAIL 2.1.3.2.18: asks for no automatic answer, while the message may well be a person's. DR, NDR, RN and NRN only
 * refuse reports of delivery and reading.
 */
function suppressesAnswers(value: string): boolean {
  const wanted = value.split(/[\s,;]+/).map((word) => word.toLowerCase());
  return wanted.some((word) => word === 'all' || word === 'oof' || word === 'autoreply');
}

/** First word of a header's value, lower case, comments and parameters left out. */
function keyword(value: string): string {
  return (value.replace(/\([^)]*\)/g, ' ').split(';')[0] ?? '').trim().toLowerCase();
}

/** RFC 5233: a tag behind «+» belongs to the mailbox before it. */
function withoutTag(address: string): string {
  return address
    .trim()
    .toLowerCase()
    .replace(/\+[^@]*@/, '@');
}
