import type { AllocataireFile, Payment } from '../directory/allocataire-file';
import { ok, type Result, refused } from '../result';
import { type AttestationRefusal, attestationRefusal } from './attestation-refusal';
import { benefitLabel, HOUSING_BENEFITS } from './benefit-labels';
import { type AttestedChild, childrenOf, issuableFile } from './issuable-file';

export interface AmountLine {
  readonly benefit: string;
  readonly label: string;
  readonly cents: number;
}

/** One nature of payments of one month, with its sum. Amounts are 0 or more, deductions too. */
export interface AmountSection {
  readonly lines: readonly AmountLine[];
  readonly totalCents: number;
}

export interface PaidMonth {
  /** YYYY-MM */
  readonly month: string;
  readonly rights: AmountSection;
  readonly backPayments: AmountSection;
  readonly deductions: AmountSection;
  /** Rights and back-payments less deductions: what reached the account. */
  readonly paidCents: number;
}

export interface PaymentAttestation {
  /** In order of date. */
  readonly months: readonly PaidMonth[];
  readonly quotientFamilial: { readonly month: string; readonly value: number } | null;
  readonly children: readonly AttestedChild[];
}

/**
 * What an attestation de paiement states of a file: for each month the benefits and amounts, back-payments and
 * deductions apart, then the quotient familial and the dependent children.
 * @param months YYYY-MM, those to attest; without it the last month with payments
 * @returns the content, or the reason why none can be issued, never an empty document
 */
export function buildPaymentAttestation(
  file: AllocataireFile,
  months: readonly string[] = lastPaidMonth(file),
): Result<PaymentAttestation, AttestationRefusal> {
  const open = issuableFile(file);
  if (!open.ok) return open;
  const payments = paymentsByMonth(file);
  const paid = [...new Set(months)].sort().map((month) => paidMonth(month, payments.get(month) ?? []));
  if (!paid.some(({ rights, backPayments }) => rights.lines.length + backPayments.lines.length > 0)) {
    return refused(attestationRefusal('no-payments'));
  }
  if (paid.some(isOutOfRange)) return refused(attestationRefusal('amount-out-of-range'));
  if (paid.some(hasTwoHousingBenefits)) return refused(attestationRefusal('two-housing-benefits'));
  return ok({
    months: paid,
    quotientFamilial: file.quotientFamilial,
    children: childrenOf(file),
  });
}

function lastPaidMonth(file: AllocataireFile): readonly string[] {
  const months = file.payments.filter(({ nature }) => nature !== 'retenue').map(({ month }) => month);
  return months.sort().slice(-1);
}

/** Looked through once: a file of many years has thousands. */
function paymentsByMonth({ payments }: AllocataireFile): ReadonlyMap<string, readonly Payment[]> {
  const byMonth = new Map<string, Payment[]>();
  for (const payment of payments) {
    const known = byMonth.get(payment.month);
    if (known) known.push(payment);
    else byMonth.set(payment.month, [payment]);
  }
  return byMonth;
}

function paidMonth(month: string, ofMonth: readonly Payment[]): PaidMonth {
  const rights = section(ofMonth, 'droit');
  const backPayments = section(ofMonth, 'rappel');
  const deductions = section(ofMonth, 'retenue');
  const paidCents = rights.totalCents + backPayments.totalCents - deductions.totalCents;
  return { month, rights, backPayments, deductions, paidCents };
}

function section(payments: readonly Payment[], nature: Payment['nature']): AmountSection {
  const lines = payments
    .filter((payment) => payment.nature === nature)
    // A deduction is written with or without its minus sign in the files; it is printed under its own heading.
    .map(({ benefit, cents }) => ({
      benefit,
      label: benefitLabel(benefit),
      cents: nature === 'retenue' ? Math.abs(cents) : cents,
    }));
  return { lines, totalCents: lines.reduce((sum, { cents }) => sum + cents, 0) };
}

/** A hundred thousand euros in a month: no household is paid that, and a column is made for what is. */
const MOST_CENTS_A_MONTH = 10_000_000;

function isOutOfRange({ rights, backPayments, deductions }: PaidMonth): boolean {
  return [rights, backPayments, deductions]
    .flatMap(({ lines, totalCents }) => [totalCents, ...lines.map(({ cents }) => cents)])
    .some((cents) => !Number.isSafeInteger(cents) || Math.abs(cents) > MOST_CENTS_A_MONTH);
}

function hasTwoHousingBenefits({ rights }: PaidMonth): boolean {
  return new Set(rights.lines.map(({ benefit }) => benefit).filter((code) => HOUSING_BENEFITS.includes(code))).size > 1;
}
