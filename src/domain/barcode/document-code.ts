import type { AttestationKind } from '../correspondence';

/**
 * Our own format of what an attestation's code says, declared and versioned; it is no 2D-Doc and never says that it is.
 *
 * UTF-8 text, its fields parted by GS (29), ended by US (31), then the 64 bytes of an Ed25519 signature (RFC 8032) over all that
 * comes before it, US included:
 * `CRR1` · key id · day of issue (YYYY-MM-DD) · kind of attestation · case reference · holder as printed · numéro allocataire ·
 * month or period in words · the main amount as printed · digest of every amount printed (SHA-256 of the
 * amounts in order, as `amountsIn` gives them, joined by LF; first 16 bytes, base64url). `CRR2` has one field more: the digest
 * of the data attached to the PDF, made in the same way.
 */
export interface DocumentCode {
  readonly keyId: string;
  /** YYYY-MM-DD */
  readonly issuedOn: string;
  readonly kind: AttestationKind;
  readonly reference: string;
  readonly holder: string;
  readonly numeroAllocataire: string;
  readonly period: string;
  readonly amount: string;
  readonly amountsDigest: string;
  /** Of the attached data; null where nothing is attached. */
  readonly dataDigest: string | null;
}

const FORMAT = 'CRR1';
const FORMAT_WITH_DATA = 'CRR2';
const GS = '\u001d';
const US = '\u001f';
export const SIGNATURE_LENGTH = 64;
const KINDS: readonly AttestationKind[] = ['attestation-paiement', 'attestation-qf', 'attestation-mns'];

/** What is signed, as text: everything before the signature. */
export function writeDocumentCode(code: DocumentCode): string {
  const { keyId, issuedOn, kind, reference, holder, numeroAllocataire, period, amount, amountsDigest } = code;
  const fields = [keyId, issuedOn, kind, reference, holder, numeroAllocataire, period, amount, amountsDigest];
  const all = code.dataDigest === null ? [FORMAT, ...fields] : [FORMAT_WITH_DATA, ...fields, code.dataDigest];
  return `${all.join(GS)}${US}`;
}

/** @returns null where the text is not of this format and version */
export function readDocumentCode(text: string): DocumentCode | null {
  if (!text.endsWith(US)) return null;
  const [format, keyId, issuedOn, kind, reference, holder, numeroAllocataire, period, amount, amountsDigest, ...more] =
    text.slice(0, -1).split(GS);
  const known = KINDS.find((one) => one === kind);
  const [dataDigest = null] = more;
  if (format !== (dataDigest === null ? FORMAT : FORMAT_WITH_DATA) || known === undefined || more.length > 1)
    return null;
  if (dataDigest === '') return null;
  if (!keyId || !issuedOn || !reference || !holder || !numeroAllocataire || !period || !amount || !amountsDigest)
    return null;
  const shown = { keyId, issuedOn, kind: known, reference, holder, numeroAllocataire, period, amount };
  return { ...shown, amountsDigest, dataDigest };
}

/**
 * Every amount in euros of a text, in order: what a forger changes first. Spaces are left out before, so that it does not
 * matter where a reader puts them; digits that stand before an amount then belong to it, on both sides alike.
 */
export function amountsIn(text: string): readonly string[] {
  return text.replace(/[\s\u00a0\u202f]/g, '').match(/[\d,]+€/g) ?? [];
}
