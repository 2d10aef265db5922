import { decodeTransfer } from '../mime/decode-transfer';
import { headerValue } from '../mime/header-fields';
import type { MimePart } from '../mime/mime-tree';
import { READ_LIMITS } from '../read-limits';
import { type EncodedFile, findEncodedFiles, findYencFiles } from './find-encoded-files';
import { readPage } from './html-to-text';
import { charactersUpTo, readTextBytes } from './read-text-part';
import { setCipherAside } from './set-cipher-aside';
import { isNoise } from './strange-characters';

export interface BodyText {
  readonly text: string;
  /** Files written into the text itself. */
  readonly files: readonly EncodedFile[];
  /** Plain French sentence, why nothing or not all of it was read. */
  readonly problem: string | null;
}

/** What a person reads of a message's own text part; what is in it and cannot be read is said. */
export function readBodyPart({ body, fields, type }: MimePart): BodyText {
  const bytes = decodeTransfer(body, headerValue(fields, 'content-transfer-encoding'));
  if (type.value.endsWith('html')) return readHtmlBody(bytes, type.params);
  const yenc = findYencFiles(bytes);
  const uuencoded = findEncodedFiles(readTextBytes(yenc.body, type.value, type.params, READ_LIMITS.textLength));
  const { text, encrypted } = setCipherAside(uuencoded.text);
  if (isNoise(text))
    return { text: '', files: [...yenc.files], problem: 'Une partie du texte du message est indéchiffrable.' };
  const problem = encrypted ? 'Le message est chiffré (PGP)\u00a0: il ne peut pas être lu ici.' : null;
  return { text, files: [...yenc.files, ...uuencoded.files], problem };
}

function readHtmlBody(bytes: Buffer, params: Readonly<Record<string, string>>): BodyText {
  const html = charactersUpTo(READ_LIMITS.htmlLength, bytes, 'text/html', params);
  const page = readPage(html);
  return { text: page.text, files: [], problem: problemOf(html, page) };
}

function problemOf(html: string, { text, hidden }: { readonly text: string; readonly hidden: boolean }): string | null {
  if (html.length > READ_LIMITS.htmlLength) return 'La page dépasse la limite\u00a0; sa fin n’a pas été lue.';
  if (hidden) return 'Du texte caché à l’affichage (de la couleur du fond, ou masqué) n’a pas été lu.';
  // A picture that stayed on a server is not fetched: its sender would learn that, when and where it was opened.
  if (text === '' && /<img\b[^>]{0,2000}\bsrc\s*=\s*["']?https?:/i.test(html))
    return 'Le message ne montre que des images restées sur Internet, qui n’ont pas été cherchées.';
  return null;
}
