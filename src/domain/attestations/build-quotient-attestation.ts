import type { AllocataireFile } from '../directory/allocataire-file';
import { ok, type Result, refused } from '../result';
import { type AttestationRefusal, attestationRefusal } from './attestation-refusal';
import { type AttestedChild, childrenOf, issuableFile } from './issuable-file';

export interface QuotientAttestation {
  /** YYYY-MM */
  readonly month: string;
  /** Whole euros. */
  readonly value: number;
  readonly children: readonly AttestedChild[];
}

/** A hundred thousand euros a month and a part: no household has that. */
const MOST_EUROS = 100_000;

/**
 * What an attestation de quotient familial states of a file: the quotient, its month and the children.
 * @param months YYYY-MM asked for; the file knows one month, and another one is refused rather than guessed
 */
export function buildQuotientAttestation(
  file: AllocataireFile,
  months: readonly string[] = [],
): Result<QuotientAttestation, AttestationRefusal> {
  const open = issuableFile(file);
  if (!open.ok) return open;
  const known = file.quotientFamilial;
  if (known === null && file.resourcesMissing === true) return refused(attestationRefusal('resources-missing'));
  if (known === null || months.some((month) => month !== known.month)) {
    return refused(attestationRefusal('quotient-unavailable'));
  }
  if (!Number.isInteger(known.value) || known.value < 0 || known.value > MOST_EUROS) {
    return refused(attestationRefusal('amount-out-of-range'));
  }
  return ok({ month: known.month, value: known.value, children: childrenOf(file) });
}
