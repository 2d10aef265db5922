import { createHash } from 'node:crypto';
import type { ReadAttachment } from '../domain/correspondence';
import type { OpticalPage } from '../domain/optical/optical-page';
import { decodeTransfer } from './mime/decode-transfer';
import { headerValue } from './mime/header-fields';
import { decodeWords, fileNameOf } from './mime/message-headers';
import type { MimePart } from './mime/mime-tree';
import { TNEF_PARTS } from './mime/tnef-parts';
import type { PictureBudget } from './optical/read-picture-file';
import { READ_LIMITS } from './read-limits';
import { chooseAlternative, saysAll } from './text/choose-alternative';
import { type AttachedFile, readAttachedFile } from './text/read-attached-file';
import { readBodyPart } from './text/read-body-part';

export interface AttachmentText {
  readonly name: string;
  readonly text: string;
  /** Words of a message attached to this one, rather than of a file. */
  readonly fromMessage: boolean;
  /** Where on a picture it was seen; absent for what was written as text. */
  readonly optical?: OpticalPage;
}

export interface MessageContent {
  /** Text of the message itself, in order, not yet told apart from quotes. */
  readonly body: string;
  readonly attachmentTexts: readonly AttachmentText[];
  readonly attachments: readonly ReadAttachment[];
  /** Plain French, one sentence each. */
  readonly problems: readonly string[];
  /** From 1 over the pages of all papers attached, in order: those that have to be sent again. */
  readonly pagesAgain: readonly number[];
  /** What the codes on those pages say. */
  readonly codes: readonly string[];
  /** Something is there besides white space: a body, a file, a picture. */
  readonly hasContent: boolean;
}

interface Gathered {
  readonly body: string[];
  readonly texts: AttachmentText[];
  readonly attachments: ReadAttachment[];
  readonly problems: Set<string>;
  readonly pagesAgain: number[];
  readonly codes: string[];
  /** Of the papers attached so far. */
  pages: number;
  hasContent: boolean;
  /** The parts being walked belong to one page (RFC 2387). */
  related: boolean;
  length: number;
  pdfs: number;
  readonly pictures: PictureBudget;
}

/** Walks the parts of a message: the text that its reader sees, the files attached, the messages inside. */
export async function readContent(root: MimePart): Promise<MessageContent> {
  const gathered: Gathered = {
    body: [],
    texts: [],
    attachments: [],
    problems: new Set(),
    pagesAgain: [],
    codes: [],
    pages: 0,
    hasContent: false,
    related: false,
    length: 0,
    pdfs: 0,
    pictures: { left: READ_LIMITS.messagePictures },
  };
  if (isPlainMessage(root)) await addBody(root, null, gathered);
  else await walk(root, null, gathered);
  return {
    body: gathered.body.filter((text) => text !== '').join('\n\n'),
    attachmentTexts: gathered.texts,
    attachments: gathered.attachments,
    problems: [...gathered.problems],
    pagesAgain: gathered.pagesAgain,
    codes: gathered.codes,
    hasContent: gathered.hasContent,
  };
}

/** @param inside name of the attached message that the part belongs to, null for the message itself */
async function walk(part: MimePart, inside: string | null, gathered: Gathered): Promise<void> {
  const { value } = part.type;
  if (value === TNEF_PARTS) await walkTnef(part, inside, gathered);
  else if (value === 'multipart/alternative') {
    for (const child of chooseAlternative(part.children)) await walk(child, inside, gathered);
  } else if (value.startsWith('multipart/') && part.children.length > 0) {
    if (value === 'multipart/encrypted')
      gathered.problems.add('Le message est chiffré\u00a0: il ne peut pas être lu ici.');
    const { related } = gathered;
    gathered.related = value === 'multipart/related';
    for (const child of part.children) await walk(child, inside, gathered);
    gathered.related = related;
  } else if (part.children[0] !== undefined) await walkMessage(part, part.children[0], gathered);
  else if (isBodyText(part)) await addBody(part, inside, gathered);
  else await attach(part, inside, gathered);
}

/** What Outlook wrapped: its text, unless the message beside it says the same; its files; the messages inside, each by its name. */
async function walkTnef(part: MimePart, inside: string | null, gathered: Gathered): Promise<void> {
  for (const child of part.children) {
    if (child.type.value === TNEF_PARTS)
      await walkTnef(child, (await fileNameOf(child.fields)) ?? 'message joint', gathered);
    else if (!isBodyText(child)) await attach(child, inside, gathered);
    else if (inside !== null || !saysAll(gathered.body.join('\n'), readBodyPart(child).text))
      await addBody(child, inside, gathered);
  }
}

/** A text that its reader sees, and the files written into it. */
async function addBody(part: MimePart, inside: string | null, gathered: Gathered): Promise<void> {
  const { text, files, problem } = readBodyPart(part);
  if (problem !== null) gathered.problems.add(problem);
  addText(text, inside, true, gathered);
  for (const { name, bytes } of files)
    await attachFile(
      { name, type: { value: 'application/octet-stream', params: {} }, bytes, inline: false },
      inside,
      gathered,
    );
}

