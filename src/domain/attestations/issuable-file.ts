import type { AllocataireFile } from '../directory/allocataire-file';
import { ok, type Result, refused } from '../result';
import { type AttestationRefusal, attestationRefusal } from './attestation-refusal';

/** Only an open file is attested; the reason otherwise, for an agent and for the person. */
export function issuableFile(file: AllocataireFile): Result<AllocataireFile, AttestationRefusal> {
  if (file.status === 'radié') return refused(attestationRefusal('file-closed'));
  if (file.status === 'suspendu') return refused(attestationRefusal('file-suspended'));
  if (file.status === 'décédé') return refused(attestationRefusal('file-deceased'));
  if (hasNoRight(file)) return refused(attestationRefusal('no-right'));
  return ok(file);
}

/** Nothing was ever paid, and neither quotient nor net social is known: there is no right that could be attested. */
function hasNoRight({ payments, quotientFamilial, montantNetSocial }: AllocataireFile): boolean {
  return (
    quotientFamilial === null && montantNetSocial.length === 0 && payments.every(({ nature }) => nature === 'retenue')
  );
}

/** Those of the household who are children, the eldest first. */
export function childrenOf({ persons }: AllocataireFile): readonly AttestedChild[] {
  return persons
    .filter(({ role }) => role === 'enfant')
    .map(({ firstName, lastName, birthDate, sex }) => ({ firstName, lastName, birthDate, sex }))
    .sort((one, other) => one.birthDate.localeCompare(other.birthDate));
}

export interface AttestedChild {
  readonly firstName: string;
  readonly lastName: string;
  readonly birthDate: string;
  readonly sex: 'M' | 'F';
}
