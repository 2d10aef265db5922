/** One MAPI property (MS-OXTNEF 2.1.3.4): its number and its first value. */
export interface MapiProperty {
  readonly id: number;
  readonly type: number;
  readonly bytes: Buffer;
}

export const PT_UNICODE = 0x001f;
export const PT_OBJECT = 0x000d;
const MULTIPLE = 0x1000;
/** Named properties carry a GUID and a number or a name before their value. */
const FIRST_NAMED = 0x8000;
/** Bytes of a value of fixed length, padded to four (MS-OXCDATA 2.11.1). */
const FIXED: Readonly<Record<number, number>> = {
  1: 4,
  2: 4,
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  10: 4,
  11: 4,
  20: 8,
  64: 8,
  72: 16,
};
const VARIABLE: ReadonlySet<number> = new Set([PT_OBJECT, 0x001e, PT_UNICODE, 0x0102]);
/** A message has some hundred. */
const MOST_PROPERTIES = 5_000;

/** Properties of a MAPI block, as many as are whole: what is cut or of an unknown type ends it. */
export function readMapiProperties(block: Buffer): MapiProperty[] {
  const properties: MapiProperty[] = [];
  const count = block.length < 4 ? 0 : Math.min(block.readUInt32LE(0), MOST_PROPERTIES);
  let at = 4;
  for (let index = 0; index < count && at + 4 <= block.length; index++) {
    const type = block.readUInt16LE(at);
    const id = block.readUInt16LE(at + 2);
    const value = valuesAt(block, id < FIRST_NAMED ? at + 4 : afterName(block, at + 4), type);
    if (value === null) break;
    properties.push({ id, type: type & ~MULTIPLE, bytes: value.first });
    at = value.next;
  }
  return properties;
}

function afterName(block: Buffer, at: number): number {
  if (at + 24 > block.length) return block.length;
  const isNumber = block.readUInt32LE(at + 16) === 0;
  return at + 24 + (isNumber ? 0 : padded(block.readUInt32LE(at + 20)));
}

function valuesAt(block: Buffer, at: number, type: number): { first: Buffer; next: number } | null {
  const kind = type & ~MULTIPLE;
  const counted = VARIABLE.has(kind) || (type & MULTIPLE) !== 0;
  if (counted && at + 4 > block.length) return null;
  const count = counted ? block.readUInt32LE(at) : 1;
  let next = counted ? at + 4 : at;
  let first: Buffer | null = null;
  for (let index = 0; index < count; index++) {
    const length = VARIABLE.has(kind) ? (next + 4 <= block.length ? block.readUInt32LE(next) : -1) : FIXED[kind];
    const start = VARIABLE.has(kind) ? next + 4 : next;
    if (length === undefined || length < 0 || start + length > block.length) return null;
    first ??= block.subarray(start, start + length);
    next = start + padded(length);
  }
  return { first: first ?? Buffer.alloc(0), next };
}

const padded = (length: number): number => Math.ceil(length / 4) * 4;
