import { benefitLabel, HOUSING_BENEFITS } from './benefit-labels';
import type { PaymentAttestation } from './build-payment-attestation';

/**
 * Whether an attestation shows one of these benefits. People say «APL» for whichever housing aid they have: any of them will do.
 * @param benefits codes, as the files have them
 */
export function paysOneOf({ months }: PaymentAttestation, benefits: readonly string[]): boolean {
  const wanted = benefits.flatMap((code) => (HOUSING_BENEFITS.includes(code) ? HOUSING_BENEFITS : [code]));
  const labels = new Set(wanted.map(benefitLabel));
  return months.some(({ rights, backPayments }) =>
    [...rights.lines, ...backPayments.lines].some(({ label }) => labels.has(label)),
  );
}
