import { READ_LIMITS } from '../read-limits';
import { decompressRtf } from './decompress-rtf';
import { type MapiProperty, PT_OBJECT, PT_UNICODE, readMapiProperties } from './mapi-properties';

export interface TnefFile {
  readonly name: string | null;
  /** As Outlook says, null where it does not. */
  readonly type: string | null;
  readonly bytes: Buffer;
  /** A message put inside, itself in TNEF. */
  readonly isMessage: boolean;
}

export interface TnefMessage {
  readonly subject: string;
  /** Its text in the forms that it carries; bytes with the charset that they are in. */
  readonly plain: TnefText | null;
  readonly html: TnefText | null;
  readonly rtf: TnefText | null;
  readonly files: readonly TnefFile[];
  /** Its end, or something in it, is missing. */
  readonly broken: boolean;
}

export interface TnefText {
  readonly bytes: Buffer;
  readonly charset: string;
}

const SIGNATURE = 0x223e9f78;
/** Numbers of attributes, MS-OXTNEF 2.1.3.3.1. */
const BODY = 0x800c;
const SUBJECT = 0x8004;
const CODE_PAGE = 0x9007;
const MESSAGE_PROPERTIES = 0x9003;
const FILE_BEGINS = 0x9002;
const FILE_TITLE = 0x8010;
const FILE_DATA = 0x800f;
const FILE_PROPERTIES = 0x9005;
/** Numbers of MAPI properties, MS-OXPROPS. */
const PROPERTY = {
  subject: 0x0037,
  body: 0x1000,
  rtf: 0x1009,
  html: 0x1013,
  internetCodePage: 0x3fde,
  data: 0x3701,
  fileName: 0x3704,
  longFileName: 0x3707,
  mimeType: 0x370e,
} as const;
/** Of the identifier before a message put inside (MS-OXTNEF 2.1.3.4.1). */
const INTERFACE_BYTES = 16;

/** Is it the `winmail.dat` that Outlook makes of a message? */
export function isTnef(bytes: Buffer): boolean {
  return bytes.length >= 6 && bytes.readUInt32LE(0) === SIGNATURE;
}

/** A message in Outlook's own form (MS-OXTNEF). Never throws for what the bytes are; null where they are something else. */
export function readTnef(bytes: Buffer): TnefMessage | null {
  if (!isTnef(bytes)) return null;
  const message = new Map<number, Buffer>();
  const files: Map<number, Buffer>[] = [];
  let at = 6;
  let broken = false;
  while (at < bytes.length) {
    // Level, number and type, length; the bytes; a checksum that nobody needs to read them.
    const length = at + 9 <= bytes.length ? bytes.readUInt32LE(at + 5) : -1;
    broken = length < 0 || at + 9 + length > bytes.length;
    if (length < 0) break;
    const id = bytes.readUInt16LE(at + 1);
    const value = bytes.subarray(at + 9, at + 9 + length);
    if (id === FILE_BEGINS && files.length >= READ_LIMITS.attachments) break;
    if (bytes[at] === 1) message.set(id, value);
    else if (id === FILE_BEGINS) files.push(new Map());
    else files.at(-1)?.set(id, value);
    at += 9 + length + 2;
  }
  return { ...textsOf(message), files: files.map(fileOf), broken };
}

function textsOf(message: ReadonlyMap<number, Buffer>): Omit<TnefMessage, 'files' | 'broken'> {
  const properties = propertiesOf(message.get(MESSAGE_PROPERTIES));
  const declared = message.get(CODE_PAGE);
  const page = declared !== undefined && declared.length >= 4 ? declared.readUInt32LE(0) : 0;
  const internet = properties.get(PROPERTY.internetCodePage)?.bytes;
  const htmlPage = internet !== undefined && internet.length >= 4 ? internet.readUInt32LE(0) : page;
  const packed = properties.get(PROPERTY.rtf)?.bytes;
  const rtf = packed === undefined ? null : decompressRtf(packed, READ_LIMITS.htmlLength);
  const html = properties.get(PROPERTY.html);
  const body = message.get(BODY);
  const plain = textIn(properties.get(PROPERTY.body), page) ?? (body === undefined ? null : ended(body, page));
  return {
    subject:
      text(properties.get(PROPERTY.subject)) || message.get(SUBJECT)?.toString('latin1').replace(/\0/g, '') || '',
    plain,
    html: textIn(html, htmlPage),
    rtf: rtf === null || rtf.length === 0 ? null : { bytes: rtf, charset: charsetOf(page) },
  };
}

function fileOf(file: ReadonlyMap<number, Buffer>): TnefFile {
  const properties = propertiesOf(file.get(FILE_PROPERTIES));
  const data = properties.get(PROPERTY.data);
  const isMessage = data?.type === PT_OBJECT && isTnef(data.bytes.subarray(INTERFACE_BYTES));
  const inside = data?.type === PT_OBJECT ? data.bytes.subarray(INTERFACE_BYTES) : data?.bytes;
  const title = file.get(FILE_TITLE)?.toString('latin1').replace(/\0.*$/s, '') ?? '';
  const name = text(properties.get(PROPERTY.longFileName)) || title || text(properties.get(PROPERTY.fileName));
  return {
    name: name === '' ? null : name,
    type: text(properties.get(PROPERTY.mimeType)) || null,
    bytes: (isMessage ? undefined : file.get(FILE_DATA)) ?? inside ?? Buffer.alloc(0),
    isMessage,
  };
}

function propertiesOf(block: Buffer | undefined): ReadonlyMap<number, MapiProperty> {
  if (block === undefined) return new Map();
  return new Map(readMapiProperties(block).map((property) => [property.id, property]));
}

function textIn(property: MapiProperty | undefined, page: number): TnefText | null {
  if (property === undefined) return null;
  if (property.type !== PT_UNICODE) return ended(property.bytes, page);
  return { bytes: Buffer.from(text(property), 'utf8'), charset: 'utf-8' };
}

/** Strings end with NUL. */
function ended(bytes: Buffer, page: number): TnefText | null {
  const end = bytes.indexOf(0);
  const kept = end < 0 ? bytes : bytes.subarray(0, end);
  return kept.length === 0 ? null : { bytes: kept, charset: charsetOf(page) };
}

function text(property: MapiProperty | undefined): string {
  if (property === undefined) return '';
  const { bytes, type } = property;
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 2));
  return (type === PT_UNICODE ? whole.toString('utf16le') : bytes.toString('latin1')).replace(/\0[\s\S]*$/, '').trim();
}

/** Windows' numbers of charsets. */
function charsetOf(page: number): string {
  if (page === 65_001) return 'utf-8';
  if (page >= 28_591 && page <= 28_606) return `iso-8859-${page - 28_590}`;
  const named: Readonly<Record<number, string>> = {
    932: 'shift_jis',
    936: 'gbk',
    949: 'euc-kr',
    950: 'big5',
    20866: 'koi8-r',
    50220: 'iso-2022-jp',
    54936: 'gb18030',
  };
  return named[page] ?? (page > 0 ? `windows-${page}` : 'windows-1252');
}
