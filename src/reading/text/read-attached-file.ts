import type { ContentType } from '../mime/content-type';
import { decodeBytes } from '../mime/decode-bytes';
import { type PageReading, writtenPage } from '../optical/read-page-image';
import { isPicture, type PictureBudget, readPictureFile } from '../optical/read-picture-file';
import { READ_LIMITS } from '../read-limits';
import { readCalendar } from './read-calendar';
import { type OfficeText, readOfficeFile } from './read-office-file';
import { readPdfPages } from './read-pdf-pages';
import { readTextBytes } from './read-text-part';
import { isGarbage } from './strange-characters';

export interface AttachedFile {
  readonly name: string | null;
  readonly type: ContentType;
  readonly bytes: Buffer;
  /** A picture of the text itself: not a paper that was sent. */
  readonly inline: boolean;
}

export interface FileText {
  readonly text: string;
  /** Its pages, where they were seen rather than written. */
  readonly seen?: readonly PageReading[];
  /** Plain French, why it was not read or not all of it. */
  readonly problem: string | null;
  /** Of a file that is a paper: absent for what was written as text. */
  readonly paper?: PaperPages;
}

export interface PaperPages {
  readonly count: number;
  /** From 1: those of which another picture could be read. */
  readonly again: readonly number[];
  /** What the codes on them say. */
  readonly codes: readonly string[];
}

const NOTHING: FileText = { text: '', problem: null };
/** Signatures and cards: nothing that the sender wrote to us. */
const SILENT =
  /^(?:application\/(?:pgp-signature|pkcs7-signature|x-pkcs7-signature|pgp-keys)|text\/(?:x-vcard|vcard|directory|x-amp-html)|message\/(?:disposition-notification|feedback-report)|audio\/.*|video\/.*)$/;
const TEXT_NAME = /\.(?:txt|csv|md|log|asc|html?|xml|json|rtf)$/i;

/** Text of an attached file, by what it is rather than by what it says. */
export async function readAttachedFile(
  { name, type, bytes, inline }: AttachedFile,
  budget: PictureBudget,
): Promise<FileText> {
  if (bytes.length === 0) return { text: '', problem: 'fichier vide' };
  if (bytes.subarray(0, 1024).includes('%PDF-')) return textOfPdf(bytes, budget);
  if (SILENT.test(type.value)) return NOTHING;
  if (/^(?:text\/calendar|application\/ics)$/.test(type.value) || /\.ics$/i.test(name ?? ''))
    return textOfCalendar(bytes, type);
  if (bytes.subarray(0, 200).includes('-----BEGIN PGP MESSAGE-----'))
    return { text: '', problem: 'contenu chiffré (PGP), illisible ici' };
  if (type.value.startsWith('text/') || type.value === 'message/delivery-status' || TEXT_NAME.test(name ?? ''))
    return textOfFile(bytes, type, name);
  if (isPicture(bytes)) return inline ? NOTHING : textOfPicture(bytes, budget);
  if (type.value.startsWith('image/'))
    return inline ? NOTHING : { text: '', problem: 'image illisible', paper: paperOf([]) };
  if (isOldOffice(bytes))
    return { text: '', problem: 'document Office protégé ou d’un format d’avant 2007, illisible ici' };
  const office = isZip(bytes) ? await readOfficeFile(bytes) : null;
  if (office !== null) return textOfOffice(office, budget);
  if (type.value === 'application/pdf') return { text: '', problem: 'PDF illisible' };
  if (/pkcs7-mime/.test(type.value)) return { text: '', problem: 'contenu chiffré ou scellé (S/MIME), illisible ici' };
  if (/^application\/pgp-encrypted$/.test(type.value)) return NOTHING;
  if (type.value === 'message/partial')
    return { text: textOfFile(bytes, type, name).text, problem: 'fragment d’un message envoyé en plusieurs morceaux' };
  if (type.value === 'message/external-body')
    return { text: '', problem: 'contenu resté ailleurs, non joint au message' };
  if (isPlainText(bytes)) return textOfFile(bytes, type, name);
  return { text: '', problem: 'format que le service ne lit pas' };
}