async function walkMessage(part: MimePart, message: MimePart, gathered: Gathered): Promise<void> {
  gathered.hasContent = true;
  const subject = await decodeWords(headerValue(message.fields, 'subject'));
  const name = (await fileNameOf(part.fields)) ?? (subject === '' ? 'message joint' : subject);
  keepAttachment(gathered, name, 'message/rfc822', part.body);
  const from = await decodeWords(headerValue(message.fields, 'from'));
  const heading = [from === '' ? '' : `De : ${from}`, subject === '' ? '' : `Objet : ${subject}`].filter(
    (line) => line !== '',
  );
  if (heading.length > 0) addText(heading.join('\n'), name, true, gathered);
  await walk(message, name, gathered);
}

/** A message that is one text: a name on it makes no file of it. */
function isPlainMessage({ type, disposition }: MimePart): boolean {
  return /^text\/(?:plain|html)$/.test(type.value) && disposition.value !== 'attachment';
}

/** RFC 2183: inline text without a name is the message; with a name or as an attachment it is a file. */
function isBodyText({ type, disposition, fields }: MimePart): boolean {
  if (!/^text\/(?:plain|html|enriched|richtext|x-plain|markdown|x-html)$/.test(type.value)) return false;
  if (disposition.value === 'attachment') return false;
  return !/\bname\*?\d*\*?\s*=/i.test(
    `${headerValue(fields, 'content-type')};${headerValue(fields, 'content-disposition')}`,
  );
}

async function attach(part: MimePart, inside: string | null, gathered: Gathered): Promise<void> {
  const bytes = decodeTransfer(part.body, headerValue(part.fields, 'content-transfer-encoding'));
  const name = await fileNameOf(part.fields);
  if (bytes.length === 0 && name === null) return;
  await attachFile({ name, type: part.type, bytes, inline: isInlineImage(part, gathered.related) }, inside, gathered);
}

async function attachFile(file: AttachedFile, inside: string | null, gathered: Gathered): Promise<void> {
  const { name, type, bytes } = file;
  gathered.hasContent = true;
  keepAttachment(gathered, name, type.value, bytes);
  if (type.value === 'application/pdf' && ++gathered.pdfs > READ_LIMITS.pdfFiles) {
    gathered.problems.add(`Le message a plus de ${READ_LIMITS.pdfFiles} PDF\u00a0; les suivants n’ont pas été lus.`);
    return;
  }
  const read = await readAttachedFile(file, gathered.pictures);
  if (read.problem !== null) gathered.problems.add(`${label(name, type.value)}\u00a0: ${read.problem}.`);
  const { count = 0, again = [], codes = [] } = read.paper ?? {};
  gathered.pagesAgain.push(...again.map((page) => gathered.pages + page));
  gathered.codes.push(...codes);
  gathered.pages += count;
  const shown = name ?? inside ?? type.value;
  if (read.seen === undefined) addText(read.text, shown, false, gathered);
  else for (const { text, optical } of read.seen) addText(text, shown, false, gathered, optical);
}

/** A picture shown inside the text: a logo or a smiley of the signature, not a paper that was sent. */
function isInlineImage({ type, fields, disposition }: MimePart, related: boolean): boolean {
  const shown = related || disposition.value !== 'attachment';
  return shown && type.value.startsWith('image/') && headerValue(fields, 'content-id') !== '';
}

function addText(
  text: string,
  name: string | null,
  fromMessage: boolean,
  gathered: Gathered,
  optical: OpticalPage | null = null,
): void {
  if (text.trim() === '') return;
  gathered.hasContent = true;
  const room = READ_LIMITS.allTextLength - gathered.length;
  const kept = text.slice(0, Math.min(room, READ_LIMITS.textLength));
  if (kept.length < text.length) gathered.problems.add('Le texte dépasse la limite\u00a0; sa fin n’a pas été lue.');
  if (kept === '') return;
  gathered.length += kept.length;
  if (name === null) gathered.body.push(kept);
  else gathered.texts.push({ name, text: kept, fromMessage, ...(optical === null ? {} : { optical }) });
}

function keepAttachment(gathered: Gathered, name: string | null, type: string, bytes: Buffer): void {
  if (gathered.attachments.length >= READ_LIMITS.attachments) {
    gathered.problems.add(
      `Le message a plus de ${READ_LIMITS.attachments} pièces jointes\u00a0; les suivantes ne sont pas listées.`,
    );
    return;
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  gathered.attachments.push({ name, type, bytes: bytes.length, sha256 });
}

const label = (name: string | null, type: string): string =>
  name === null ? `Pièce jointe (${type})` : `Pièce jointe «\u00a0${name}\u00a0»`;
