/** MS-OXRTFCP 2.1.3.1.1: what every dictionary begins with. */
const BEGINNING = Buffer.from(
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx',
  'latin1',
);
const DICTIONARY = 4_096;
const HEADER = 16;
const COMPRESSED = 0x75465a4c;
const BARE = 0x414c454d;

/**
 * RTF out of the compressed form that Outlook keeps (MS-OXRTFCP), up to `most` bytes; what is cut gives what is there.
 * @returns null where it is no such form
 */
export function decompressRtf(bytes: Buffer, most: number): Buffer | null {
  if (bytes.length < HEADER) return null;
  const form = bytes.readUInt32LE(8);
  if (form === BARE) return bytes.subarray(HEADER, HEADER + most);
  if (form !== COMPRESSED) return null;
  const out = Buffer.alloc(Math.min(most, bytes.readUInt32LE(4), bytes.length * 18));
  const dictionary = Buffer.alloc(DICTIONARY);
  BEGINNING.copy(dictionary);
  let write = BEGINNING.length;
  let length = 0;
  const put = (byte: number): void => {
    if (length < out.length) out[length++] = byte;
    dictionary[write] = byte;
    write = (write + 1) % DICTIONARY;
  };
  for (let at = HEADER; at < bytes.length && length < out.length; ) {
    const flags = bytes[at++] ?? 0;
    for (let bit = 0; bit < 8 && at < bytes.length; bit++) {
      if ((flags & (1 << bit)) === 0) {
        put(bytes[at++] ?? 0);
        continue;
      }
      if (at + 1 >= bytes.length) return out.subarray(0, length);
      const reference = bytes.readUInt16BE(at);
      at += 2;
      const from = reference >> 4;
      // §2.1.3.2: a reference to the place about to be written ends the text.
      if (from === write) return out.subarray(0, length);
      const count = (reference & 15) + 2;
      for (let step = 0; step < count; step++) put(dictionary[(from + step) % DICTIONARY] ?? 0);
    }
  }
  return out.subarray(0, length);
}
