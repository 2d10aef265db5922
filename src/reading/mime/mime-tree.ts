import { READ_LIMITS } from '../read-limits';
import { type ContentType, parseContentType } from './content-type';
import { decodeTransfer } from './decode-transfer';
import { type HeaderField, headerValue, readHeaderBlock } from './header-fields';
import { guessBoundary, splitAtBoundary, splitAtEveryBoundary } from './split-parts';
import { isTnefPart, TNEF_PARTS, tnefParts } from './tnef-parts';
import { unwrapSealed } from './unwrap-sealed';

export interface MimePart {
  readonly fields: readonly HeaderField[];
  readonly type: ContentType;
  readonly disposition: ContentType;
  /** Transfer-encoded content of a leaf; empty for a multipart. */
  readonly body: Buffer;
  /** Parts of a multipart, or the one message of a message/rfc822. */
  readonly children: readonly MimePart[];
}

/** Counts over one whole message, and what could not be read of its structure (French, one sentence each). */
export interface TreeBudget {
  parts: number;
  scanned: number;
  readonly problems: Set<string>;
}

const MESSAGE_TYPES = /^message\/(?:rfc822|global|news|x-rfc822)$/;

/** The structure of a message whose bytes are `bytes`, mended where its boundaries are lost. Depth, parts and work are limited. */
export function readMimeTree(bytes: Buffer, budget: TreeBudget): MimePart {
  return readPart(bytes, 'text/plain', 0, budget);
}

function readPart(bytes: Buffer, defaultType: string, depth: number, budget: TreeBudget): MimePart {
  budget.parts++;
  const header = readHeaderBlock(bytes, 0, bytes.length);
  if (header.endless) budget.problems.add('Les en-têtes dépassent la limite\u00a0; la suite n’a pas été lue.');
  const declared = parseContentType(headerValue(header.fields, 'content-type'));
  const type = /^[^/]+\/[^/]+$/.test(declared.value)
    ? declared
    : { ...declared, value: repairedType(declared.value, defaultType) };
  const disposition = parseContentType(headerValue(header.fields, 'content-disposition'));
  const body = bytes.subarray(header.bodyStart);
  const leaf = { fields: header.fields, type, disposition, body, children: [] };
  if (!type.value.startsWith('multipart/') && !MESSAGE_TYPES.test(type.value)) return opened(leaf, depth, budget);
  if (depth >= READ_LIMITS.depth || budget.parts >= READ_LIMITS.parts || budget.scanned > READ_LIMITS.scannedBytes) {
    budget.problems.add(
      'Le message emboîte plus de parties que la limite\u00a0; les plus profondes n’ont pas été lues.',
    );
    return flattened(leaf);
  }
  budget.scanned += body.length;
  return MESSAGE_TYPES.test(type.value)
    ? readAttachedMessage(leaf, depth, budget)
    : readMultipart(leaf, defaultType, depth, budget);
}

/** What wraps a message in a form of its own: Outlook's `winmail.dat`, an S/MIME signature around its content. */
function opened(leaf: MimePart, depth: number, budget: TreeBudget): MimePart {
  const { value, params } = leaf.type;
  if (value === 'message/partial') return firstFragment(leaf, depth, budget);
  const sealed =
    /^application\/(?:x-)?pkcs7-mime$/.test(value) || (UNTOLD.test(value) && /\.p7m$/i.test(params.name ?? ''));
  if (!sealed && !isTnefPart(leaf)) return leaf;
  const bytes = decodeTransfer(leaf.body, headerValue(leaf.fields, 'content-transfer-encoding'));
  if (!sealed) {
    const inside = tnefParts(bytes);
    if (inside === null) return leaf;
    if (inside.broken)
      budget.problems.add('La pièce «\u00a0winmail.dat\u00a0» est incomplète\u00a0; sa fin n’a pas été lue.');
    return { ...leaf, type: { value: TNEF_PARTS, params: {} }, body: Buffer.alloc(0), children: inside.children };
  }
  const held = unwrapSealed(bytes);
  if (held?.kind !== 'signed' || held.content === null || held.content.length === 0) return leaf;
  if (/^[A-Za-z][A-Za-z0-9-]{0,60}:/.test(held.content.subarray(0, 80).toString('latin1')) && depth < READ_LIMITS.depth)
    return {
      ...leaf,
      type: { value: 'multipart/signed', params: {} },
      body: Buffer.alloc(0),
      children: [readPart(held.content, 'text/plain', depth + 1, budget)],
    };
  // A file that was signed by itself: it is read as what it is.
  const fields = leaf.fields.filter(({ name }) => name !== 'content-transfer-encoding');
  return { ...leaf, fields, type: { value: 'application/octet-stream', params }, body: held.content };
}
/** RFC 2046 §5.2.2: the first piece begins with the headers of the whole. The others cannot be told from any text. */
function firstFragment(leaf: MimePart, depth: number, budget: TreeBudget): MimePart {
  const { number, total } = leaf.type.params;
  if (number !== '1' || depth >= READ_LIMITS.depth) return leaf;
  if (total !== '1')
    budget.problems.add('Ce message est le premier morceau d’un envoi en plusieurs\u00a0; la suite manque.');
  return { ...leaf, children: [readPart(leaf.body, 'text/plain', depth + 1, budget)] };
}
const UNTOLD = /^application\/(?:octet-stream|x-pkcs7-signature|pkcs7-signature)$/;