async function textOfPdf(bytes: Buffer, budget: PictureBudget): Promise<FileText> {
  const { pages, problem } = await readPdfPages(bytes, budget);
  if (pages.every(({ text }) => text === '') && pages.every((page) => page.problem === null) && problem === null)
    return { text: '', problem: 'PDF sans rien d’écrit' };
  return { ...fileText(pages, problem), paper: paperOf(pages) };
}

async function textOfPicture(bytes: Buffer, budget: PictureBudget): Promise<FileText> {
  const pages = await readPictureFile(bytes, budget);
  // A photo of a child or a cat has nothing written on it; of a paper, it has.
  const problem = pages.every(({ blank }) => blank) ? 'image sans rien d’écrit' : null;
  return { ...fileText(pages, problem), paper: paperOf(pages) };
}

/** A paper that does not open at all is one page to send again. */
function paperOf(pages: readonly PageReading[]): PaperPages {
  if (pages.length === 0) return { count: 1, again: [1], codes: [] };
  const again = pages.flatMap((page, at) => (page.again ? [at + 1] : []));
  return { count: pages.length, again, codes: pages.flatMap(({ codes }) => codes) };
}

function fileText(pages: readonly PageReading[], problem: string | null): FileText {
  const problems = [...(problem === null ? [] : [problem]), ...pages.flatMap((page, at) => problemOf(page, at, pages))];
  // Of a page that nobody could read surely nothing is concluded.
  const read = pages.filter((page) => page.problem === null && page.text !== '');
  return {
    text: read.map(({ text }) => text).join('\n\n'),
    problem: problems.length === 0 ? null : problems.join('\u00a0; '),
    ...(read.some(({ optical }) => optical !== null) ? { seen: read } : {}),
  };
}

function problemOf({ problem }: PageReading, at: number, pages: readonly PageReading[]): string[] {
  if (problem === null) return [];
  return [pages.length > 1 ? `page ${at + 1}, ${problem}` : problem];
}

function textOfFile(bytes: Buffer, type: ContentType, name: string | null): FileText {
  const kind = /\.html?$/i.test(name ?? '') ? 'text/html' : /\.rtf$/i.test(name ?? '') ? 'text/rtf' : type.value;
  const text = readTextBytes(bytes, kind, type.params, READ_LIMITS.textLength);
  return isGarbage(text) ? { text: '', problem: 'texte indéchiffrable' } : { text, problem: null };
}

function textOfCalendar(bytes: Buffer, type: ContentType): FileText {
  return { text: readCalendar(readTextBytes(bytes, 'text/calendar', type.params)), problem: null };
}

/** Its words, and those on photographs of papers that were pasted into a document with few words of its own. */
async function textOfOffice({ text, pictures, problem }: OfficeText, budget: PictureBudget): Promise<FileText> {
  if (text.length >= WORDY || pictures.length === 0)
    return { text, problem: problem ?? (text === '' ? 'document sans rien d’écrit' : null) };
  const pages: PageReading[] = [writtenPage(text)];
  for (const picture of pictures) pages.push(...(await readPictureFile(picture, budget)));
  return fileText(pages, problem);
}

/** A document of so many letters says what it has to say. */
const WORDY = 400;
const isZip = (bytes: Buffer): boolean => bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04';
/** MS-CFB: Word and Excel before 2007, and newer ones under a password. */
const isOldOffice = (bytes: Buffer): boolean => bytes.subarray(0, 4).toString('latin1') === '\xd0\xcf\x11\xe0';

/** Programs that do not know a file's type send a text as application/octet-stream. */
function isPlainText(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 4096);
  return !head.some((byte) => byte < 9 || (byte > 13 && byte < 32)) && !isGarbage(decodeBytes(head, null));
}
