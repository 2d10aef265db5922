import { ATTESTATION_REFUSAL_CODES, attestationRefusal } from '../../../../src/domain/attestations/attestation-refusal';
import { buildAttestation } from '../../../../src/domain/attestations/build-attestation';
import { monthsOfPeriod } from '../../../../src/domain/calendar/months-of-period';
import type { AttestationKind } from '../../../../src/domain/correspondence';
import type { AllocataireFile } from '../../../../src/domain/directory/allocataire-file';
import { anAllocataireFile } from '../../../builders/an-allocataire-file';

const montantNetSocial = [
  { month: '2026-05', cents: 40_000 },
  { month: '2026-04', cents: 31_245 },
];
const refusal = (kind: AttestationKind, file: Partial<AllocataireFile>, months?: string[]): string | null => {
  const built = buildAttestation(kind, anAllocataireFile(file), months);
  return built.ok ? null : built.error.code;
};

describe('the attestation de quotient familial', () => {
  it('states the month that the file knows', () => {
    expect(buildAttestation('attestation-qf', anAllocataireFile())).toEqual({
      ok: true,
      value: { kind: 'attestation-qf', content: { month: '2016-05', value: 512, children: [] } },
    });
  });

  it.each<[string, Partial<AllocataireFile>, string[] | undefined]>([
    ['quotient-unavailable', { quotientFamilial: null }, undefined],
    ['quotient-unavailable', {}, ['2016-04']],
    ['amount-out-of-range', { quotientFamilial: { month: '2026-05', value: -1 } }, undefined],
    ['file-closed', { status: 'radié' }, undefined],
    ['file-suspended', { status: 'suspendu' }, undefined],
    ['file-deceased', { status: 'décédé' }, undefined],
  ])('is refused with %s', (code, file, months) => {
    expect(refusal('attestation-qf', file, months)).toBe(code);
  });
});

describe('the attestation de montant net social', () => {
  it('states the last month, or those asked for with their sum', () => {
    const file = anAllocataireFile({ montantNetSocial });
    expect(buildAttestation('attestation-mns', file)).toMatchObject({ value: { content: { totalCents: 40_000 } } });
    expect(buildAttestation('attestation-mns', file, ['2026-05', '2026-04', '2026-05'])).toMatchObject({
      value: { content: { months: [montantNetSocial[1], montantNetSocial[0]], totalCents: 71_245 } },
    });
  });

  it.each<[string, Partial<AllocataireFile>, string[] | undefined]>([
    ['net-social-unavailable', {}, undefined],
    ['net-social-unavailable', { montantNetSocial }, ['2026-03', '2026-04']],
    ['amount-out-of-range', { montantNetSocial: [{ month: '2026-05', cents: 10_000_001 }] }, undefined],
    ['file-closed', { montantNetSocial, status: 'radié' }, undefined],
  ])('is refused with %s', (code, file, months) => {
    expect(refusal('attestation-mns', file, months)).toBe(code);
  });
});

describe('a period', () => {
  it('is its months, both ends included', () => {
    expect(monthsOfPeriod('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(monthsOfPeriod('2026-02', '2026-02')).toEqual(['2026-02']);
    expect(monthsOfPeriod('2026-02', '2026-01')).toBeNull();
    expect(monthsOfPeriod('1926-02', '2026-01')).toBeNull();
  });
});

it('every reason has a sentence that a person can read', () => {
  for (const code of ATTESTATION_REFUSAL_CODES) {
    expect(attestationRefusal(code).sentence).toMatch(/^[A-Z].*[.]$/);
  }
  // Two faults of the file are the office's own to settle, and are told alike.
  expect(new Set(ATTESTATION_REFUSAL_CODES.map((code) => attestationRefusal(code).sentence)).size).toBe(13);
});
