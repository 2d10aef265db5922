import { decodeWindows1252 } from '../../platform/windows-1252';
import { decodeUtf7 } from './decode-utf7';

/** Labels that programs write and the Encoding Standard does not know. */
const ALIASES: ReadonlyArray<readonly [RegExp, string]> = [
  [/^(?:x-)?(?:cp|win|windows|ms|ansi)[-_ ]?(\d{3,4})$/, 'windows-$1'],
  [/^iso[-_ ]?8859[-_ ]?(\d{1,2})(?:$|[^\d].*)/, 'iso-8859-$1'],
  [/^(?:x-)?latin[-_ ]?9$/, 'iso-8859-15'],
  [/^(?:x-)?mac(?:[-_]?roman)?$/, 'macintosh'],
];
/** Charsets that programs declare by default whatever they send: the bytes are asked first. */
const LOOSE = /^(?:|us-?ascii|ascii|ansi.*|unknown.*|x-unknown|8bit|7bit|binary|none|utf-?8|iso-8859-1|windows-1252)$/;

/**
 * Characters of bytes. What declares UTF-8, Latin-1 or nothing is UTF-8 where it is well formed, else Windows-1252
 * (a superset of Latin-1, as browsers read it): French names come out right either way.
 * @param charset as declared, null where none was
 */
export function decodeBytes(bytes: Buffer, charset: string | null): string {
  const label = normalised(charset);
  if (/^(?:unicode-1-1-|x-)?utf-7/.test(label)) return decodeUtf7(bytes.toString('latin1'));
  if (LOOSE.test(label)) return decodeLoosely(bytes);
  try {
    const decoder = new TextDecoder(label);
    return decoder.encoding === 'windows-1252' ? decodeWindows1252(bytes) : decoder.decode(bytes);
  } catch {
    return decodeLoosely(bytes);
  }
}

function decodeLoosely(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  // RFC 1468: seven bits, so that programs declare it US-ASCII.
  if (/\x1b\$[@B]|\x1b\([JI]/.test(bytes.subarray(0, 65_536).toString('latin1')))
    return new TextDecoder('iso-2022-jp').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return mostlyUtf8(bytes) ? new TextDecoder('utf-8').decode(bytes) : decodeWindows1252(bytes);
  }
}

/** UTF-8 cut in the middle of a character, or with a stray byte, is still UTF-8. */
function mostlyUtf8(bytes: Buffer): boolean {
  const text = new TextDecoder('utf-8').decode(bytes.subarray(0, 65_536));
  const lost = text.split('\ufffd').length - 1;
  const kept = text.match(/[\u0080-\ufffc]/g)?.length ?? 0;
  return kept > 4 * lost;
}

function normalised(charset: string | null): string {
  const label = (charset ?? '')
    .trim()
    .replace(/^["']+|["']+$/g, '')
    .toLowerCase();
  for (const [pattern, replacement] of ALIASES) if (pattern.test(label)) return label.replace(pattern, replacement);
  return label;
}
