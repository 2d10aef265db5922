import { createPrivateKey, type KeyObject } from 'node:crypto';
import { encodeDataMatrix, type Modules } from '../../domain/barcode/data-matrix';
import { proofOfAddress, type TwoDDocIssuer } from '../../domain/barcode/two-d-doc/proof-of-address';
import { signTwoDDoc } from './sign-two-d-doc';

/** An issuer and the private key of its certificate: plain data, so that a thread can be given it. */
export interface TwoDDocSigner extends TwoDDocIssuer {
  /** PEM, P-256. */
  readonly privateKey: string;
}

const keyObjects = new Map<string, KeyObject>();

/**
 * The 2D-Doc that makes an attestation a proof of address.
 * @returns its modules; null where the address has no place in one
 */
export function issueTwoDDoc(address: readonly string[], day: string, signer: TwoDDocSigner): Modules | null {
  const document = proofOfAddress(address, { authority: signer.authority, certificate: signer.certificate }, day);
  if (document === null) return null;
  const key = keyObjects.get(signer.privateKey) ?? createPrivateKey(signer.privateKey);
  keyObjects.set(signer.privateKey, key);
  const text = signTwoDDoc(document, key);
  return text.ok ? encodeDataMatrix(Buffer.from(text.value, 'latin1')) : null;
}
