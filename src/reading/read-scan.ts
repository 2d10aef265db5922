import { createHash } from 'node:crypto';
import type { ReadItem, ReadText, ScanItem } from '../domain/correspondence';
import { READ_LIMITS } from './read-limits';
import { isGarbage } from './text/read-attached-file';
import { readPdfText } from './text/read-pdf-text';
import { readTextBytes } from './text/read-text-part';
import { unreadableItem } from './unreadable-item';

export interface ScanPage {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/**
 * Reads a scanned item: the text inside its PDF pages, and what the scanning operator typed. Pages that are pictures
 * are kept and named as not read.
 */
export async function readScan(item: ScanItem, pages: readonly ScanPage[]): Promise<ReadItem> {
  const problems: string[] = [];
  const texts: ReadText[] = [];
  let length = 0;
  for (const page of pages) {
    const { text, problem } = await readPage(page);
    if (problem !== null) problems.push(`Page «\u00a0${page.name}\u00a0»\u00a0: ${problem}.`);
    const kept = text.slice(0, READ_LIMITS.allTextLength - length);
    length += kept.length;
    if (kept !== '') texts.push({ source: 'page', name: page.name, text: kept });
  }
  const nothingRead = texts.length === 0;
  if (nothingRead && problems.length === 0) problems.push('Aucune page dans ce courrier.');
  return {
    ...unreadableItem('post', '', item),
    readability: nothingRead ? 'unreadable' : problems.length > 0 ? 'partly' : 'read',
    unreadable: problems,
    mayNotAutoReplyBecause: ['Courrier reçu par la poste\u00a0: la réponse part par la poste.'],
    date: dateOf(item),
    text: texts.map(({ text }) => text).join('\n\n'),
    texts: [...texts, ...metadataTexts(item)],
    attachments: pages.map(({ name, type, bytes }) => ({
      name,
      type,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })),
    authentication: { authenticated: false, by: 'none', because: 'Courrier reçu par la poste.' },
  };
}

async function readPage({
  type,
  bytes,
}: ScanPage): Promise<{ readonly text: string; readonly problem: string | null }> {
  if (bytes.length === 0) return { text: '', problem: 'fichier vide' };
  if (bytes.subarray(0, 1024).includes('%PDF-')) {
    const { pages, problem } = await readPdfText(bytes);
    const text = pages.filter((page) => page !== '').join('\n\n');
    const blank = pages.filter((page) => page === '').length;
    if (problem !== null) return { text, problem };
    if (text === '') return { text, problem: 'page image sans texte\u00a0: lecture optique non disponible' };
    return {
      text,
      problem:
        blank > 0
          ? `${blank} page${blank > 1 ? 's' : ''} image sans texte\u00a0: lecture optique non disponible`
          : null,
    };
  }
  if (type.startsWith('text/')) {
    const text = readTextBytes(bytes, type, {});
    return isGarbage(text) ? { text: '', problem: 'texte indéchiffrable' } : { text, problem: null };
  }
  return { text: '', problem: 'page image sans texte\u00a0: lecture optique non disponible' };
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
