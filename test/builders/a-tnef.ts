/** Parts of a `winmail.dat`, written as Outlook does (MS-OXTNEF); for tests of its reading. */
export interface TnefFixture {
  readonly plain?: string;
  readonly html?: string;
  /** RTF, kept uncompressed («MELA»). */
  readonly rtf?: string;
  readonly files?: readonly { readonly name: string; readonly bytes: Buffer }[];
  /** A message put inside, itself such bytes. */
  readonly inner?: { readonly name: string; readonly bytes: Buffer };
}

const MESSAGE = 1;
const FILE = 2;

export function aTnef({ plain, html, rtf, files = [], inner }: TnefFixture): Buffer {
  const properties = [
    ...(html === undefined ? [] : [property(0x0102, 0x1013, Buffer.from(`${html}\0`, 'latin1'))]),
    ...(rtf === undefined ? [] : [property(0x0102, 0x1009, bareRtf(rtf))]),
  ];
  return Buffer.concat([
    u32(0x223e9f78),
    u16(1),
    attribute(MESSAGE, 0x69007, Buffer.concat([u32(1252), u32(0)])),
    ...(plain === undefined ? [] : [attribute(MESSAGE, 0x2800c, Buffer.from(`${plain}\0`, 'latin1'))]),
    ...(properties.length === 0 ? [] : [attribute(MESSAGE, 0x69003, block(properties))]),
    ...files.flatMap(({ name, bytes }) => [
      attribute(FILE, 0x69002, Buffer.alloc(14)),
      attribute(FILE, 0x18010, Buffer.from('COURT~1.TXT\0', 'latin1')),
      attribute(FILE, 0x6800f, bytes),
      attribute(FILE, 0x69005, block([property(0x001f, 0x3707, Buffer.from(`${name}\0`, 'utf16le'))])),
    ]),
    ...(inner === undefined
      ? []
      : [
          attribute(FILE, 0x69002, Buffer.alloc(14)),
          attribute(
            FILE,
            0x69005,
            block([
              property(0x001f, 0x3707, Buffer.from(`${inner.name}\0`, 'utf16le')),
              property(0x000d, 0x3701, Buffer.concat([Buffer.alloc(16, 7), inner.bytes])),
            ]),
          ),
        ]),
  ]);
}

function attribute(level: number, id: number, data: Buffer): Buffer {
  const sum = data.reduce((total, byte) => (total + byte) & 0xffff, 0);
  return Buffer.concat([Buffer.from([level]), u32(id), u32(data.length), data, u16(sum)]);
}

function property(type: number, id: number, value: Buffer): Buffer {
  const padding = Buffer.alloc((4 - (value.length % 4)) % 4);
  return Buffer.concat([u16(type), u16(id), u32(1), u32(value.length), value, padding]);
}

const block = (properties: readonly Buffer[]): Buffer => Buffer.concat([u32(properties.length), ...properties]);

function bareRtf(rtf: string): Buffer {
  const text = Buffer.from(rtf, 'latin1');
  return Buffer.concat([u32(text.length + 12), u32(text.length), u32(0x414c454d), u32(0), text]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
