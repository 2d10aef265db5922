import type { Classification, Identification } from '../../src/domain/correspondence';
import { JEANNE_NIR } from './an-allocataire-file';

export function anIdentification(overrides: Partial<Identification> = {}): Identification {
  const found = overrides.verdict !== 'missing' && overrides.verdict !== 'unknown' && overrides.verdict !== 'wrong-key';
  return {
    verdict: 'matched',
    numeroAllocataire: found ? '0260311' : null,
    person: found ? 'allocataire' : null,
    personIndex: found ? 0 : null,
    corroboratedBy: overrides.verdict === undefined || overrides.verdict === 'matched' ? ['name'] : [],
    because: [],
    nir: overrides.verdict === 'missing' ? null : JEANNE_NIR,
    nirKind: overrides.verdict === 'missing' ? null : 'nir',
    proposalKnown: false,
    numeroAllocataireGiven: false,
    thirdParty: false,
    ...overrides,
  };
}

export function aClassification(
  kinds: readonly string[] = ['attestation-paiement'],
  danger: readonly string[] = [],
): Classification {
  return { requests: kinds.map((kind) => ({ kind, confidence: 0.9, because: ['«\u00a0mots\u00a0»'] })), danger };
}
