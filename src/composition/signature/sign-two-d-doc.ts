import { type KeyObject, sign, verify } from 'node:crypto';
import { type ReadTwoDDoc, readTwoDDoc } from '../../domain/barcode/two-d-doc/read-two-d-doc';
import { type TwoDDoc, US } from '../../domain/barcode/two-d-doc/two-d-doc';
import { writeTwoDDoc } from '../../domain/barcode/two-d-doc/write-two-d-doc';
import { ok, type Result, refused } from '../../domain/result';
import { fromBase32, toBase32 } from './base32';

/** r‖s, 32 bytes each, in Base32. */
const SIGNATURE_CHARACTERS = 103;

/**
 * The whole text of a 2D-Doc. ECDSA on P-256 draws a number at random: the same document gives another text each time.
 * @param key P-256 private key of the certificate that the header names
 */
export function signTwoDDoc(document: TwoDDoc, key: KeyObject): Result<string, string> {
  const text = writeTwoDDoc(document);
  if (!text.ok) return text;
  const signature = sign('sha256', Buffer.from(text.value, 'latin1'), { key, dsaEncoding: 'ieee-p1363' });
  return ok(`${text.value}${US}${toBase32(signature)}`);
}

/**
 * Reads a 2D-Doc and judges its signature.
 * @param publicKey of the certificate that the header names; chains of certificates are the caller's affair
 * @returns refused with the reason where the text is no 2D-Doc or the signature is not right
 */
export function verifyTwoDDoc(text: string, publicKey: KeyObject): Result<ReadTwoDDoc, string> {
  const read = readTwoDDoc(text);
  if (!read.ok) return read;
  const { signed, signature } = read.value;
  const bytes = signature.length === SIGNATURE_CHARACTERS ? fromBase32(signature) : null;
  if (bytes === null) return refused('signature du 2D-Doc illisible');
  const right = verify('sha256', Buffer.from(signed, 'latin1'), { key: publicKey, dsaEncoding: 'ieee-p1363' }, bytes);
  return right ? read : refused('la signature du 2D-Doc n’est pas juste');
}
