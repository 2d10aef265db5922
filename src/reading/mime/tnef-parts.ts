import { readTextBytes } from '../text/read-text-part';
import { readTnef, type TnefFile, type TnefMessage, type TnefText } from '../tnef/read-tnef';
import type { HeaderField } from './header-fields';
import type { MimePart } from './mime-tree';

/** A part that says, by its type or its name, that Outlook made it. */
export function isTnefPart({ type, disposition }: MimePart): boolean {
  if (/^application\/(?:vnd\.)?ms-tnef$/.test(type.value)) return true;
  return /^(?:win|ms)mail\.dat$/i.test(type.params.name ?? disposition.params.filename ?? '');
}

/** Type of the parts that stand in place of a `winmail.dat`: its text first, then its files. */
export const TNEF_PARTS = 'multipart/x-ms-tnef';

export interface TnefParts {
  readonly children: readonly MimePart[];
  readonly broken: boolean;
}

/** The parts that a `winmail.dat` holds, as a MIME message would; null where it is none. `nested`: how many lie around it. */
export function tnefParts(bytes: Buffer, nested = 0): TnefParts | null {
  const message = readTnef(bytes);
  if (message === null) return null;
  const text = textOf(message);
  const files = message.files.filter((file) => file.bytes.length > 0).map((file) => partOfFile(file, nested));
  return { children: [...(text === null ? [] : [text]), ...files], broken: message.broken };
}

/** The page where there is one; RTF is what Outlook keeps last, and may wrap one. */
function textOf({ html, rtf, plain }: TnefMessage): MimePart | null {
  if (plain !== null && html === null && rtf === null) return leaf('text/plain', plain);
  if (html !== null) return leaf('text/html', html);
  if (rtf === null) return null;
  const words = readTextBytes(rtf.bytes, 'text/rtf', { charset: rtf.charset });
  const written = words === '' && plain !== null ? plain : { bytes: Buffer.from(words, 'utf8'), charset: 'utf-8' };
  return leaf('text/plain', written);
}

function leaf(value: string, { bytes, charset }: TnefText): MimePart {
  const none = { value: '', params: {} };
  return { fields: [], type: { value, params: { charset } }, disposition: none, body: bytes, children: [] };
}

function partOfFile({ name, type, bytes, isMessage }: TnefFile, nested: number): MimePart {
  const inside = isMessage && nested < DEEPEST ? tnefParts(bytes, nested + 1) : null;
  const encoded = name === null ? '' : `; filename="=?utf-8?B?${Buffer.from(name, 'utf8').toString('base64')}?="`;
  const fields: HeaderField[] = [{ name: 'content-disposition', value: `attachment${encoded}` }];
  const value = inside !== null ? TNEF_PARTS : /^[\w.+-]+\/[\w.+-]+$/.test(type ?? '') ? (type ?? '') : UNKNOWN;
  return {
    fields,
    type: { value: value.toLowerCase(), params: {} },
    disposition: { value: 'attachment', params: {} },
    body: inside === null ? bytes : Buffer.alloc(0),
    children: inside?.children ?? [],
  };
}

const UNKNOWN = 'application/octet-stream';
/** Messages put inside messages inside one `winmail.dat`. */
const DEEPEST = 10;
