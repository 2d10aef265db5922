import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { encodeDataMatrix, type Modules } from '../../domain/barcode/data-matrix';
import {
  amountsIn,
  type DocumentCode,
  readDocumentCode,
  SIGNATURE_LENGTH,
  writeDocumentCode,
} from '../../domain/barcode/document-code';
import { toBase32 } from './base32';

/** A key that signs documents: its public name and the 32 bytes of its Ed25519 seed. */
export interface SigningKey {
  readonly id: string;
  readonly seed: Uint8Array;
}

/** RFC 8410 §7: what stands before the seed in a PKCS #8 key of Ed25519. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const DIGEST_BYTES = 16;

const keyObjects = new Map<string, KeyObject>();

function keyObject({ seed }: SigningKey): KeyObject {
  const der = Buffer.concat([PKCS8_PREFIX, seed]);
  const name = der.toString('base64');
  const key = keyObjects.get(name) ?? createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  keyObjects.set(name, key);
  return key;
}

/** The amounts of a text, in order, as the code holds them. */
export function digestOfAmounts(text: string): string {
  return digestOfData(amountsIn(text).join('\n'));
}

/** Of the attached data, as the code holds it. */
export function digestOfData(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest().subarray(0, DIGEST_BYTES).toString('base64url');
}

/** What a document says, signed and drawn. Ed25519 is deterministic: the same document gives the same modules. */
export function signDocument(facts: Omit<DocumentCode, 'keyId'>, key: SigningKey): Modules | null {
  const text = Buffer.from(writeDocumentCode({ ...facts, keyId: key.id }), 'utf8');
  return encodeDataMatrix(Buffer.concat([text, sign(null, text, keyObject(key))]));
}

export type CodeVerdict =
  | { readonly verdict: 'signed'; readonly code: DocumentCode; readonly documentId: string }
  | { readonly verdict: 'bad-signature' }
  | { readonly verdict: 'unknown-key'; readonly keyId: string }
  | { readonly verdict: 'other-format' };

/** Judges the bytes of a code: who signed it, and whether it is as it was signed. */
export function judgeCode(bytes: Uint8Array, keys: readonly SigningKey[]): CodeVerdict {
  const text = Buffer.from(bytes.subarray(0, Math.max(0, bytes.length - SIGNATURE_LENGTH)));
  const code = readDocumentCode(text.toString('utf8'));
  if (code === null) return { verdict: 'other-format' };
  const key = keys.find(({ id }) => id === code.keyId);
  if (!key) return { verdict: 'unknown-key', keyId: code.keyId };
  const signature = bytes.subarray(bytes.length - SIGNATURE_LENGTH);
  return verify(null, text, createPublicKey(keyObject(key)), signature)
    ? { verdict: 'signed', code, documentId: documentIdOf(signature) }
    : { verdict: 'bad-signature' };
}

const ID_BYTES = 10;

/** «D-7KQ2-M3FA-…»: a digest of the signature, which nobody makes without the key: it tells nothing of whom the document speaks. */
function documentIdOf(signature: Uint8Array): string {
  const digest = toBase32(createHash('sha256').update(signature).digest().subarray(0, ID_BYTES));
  return `D-${digest.match(/.{4}/g)?.join('-')}`;
}

/** As people copy it: lower case, with or without its hyphens. @returns null for what is no document's id */
export function readDocumentId(written: string): string | null {
  const signs = written.toUpperCase().replace(/[\s-]/g, '');
  return /^D[A-Z2-7]{16}$/.test(signs) ? `D-${signs.slice(1).match(/.{4}/g)?.join('-')}` : null;
}
