import type { ReadItem, ReadText, SenderAuthentication, TransportEnvelope } from '../domain/correspondence';
import { detectAutomaticMail } from './detect-automatic-mail';
import { parseContentType } from './mime/content-type';
import { headerValue } from './mime/header-fields';
import { type MessageHeaders, readMessageHeaders } from './mime/message-headers';
import { type MimePart, readMimeTree, type TreeBudget } from './mime/mime-tree';
import { type MessageContent, readContent } from './read-content';
import { READ_LIMITS } from './read-limits';
import { readReturnedLetter } from './read-returned-letter';
import { splitQuotedText, type WrittenText } from './text/split-quoted-text';
import { isGarbage } from './text/strange-characters';
import { unreadableItem } from './unreadable-item';

/** Who really sent it, judged on the raw bytes; in triage and tests without DNS. */
export type Authenticate = (bytes: Buffer, message: AuthenticatedMessage) => Promise<SenderAuthentication>;

export interface AuthenticatedMessage {
  readonly from: readonly string[];
  /** Values of its From headers: there must be one. */
  readonly fromFields: readonly string[];
  readonly envelope: TransportEnvelope | null;
  /** It carries a DKIM signature. */
  readonly signed: boolean;
  /** Values of its Authentication-Results headers, the topmost first. */
  readonly authenticationResults: readonly string[];
}

export interface ReadEmailOptions {
  readonly envelope: TransportEnvelope | null;
  /** Our own addresses; empty leaves out the check that a recipient names us. */
  readonly mailboxes: readonly string[];
  readonly authenticate: Authenticate;
  /** Day of receipt: the date of a message that carries none of its own. */
  readonly now: Date | null;
}

/**
 * Reads a message: bytes as received in, everything that the later stages work on out. Never throws for what the
 * bytes are: what cannot be read comes back as `unreadable` or `partly` with its reason in French.
 */
export async function readEmail(bytes: Buffer, options: ReadEmailOptions): Promise<ReadItem> {
  if (bytes.length === 0) return unreadableItem('email', 'Le message est vide\u00a0: zéro octet reçu.');
  if (bytes.length > READ_LIMITS.messageBytes)
    return unreadableItem(
      'email',
      `Le message dépasse ${READ_LIMITS.messageBytes / 1024 / 1024}\u00a0Mo\u00a0: il est gardé sans avoir été lu.`,
    );
  const budget: TreeBudget = { parts: 0, scanned: 0, problems: new Set() };
  const tree = readMimeTree(bytes, budget);
  const [headers, content] = [await readMessageHeaders(tree.fields), await readContent(tree)];
  const from = headers.from[0] ?? null;
  const sender = from ?? headers.replyTo[0] ?? null;
  const valuesOf = (wanted: string) => tree.fields.filter(({ name }) => name === wanted).map(({ value }) => value);
  const written = splitQuotedText(content.body, headers.subject);
  const judged = detectAutomaticMail({ ...evidenceOf(tree, headers, options), opening: openingOf(written) });
  const returned = judged.automatic === 'bounce' ? readReturnedLetter(tree, headers.subject) : null;
  return {
    channel: 'email',
    ...readabilityOf(headers, content, [...budget.problems, ...content.problems]),
    ...judged,
    ...(returned === null ? {} : { undelivered: returned.undelivered }),
    from: sender,
    replyTo: headers.replyTo[0] ?? from,
    recipients: headers.recipients,
    subject: headers.subject,
    date: headers.date ?? options.now?.toISOString() ?? null,
    messageId: headers.messageId,
    inReplyTo: headers.inReplyTo,
    references: [...headers.references, ...(returned?.messageIds ?? [])],
    text: allText(content),
    texts: textsOf(headers.subject, written, content),
    attachments: content.attachments,
    authentication: await options.authenticate(bytes, {
      from: headers.from.map(({ address }) => address),
      fromFields: valuesOf('from'),
      envelope: options.envelope,
      signed: valuesOf('dkim-signature').length > 0,
      authenticationResults: valuesOf('authentication-results'),
    }),
    scan: null,
    ...(content.pagesAgain.length > 0 ? { pagesAgain: content.pagesAgain } : {}),
    ...(content.codes.length > 0 ? { codes: content.codes } : {}),
  };
}

function evidenceOf(tree: MimePart, headers: MessageHeaders, { envelope, mailboxes }: ReadEmailOptions) {
  // As declared: a report whose parts are lost is a report all the same.
  const declared = parseContentType(headerValue(tree.fields, 'content-type'));
  return {
    fields: tree.fields,
    type: declared.value,
    reportType: (declared.params['report-type'] ?? '').toLowerCase(),
    partTypes: tree.children.map(({ type }) => type.value),
    from: headers.from.map(({ address }) => address),
    answerable: headers.from.length > 0 || headers.replyTo.length > 0,
    subject: headers.subject,
    recipients: headers.recipients,
    envelope,
    mailboxes,
  };
}

/** Absence is told at once: what stands further down is a letter. */
const OPENING_LENGTH = 400;

function openingOf(written: readonly WrittenText[]): string {
  const body = written.find(({ source }) => source === 'body');
  return (body?.text ?? '').slice(0, OPENING_LENGTH);
}

function textsOf(subject: string, written: readonly WrittenText[], content: MessageContent): ReadText[] {
  const own = written.map(({ source, text }) => ({ source, name: null, text }));
  // A message that only carries another one says what that one says (a forward «en pièce jointe»).
  const carriesOnly = !own.some(({ source }) => source === 'body');
  const inner = content.attachmentTexts.map(({ fromMessage, ...read }) =>
    carriesOnly && fromMessage ? { source: 'body' as const, ...read } : { source: 'attachment' as const, ...read },
  );
  const texts = [...(subject === '' ? [] : [{ source: 'subject' as const, name: null, text: subject }]), ...own];
  return [...texts, ...inner];
}

function allText(content: MessageContent): string {
  return [content.body, ...content.attachmentTexts.map(({ text }) => text)].filter((text) => text !== '').join('\n\n');
}

/** Something there that nobody could read is never an empty message. */
function readabilityOf(
  { subject }: MessageHeaders,
  { body, attachmentTexts, hasContent }: MessageContent,
  problems: readonly string[],
): Pick<ReadItem, 'readability' | 'unreadable'> {
  if (body !== '' && isGarbage(body) && attachmentTexts.length === 0)
    return { readability: 'unreadable', unreadable: [...problems, 'Le texte du message est indéchiffrable.'] };
  if (body !== '' || attachmentTexts.length > 0)
    return { readability: problems.length > 0 ? 'partly' : 'read', unreadable: problems };
  if (hasContent || problems.length > 0)
    return {
      readability: 'unreadable',
      unreadable: [...problems, 'Rien de ce que contient le message n’a pu être lu.'],
    };
  if (subject !== '') return { readability: 'read', unreadable: [] };
  return { readability: 'unreadable', unreadable: ['Le message n’a ni objet, ni texte, ni pièce jointe.'] };
}
