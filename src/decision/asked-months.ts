import { type AttestationRefusal, attestationRefusal } from '../domain/attestations/attestation-refusal';
import { buildAttestation } from '../domain/attestations/build-attestation';
import { paysOneOf } from '../domain/attestations/pays-one-of';
import { monthsOfPeriod } from '../domain/calendar/months-of-period';
import type { AttestationKind } from '../domain/correspondence';
import type { AllocataireFile } from '../domain/directory/allocataire-file';
import type { RequestDetails } from '../domain/requests/request-details';
import { ok, type Result, refused } from '../domain/result';

/** The months that an attestation is asked for; null: no period is said, and it states the last month known. */
export type AskedMonths = readonly string[] | null;

/**
 * The months for which an attestation of that kind can be made as it was asked for.
 * @returns them, or why not: the period is in doubt or to come, or the file does not bear it
 */
export function attestableMonths(
  kind: AttestationKind,
  file: AllocataireFile,
  details: RequestDetails | undefined,
): Result<AskedMonths, AttestationRefusal> {
  const asked = askedMonths(kind, file, details);
  // Whether the file is open at all comes first: no period mends that.
  const without = buildAttestation(kind, file);
  if (!asked.ok) return without.ok ? asked : without;
  const built = asked.value === null ? without : buildAttestation(kind, file, asked.value);
  if (!built.ok) return built;
  const benefits = details?.benefits ?? [];
  if (built.value.kind === 'attestation-paiement' && benefits.length > 0 && !paysOneOf(built.value.content, benefits))
    return refused(attestationRefusal('no-benefit-right'));
  return asked;
}

function askedMonths(
  kind: AttestationKind,
  file: AllocataireFile,
  details: RequestDetails | undefined,
): Result<AskedMonths, AttestationRefusal> {
  const [period] = details?.periods ?? [];
  if (period === undefined) return ok(null);
  if (period.doubt === 'future') return refused(attestationRefusal('period-future'));
  const months = period.from === null || period.to === null ? null : monthsOfPeriod(period.from, period.to);
  if (months === null) return refused(attestationRefusal('period-unclear'));
  if (kind === 'attestation-qf') return ok(quotientMonths(months, file));
  return ok(period.open ? withoutUnpaidEnd(months, kind, file) : months);
}

/** Of a whole year, or what went of it, the quotient known in it is what is meant; of less, each month is. */
function quotientMonths(months: readonly string[], { quotientFamilial }: AllocataireFile): readonly string[] {
  const beginsYear = months[0]?.endsWith('-01') === true;
  const known = quotientFamilial?.month;
  return beginsYear && known !== undefined && months.includes(known) ? [known] : months;
}

/** The month of the message is paid at its end or later: a period that runs to it ends with the last month known. */
function withoutUnpaidEnd(
  months: readonly string[],
  kind: AttestationKind,
  { payments, montantNetSocial }: AllocataireFile,
): readonly string[] {
  const last = months.at(-1);
  const known = kind === 'attestation-mns' ? montantNetSocial : payments;
  return months.length > 1 && !known.some(({ month }) => month === last) ? months.slice(0, -1) : months;
}
