import { benefitLabel } from '../../../../src/domain/attestations/benefit-labels';
import { buildPaymentAttestation } from '../../../../src/domain/attestations/build-payment-attestation';
import type { Payment } from '../../../../src/domain/directory/allocataire-file';
import { aHousehold, anAllocataireFile } from '../../../builders/an-allocataire-file';

const pay = (month: string, benefit: string, cents: number, nature: Payment['nature'] = 'droit'): Payment => ({
  month,
  benefit,
  cents,
  nature,
});

const built = (...[file, months]: Parameters<typeof buildPaymentAttestation>) => {
  const result = buildPaymentAttestation(file, months);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};
const refusal = (...args: Parameters<typeof buildPaymentAttestation>): string | null => {
  const result = buildPaymentAttestation(...args);
  return result.ok ? null : result.error.code;
};

describe('the attestation de paiement', () => {
  const payments = [
    pay('2016-04', 'AF', 12_947),
    pay('2016-05', 'APL', 26_400),
    pay('2016-05', 'AF', 12_947),
    pay('2016-05', 'APL', 10_000, 'rappel'),
    pay('2016-05', 'RSA', -4_500, 'retenue'),
    pay('2016-06', 'RSA', 500, 'retenue'),
  ];

  it('states the last month with payments, back-payments and deductions apart', () => {
    const [month, ...others] = built(anAllocataireFile({ payments })).months;
    expect(others).toEqual([]);
    expect(month?.month).toBe('2016-05');
    expect(month?.rights.totalCents).toBe(39_347);
    expect(month?.backPayments.totalCents).toBe(10_000);
    expect(month?.deductions.lines).toEqual([
      { benefit: 'RSA', label: 'Revenu de solidarité active (RSA)', cents: 4_500 },
    ]);
    expect(month?.paidCents).toBe(44_847);
  });

  it('states the months that are asked for, in order', () => {
    const months = built(anAllocataireFile({ payments }), ['2016-05', '2016-04']).months;
    expect(months.map(({ month, paidCents }) => [month, paidCents])).toEqual([
      ['2016-04', 12_947],
      ['2016-05', 44_847],
    ]);
  });

  it('names the children, the eldest first, and the quotient with its month', () => {
    const attestation = built(aHousehold());
    expect(attestation.children.map(({ firstName }) => firstName)).toEqual(['Léa']);
    expect(attestation.quotientFamilial).toEqual({ month: '2016-05', value: 512 });
  });

  it.each([
    ['radié', 'file-closed'],
    ['suspendu', 'file-suspended'],
    ['décédé', 'file-deceased'],
  ] as const)('is not issued for a file that is %s', (status, code) => {
    expect(refusal(anAllocataireFile({ status }))).toBe(code);
  });

  it('is never empty', () => {
    expect(refusal(anAllocataireFile({ payments: [] }))).toBe('no-payments');
    expect(refusal(anAllocataireFile({ payments }), ['2015-01'])).toBe('no-payments');
    expect(refusal(anAllocataireFile({ payments: [pay('2016-05', 'RSA', 500, 'retenue')] }))).toBe('no-payments');
  });

  it('is not issued on data that cannot be true', () => {
    expect(refusal(anAllocataireFile({ payments: [pay('2016-05', 'APL', 1), pay('2016-05', 'ALS', 1)] }))).toBe(
      'two-housing-benefits',
    );
    expect(refusal(anAllocataireFile({ payments: [pay('2016-05', 'AF', Number.MAX_SAFE_INTEGER)] }))).toBe(
      'amount-out-of-range',
    );
  });
});

describe('benefit labels', () => {
  it('says in French what the codes mean, and prints an unknown one as it is', () => {
    expect(benefitLabel('APL')).toBe('Aide personnalisée au logement (APL)');
    expect(benefitLabel('prime d’activité')).toBe('Prime d’activité');
    expect(benefitLabel('XYZ')).toBe('XYZ');
  });
});
