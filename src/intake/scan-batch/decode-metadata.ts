import { decodeWindows1252 } from '../../platform/windows-1252';

/**
 * A batch's metadata as text: UTF-8 or UTF-16 by its byte order mark, else UTF-8, else Windows-1252, which scan stations and
 * spreadsheets still write. An XML declaration of Latin-1 needs no look: its letters are those of Windows-1252.
 */
export function decodeMetadata(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return decodeWindows1252(bytes);
  }
}
