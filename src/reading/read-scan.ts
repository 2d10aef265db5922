import { createHash } from 'node:crypto';
import type { ReadItem, ReadText, ScanItem } from '../domain/correspondence';
import { type CheckedPage, checkPages, listed } from './check-pages';
import { type PageReading, writtenPage } from './optical/read-page-image';
import { isPicture, type PictureBudget, readPictureFile } from './optical/read-picture-file';
import { READ_LIMITS } from './read-limits';
import { readPdfPages } from './text/read-pdf-pages';
import { readTextBytes } from './text/read-text-part';
import { isGarbage } from './text/strange-characters';
import { unreadableItem } from './unreadable-item';

export interface ScanPage {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** A file of a scanned item: its pages, and what is wrong with it as a whole. */
interface FileReading {
  readonly pages: readonly PageReading[];
  readonly problem: string | null;
}

/**
 * Reads a scanned item: the text inside its PDF pages, what can be seen on those that are pictures, and what the scanning
 * operator typed. Pages that could not be read are kept and named.
 * @param pictures picture pages that are read at most
 */
export async function readScan(
  item: ScanItem,
  files: readonly ScanPage[],
  pictures: number = READ_LIMITS.scanPictures,
): Promise<ReadItem> {
  const problems: string[] = [];
  const texts: ReadText[] = [];
  const budget = { left: pictures };
  const checked: CheckedPage[] = [];
  const codes: string[] = [];
  let length = 0;
  let anyRead = false;
  for (const file of files) {
    const { pages, problem } = await readFile(file, budget);
    if (problem !== null) {
      problems.push(`Page «\u00a0${file.name}\u00a0»\u00a0: ${problem}.`);
      if (pages.length === 0) checked.push({ again: true, text: '', place: placeOf(file, 0, 1) });
    }
    for (const [index, page] of pages.entries()) {
      const place = placeOf(file, index, pages.length);
      checked.push({ ...page, place });
      codes.push(...page.codes);
      if (page.problem !== null) problems.push(`${place}\u00a0: ${page.problem}.`);
      const kept = page.text.slice(0, READ_LIMITS.allTextLength - length);
      length += kept.length;
      if (kept !== '') texts.push(textOf(file, kept, page));
      if (kept !== '' && page.problem === null) anyRead = true;
    }
  }
  const { again, problems: between } = checkPages(checked);
  problems.push(...between);
  if (again.length > 0)
    problems.push(`À numériser de nouveau\u00a0: ${again.length > 1 ? 'pages' : 'page'} ${listed(again)}.`);
  if (!anyRead && problems.length === 0)
    problems.push(
      files.length === 0
        ? 'Aucune page dans ce courrier.'
        : 'Rien n’est écrit sur ces pages\u00a0: elles sont blanches.',
    );
  return {
    ...unreadableItem('post', '', item),
    // What was made out of pages that nobody could read surely is kept, and nothing is concluded from it.
    readability: !anyRead ? 'unreadable' : problems.length > 0 ? 'partly' : 'read',
    unreadable: problems,
    mayNotAutoReplyBecause: ['Courrier reçu par la poste\u00a0: la réponse part par la poste.'],
    date: dateOf(item),
    text: texts.map(({ text }) => text).join('\n\n'),
    texts: [...texts, ...metadataTexts(item)],
    attachments: files.map(({ name, type, bytes }) => ({
      name,
      type,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })),
    authentication: { authenticated: false, by: 'none', because: 'Courrier reçu par la poste.' },
    ...(again.length > 0 ? { pagesAgain: again } : {}),
    ...(codes.length > 0 ? { codes } : {}),
  };
}

async function readFile({ type, bytes }: ScanPage, budget: PictureBudget): Promise<FileReading> {
  if (bytes.length === 0) return { pages: [], problem: 'fichier vide' };
  if (bytes.subarray(0, 1024).includes('%PDF-')) return readPdfPages(bytes, budget);
  if (isPicture(bytes)) return { pages: await readPictureFile(bytes, budget), problem: null };
  if (type.startsWith('text/')) {
    const text = readTextBytes(bytes, type, {});
    if (isGarbage(text)) return { pages: [], problem: 'texte indéchiffrable' };
    return { pages: [writtenPage(text)], problem: null };
  }
  return { pages: [], problem: 'ni un PDF, ni une image qui se lise' };
}

function textOf({ name }: ScanPage, text: string, { optical }: PageReading): ReadText {
  const read = { source: 'page' as const, name, text };
  return optical === null ? read : { ...read, optical };
}

function placeOf({ name }: ScanPage, index: number, pages: number): string {
  return pages > 1 ? `Page ${index + 1} de «\u00a0${name}\u00a0»` : `Page «\u00a0${name}\u00a0»`;
}

/** What the operator typed, with the form's words before it so that it is read as what it is. */
function metadataTexts({ nir, numeroAllocataire, documentType }: ScanItem): ReadText[] {
  const typed: ReadText[] = [];
  if (nir !== null) typed.push({ source: 'metadata', name: 'nir', text: `Numéro de sécurité sociale : ${nir}` });
  if (numeroAllocataire !== null)
    typed.push({ source: 'metadata', name: 'numeroAllocataire', text: `Numéro allocataire : ${numeroAllocataire}` });
  if (documentType !== null)
    typed.push({ source: 'metadata', name: 'documentType', text: `Type de document : ${documentType}` });
  return typed;
}

function dateOf({ receivedOn }: ScanItem): string | null {
  const time = Date.parse(`${receivedOn}T00:00:00Z`);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
