/** What a CMS container (RFC 5652) holds, told by its first identifier. */
export type Sealed =
  | { readonly kind: 'signed'; readonly content: Buffer | null }
  | { readonly kind: 'encrypted' | 'other' };

const SIGNED = '2a864886f70d010702';
const ENCRYPTED: ReadonlySet<string> = new Set(['2a864886f70d010703', '2a864886f70d010910010117']);
const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const IDENTIFIER = 0x06;
const EXPLICIT = 0xa0;
/** A content in pieces nests once; hostile ones nest without end. */
const DEEPEST = 12;

/**
 * Opens an S/MIME container: the content of a signed one, read and not verified; an encrypted one is named as such.
 * @returns null where it is none
 */
export function unwrapSealed(bytes: Buffer): Sealed | null {
  const outer = elementAt(bytes, 0, bytes.length);
  if (outer?.tag !== SEQUENCE) return null;
  const [kind, held] = childrenOf(bytes, outer, 2);
  if (kind?.tag !== IDENTIFIER) return null;
  const named = bytes.subarray(kind.start, kind.end).toString('hex');
  if (ENCRYPTED.has(named)) return { kind: 'encrypted' };
  if (named !== SIGNED || held?.tag !== EXPLICIT) return { kind: 'other' };
  const [data] = childrenOf(bytes, held, 1);
  if (data?.tag !== SEQUENCE) return { kind: 'signed', content: null };
  // Version, digest algorithms, then what was signed.
  const [version, digests, encapsulated] = childrenOf(bytes, data, 3);
  if (version?.tag !== INTEGER || digests?.tag !== SET || encapsulated === undefined)
    return { kind: 'signed', content: null };
  const [, wrapped] = childrenOf(bytes, encapsulated, 2);
  const octets = wrapped === undefined ? undefined : childrenOf(bytes, wrapped, 1)[0];
  return { kind: 'signed', content: octets === undefined ? null : Buffer.concat(piecesOf(bytes, octets, 0)) };
}

interface Element {
  readonly tag: number;
  readonly start: number;
  /** End of its content: of an element without a length, the end of what is around it, or of its own end mark. */
  readonly end: number;
  /** Where the next one begins. */
  readonly next: number;
}

/** X.690 §8.1: definite and indefinite lengths; null where there is none. */
function elementAt(bytes: Buffer, at: number, limit: number, depth = 0): Element | null {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || at + 2 > limit || (tag & 31) === 31) return null;
  if (first === 0x80) return indefinite(bytes, tag, at + 2, limit, depth);
  const count = first < 0x80 ? 0 : first & 0x7f;
  if (count > 4 || at + 2 + count > limit) return null;
  const start = at + 2 + count;
  const length = count === 0 ? first : bytes.readUIntBE(at + 2, count);
  // What is cut is read as far as it goes.
  const end = Math.min(start + length, limit);
  return { tag, start, end, next: end };
}

function indefinite(bytes: Buffer, tag: number, start: number, limit: number, depth: number): Element | null {
  if (depth > DEEPEST) return null;
  let at = start;
  while (at + 1 < limit && (bytes[at] !== 0 || bytes[at + 1] !== 0)) {
    const inner = elementAt(bytes, at, limit, depth + 1);
    if (inner === null) return { tag, start, end: limit, next: limit };
    at = inner.next;
  }
  return { tag, start, end: Math.min(at, limit), next: Math.min(at + 2, limit) };
}

function childrenOf(bytes: Buffer, { start, end }: Element, most: number): Element[] {
  const children: Element[] = [];
  for (let at = start; at < end && children.length < most; ) {
    const child = elementAt(bytes, at, end);
    if (child === null) break;
    children.push(child);
    at = child.next;
  }
  return children;
}

/** An OCTET STRING may be cut into pieces (X.690 §8.7.3). */
function piecesOf(bytes: Buffer, element: Element, depth: number): Buffer[] {
  if ((element.tag & 0x20) === 0) return [bytes.subarray(element.start, element.end)];
  if (depth > DEEPEST) return [];
  return childrenOf(bytes, element, Number.POSITIVE_INFINITY).flatMap((piece) => piecesOf(bytes, piece, depth + 1));
}
