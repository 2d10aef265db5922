import type { AttestationKind } from '../correspondence';
import type { AllocataireFile } from '../directory/allocataire-file';
import { ok, type Result } from '../result';
import type { AttestationRefusal } from './attestation-refusal';
import { buildNetSocialAttestation, type NetSocialAttestation } from './build-net-social-attestation';
import { buildPaymentAttestation, type PaymentAttestation } from './build-payment-attestation';
import { buildQuotientAttestation, type QuotientAttestation } from './build-quotient-attestation';

/** What is attested, by kind. */
export type Attestation =
  | { readonly kind: 'attestation-paiement'; readonly content: PaymentAttestation }
  | { readonly kind: 'attestation-qf'; readonly content: QuotientAttestation }
  | { readonly kind: 'attestation-mns'; readonly content: NetSocialAttestation };

/**
 * What an attestation of that kind states of a file, or the reason why none can be issued.
 * @param months YYYY-MM, those to attest; without it the last one known
 */
export function buildAttestation(
  kind: AttestationKind,
  file: AllocataireFile,
  months?: readonly string[],
): Result<Attestation, AttestationRefusal> {
  switch (kind) {
    case 'attestation-paiement': {
      const built = buildPaymentAttestation(file, months);
      return built.ok ? ok({ kind, content: built.value }) : built;
    }
    case 'attestation-qf': {
      const built = buildQuotientAttestation(file, months);
      return built.ok ? ok({ kind, content: built.value }) : built;
    }
    case 'attestation-mns': {
      const built = buildNetSocialAttestation(file, months);
      return built.ok ? ok({ kind, content: built.value }) : built;
    }
  }
}
