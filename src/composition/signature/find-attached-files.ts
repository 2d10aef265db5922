import { inflateSync } from 'node:zlib';

/** The data of an attestation of two hundred pages has some hundred kilobytes. */
const LARGEST_FILE = 8_000_000;
/** Names and sizes stand before a stream's bytes: a dictionary of ours takes some hundred. */
const LONGEST_DICTIONARY = 1_000;

/** What is attached to a PDF that we made, by its bytes; null for one that does not open. */
export function findAttachedFiles(pdf: Uint8Array): readonly (Uint8Array | null)[] {
  const raw = Buffer.from(pdf);
  const found: (Uint8Array | null)[] = [];
  for (let at = raw.indexOf('/EmbeddedFile\n'); at >= 0; at = raw.indexOf('/EmbeddedFile\n', at + 1)) {
    const stream = raw.indexOf('\nstream\n', at);
    const end = raw.indexOf('\nendstream', stream);
    const isStream = stream >= 0 && end >= 0 && stream - at < LONGEST_DICTIONARY;
    found.push(
      isStream ? opened(raw.subarray(stream + 8, end), raw.subarray(at, stream).includes('/FlateDecode')) : null,
    );
  }
  return found;
}

function opened(bytes: Uint8Array, pressed: boolean): Uint8Array | null {
  if (!pressed) return bytes;
  try {
    return inflateSync(bytes, { maxOutputLength: LARGEST_FILE });
  } catch {
    return null;
  }
}
