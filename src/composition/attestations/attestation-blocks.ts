import type { Attestation } from '../../domain/attestations/build-attestation';
import { ofMonth } from '../../domain/calendar/french-dates';
import type { AttestationKind } from '../../domain/correspondence';
import type { Block } from '../blocks/block';
import { type AttestationSetting, period } from './attestation-parts';
import { netSocialAttestationBlocks } from './net-social-attestation-blocks';
import { paymentAttestationBlocks } from './payment-attestation-blocks';
import { quotientAttestationBlocks } from './quotient-attestation-blocks';

export const ATTESTATION_TITLES: Readonly<Record<AttestationKind, string>> = {
  'attestation-paiement': 'Attestation de paiement',
  'attestation-qf': 'Attestation de quotient familial',
  'attestation-mns': 'Attestation de montant net social',
};

export function attestationBlocks({ kind, content }: Attestation, setting: AttestationSetting): readonly Block[] {
  switch (kind) {
    case 'attestation-paiement':
      return paymentAttestationBlocks(content, setting);
    case 'attestation-qf':
      return quotientAttestationBlocks(content, setting);
    case 'attestation-mns':
      return netSocialAttestationBlocks(content, setting);
  }
}

/** «votre attestation de paiement de juin 2026», as the letter that comes with it names it. */
export function attestationInWords({ kind, content }: Attestation): string {
  const name = `votre ${ATTESTATION_TITLES[kind].toLowerCase()}`;
  return kind === 'attestation-qf'
    ? `${name} ${ofMonth(content.month)}`
    : `${name} ${period(content.months.map(({ month }) => month))}`;
}