/** What lies too deep, without its nesting: every piece between boundary lines is read by its own headers. */
function flattened(leaf: MimePart): MimePart {
  const pieces = splitAtEveryBoundary(leaf.body, READ_LIMITS.parts).map((piece) => readLeaf(piece));
  const children = pieces.filter(({ type }) => !/^(?:multipart|message)\//.test(type.value));
  return { ...leaf, type: { value: 'multipart/mixed', params: {} }, body: Buffer.alloc(0), children };
}

function readLeaf(bytes: Buffer): MimePart {
  const { fields, bodyStart } = readHeaderBlock(bytes, 0, bytes.length);
  const type = parseContentType(headerValue(fields, 'content-type'));
  const disposition = parseContentType(headerValue(fields, 'content-disposition'));
  const value = type.value === '' ? 'text/plain' : type.value;
  return { fields, type: { ...type, value }, disposition, body: bytes.subarray(bodyStart), children: [] };
}

/** RFC 2046 §5.2.1 forbids encoding a message/rfc822; programs do it all the same. */
function readAttachedMessage(leaf: MimePart, depth: number, budget: TreeBudget): MimePart {
  const message = decodeTransfer(leaf.body, headerValue(leaf.fields, 'content-transfer-encoding'));
  if (message.every((byte) => byte === 10 || byte === 13 || byte === 32)) return leaf;
  return { ...leaf, children: [readPart(message, 'text/plain', depth + 1, budget)] };
}

function readMultipart(leaf: MimePart, defaultType: string, depth: number, budget: TreeBudget): MimePart {
  const body = unencodedMultipart(leaf);
  const declared = leaf.type.params.boundary ?? '';
  const split = splitAtBoundary(body, declared) ?? splitAtBoundary(body, guessBoundary(body));
  if (split === null)
    return {
      ...leaf,
      body,
      type: { value: looksLikeHtml(body) ? 'text/html' : textTypeOf(defaultType), params: leaf.type.params },
    };
  // RFC 2046 §5.1.5: parts of a digest are messages unless they say otherwise.
  const childType = leaf.type.value === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
  const children: MimePart[] = [];
  for (const part of split.parts) {
    if (budget.parts >= READ_LIMITS.parts) {
      budget.problems.add(`Le message a plus de ${READ_LIMITS.parts} parties\u00a0; les suivantes n’ont pas été lues.`);
      break;
    }
    children.push(readPart(part, childType, depth + 1, budget));
  }
  if (!children.some(hasContent) && hasText(split.preamble))
    children.unshift({ ...leaf, fields: [], type: { value: 'text/plain', params: {} }, body: split.preamble });
  return { ...leaf, body: Buffer.alloc(0), children };
}

/** A whole multipart in base64 is forbidden (RFC 2045 §6.4) and sent. */
function unencodedMultipart(leaf: MimePart): Buffer {
  const encoding = headerValue(leaf.fields, 'content-transfer-encoding').trim().toLowerCase();
  const plain =
    leaf.body.includes('\n--') || leaf.body.includes('\r--') || leaf.body.subarray(0, 2).toString() === '--';
  return encoding === 'base64' && !plain ? decodeTransfer(leaf.body, encoding) : leaf.body;
}

function repairedType(value: string, fallback: string): string {
  if (value === 'text' || value === 'text/') return 'text/plain';
  if (value === 'multipart' || value === 'multipart/') return 'multipart/mixed';
  return value === '' ? fallback : value === 'html' ? 'text/html' : fallback;
}

const textTypeOf = (type: string): string => (type.startsWith('text/') ? type : 'text/plain');
const hasText = (bytes: Buffer): boolean => /[^\s-]/.test(bytes.subarray(0, 65_536).toString('latin1'));
const hasContent = (part: MimePart): boolean => part.children.some(hasContent) || hasText(part.body);
const looksLikeHtml = (bytes: Buffer): boolean =>
  /<(?:html|body|div|p|table)\b/i.test(bytes.subarray(0, 8192).toString('latin1'));
