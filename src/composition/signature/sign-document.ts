import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { encodeDataMatrix, type Modules } from '../../domain/barcode/data-matrix';
import {
  amountsIn,
  type DocumentCode,
  readDocumentCode,
  SIGNATURE_LENGTH,
  writeDocumentCode,
} from '../../domain/barcode/document-code';

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
  const digest = createHash('sha256').update(amountsIn(text).join('\n')).digest();
  return digest.subarray(0, DIGEST_BYTES).toString('base64url');
}

/** What a document says, signed and drawn. Ed25519 is deterministic: the same document gives the same modules. */
export function signDocument(facts: Omit<DocumentCode, 'keyId'>, key: SigningKey): Modules | null {
  const text = Buffer.from(writeDocumentCode({ ...facts, keyId: key.id }), 'utf8');
  return encodeDataMatrix(Buffer.concat([text, sign(null, text, keyObject(key))]));
}

export type CodeVerdict =
  | { readonly verdict: 'signed'; readonly code: DocumentCode }
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
    ? { verdict: 'signed', code }
    : { verdict: 'bad-signature' };
}
