import type { AllocataireFile } from '../directory/allocataire-file';
import { ok, type Result, refused } from '../result';
import { type AttestationRefusal, attestationRefusal } from './attestation-refusal';
import { issuableFile } from './issuable-file';

export interface NetSocialAttestation {
  /** In order of date, each month once. */
  readonly months: readonly { readonly month: string; readonly cents: number }[];
  readonly totalCents: number;
}

/** A hundred thousand euros in a month: no household is paid that, and a column is made for what is. */
const MOST_CENTS_A_MONTH = 10_000_000;

/**
 * What an attestation de montant net social states of a file: the amount of each month.
 * @param months YYYY-MM, those to attest; without it the last month known. A month that is not known refuses the whole:
 *   a total over fewer months than were asked for would be false
 */
export function buildNetSocialAttestation(
  file: AllocataireFile,
  months: readonly string[] = lastMonth(file),
): Result<NetSocialAttestation, AttestationRefusal> {
  const open = issuableFile(file);
  if (!open.ok) return open;
  const wanted = [...new Set(months)].sort();
  const found = wanted.flatMap((month) => file.montantNetSocial.filter((known) => known.month === month).slice(0, 1));
  if (found.length === 0 || found.length < wanted.length) return refused(attestationRefusal('net-social-unavailable'));
  if (found.some(({ cents }) => !Number.isSafeInteger(cents) || Math.abs(cents) > MOST_CENTS_A_MONTH)) {
    return refused(attestationRefusal('amount-out-of-range'));
  }
  return ok({ months: found, totalCents: found.reduce((sum, { cents }) => sum + cents, 0) });
}

function lastMonth({ montantNetSocial }: AllocataireFile): readonly string[] {
  return montantNetSocial
    .map(({ month }) => month)
    .sort()
    .slice(-1);
}
