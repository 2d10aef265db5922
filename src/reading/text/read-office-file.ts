import type { Readable } from 'node:stream';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { READ_LIMITS } from '../read-limits';
import { calcWords, type Markup, markupWords, OPEN_DOCUMENT, PRESENTATION, sharedStrings, WORD } from './office-words';

export interface OfficeText {
  readonly text: string;
  /** Photographs laid into it: people paste their papers so. */
  readonly pictures: readonly Buffer[];
  /** Plain French, why it was not read or not all of it. */
  readonly problem: string | null;
}

const PICTURE = /^(?:word|ppt|xl)\/media\/[^/]+\.(?:jpe?g|png|tiff?)$|^Pictures\/[^/]+\.(?:jpe?g|png|tiff?)$/i;
/** Smaller ones are logos and signatures. */
const LEAST_PICTURE_BYTES = 30_000;

/**
 * Words of a Word, Excel, PowerPoint or OpenDocument file, by what is in it rather than by its name.
 * @param mostBytes that it may unpack to
 * @returns null where it is a zip of something else. Never throws for what the bytes are
 */
export async function readOfficeFile(
  bytes: Buffer,
  mostBytes: number = READ_LIMITS.officeBytes,
): Promise<OfficeText | null> {
  let zip: ZipFile;
  try {
    zip = await fromBufferPromise(bytes, { lazyEntries: true });
  } catch {
    return null;
  }
  try {
    const entries = await entriesOf(zip);
    const parts = partsToRead([...entries.keys()]);
    if (parts === null) return null;
    return await readParts(new Unpacker(zip, entries, mostBytes), parts);
  } catch (error) {
    const problem = error instanceof TooLarge ? 'document trop volumineux une fois décompressé' : 'document abîmé';
    return { text: '', pictures: [], problem };
  } finally {
    zip.close();
  }
}

interface Parts {
  readonly names: readonly string[];
  readonly markup: Markup | 'sheet';
  readonly pictures: readonly string[];
}

function partsToRead(names: readonly string[]): Parts | null {
  const pictures = names.filter((name) => PICTURE.test(name));
  const like = (pattern: RegExp) => names.filter((name) => pattern.test(name)).sort(byNumber);
  if (names.includes('word/document.xml')) {
    const around = like(/^word\/(?:header|footer|footnotes|endnotes|comments)\d*\.xml$/);
    return { names: ['word/document.xml', ...around], markup: WORD, pictures };
  }
  if (names.includes('xl/workbook.xml'))
    return { names: like(/^xl\/worksheets\/sheet\d+\.xml$/), markup: 'sheet', pictures };
  if (names.includes('ppt/presentation.xml'))
    return { names: like(/^ppt\/slides\/slide\d+\.xml$/), markup: PRESENTATION, pictures };
  if (names.includes('content.xml') && names.includes('mimetype'))
    return { names: ['content.xml'], markup: OPEN_DOCUMENT, pictures };
  return null;
}

async function readParts(unpacker: Unpacker, { names, markup, pictures }: Parts): Promise<OfficeText> {
  const texts: string[] = [];
  if (markup === 'sheet') {
    const shared = unpacker.has(SHARED) ? await sharedStrings(await unpacker.stream(SHARED)) : [];
    for (const name of names) texts.push(await calcWords(await unpacker.stream(name), shared));
  } else for (const name of names) texts.push(await markupWords(await unpacker.stream(name), markup));
  const taken: Buffer[] = [];
  for (const name of pictures.slice(0, READ_LIMITS.messagePictures))
    if (unpacker.sizeOf(name) >= LEAST_PICTURE_BYTES) taken.push(await unpacker.bytes(name));
  const text = texts
    .filter((part) => part !== '')
    .join('\n\n')
    .slice(0, READ_LIMITS.textLength);
  return { text, pictures: taken, problem: null };
}

const SHARED = 'xl/sharedStrings.xml';

class TooLarge extends Error {}

/** Unpacks what is asked for, and stops past what a document may unpack to, whatever its head declares. */
class Unpacker {
  private unpacked = 0;

  constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
    private readonly mostBytes: number,
  ) {}

  has(name: string): boolean {
    return this.entries.has(name);
  }

  sizeOf(name: string): number {
    return this.entries.get(name)?.uncompressedSize ?? 0;
  }

  async *stream(name: string): AsyncGenerator<Buffer> {
    const readable: Readable = await this.zip.openReadStreamPromise(this.entries.get(name) as Entry);
    for await (const piece of readable) {
      this.unpacked += (piece as Buffer).length;
      if (this.unpacked > this.mostBytes) throw new TooLarge();
      yield piece as Buffer;
    }
  }

  async bytes(name: string): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for await (const piece of this.stream(name)) pieces.push(piece);
    return Buffer.concat(pieces);
  }
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > READ_LIMITS.officeParts) throw new TooLarge();
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  return entries;
}

const byNumber = (one: string, other: string): number =>
  Number(one.match(/\d+/)?.[0] ?? 0) - Number(other.match(/\d+/)?.[0] ?? 0) || one.localeCompare(other);
