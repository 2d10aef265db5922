import type { Attestation } from '../../domain/attestations/build-attestation';
import { formatEuros, groupThousands } from '../../domain/calendar/french-amounts';
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

export function attestationBlocks({ kind, content }: Attestation, setting: AttestationSetting): Iterable<Block> {
  switch (kind) {
    case 'attestation-paiement':
      return paymentAttestationBlocks(content, setting);
    case 'attestation-qf':
      return quotientAttestationBlocks(content, setting);
    case 'attestation-mns':
      return netSocialAttestationBlocks(content, setting);
  }
}

/** The month or period of an attestation in words, and the amount that it is asked for: what its code repeats. */
export function mainFacts({ kind, content }: Attestation): { readonly period: string; readonly amount: string } {
  switch (kind) {
    case 'attestation-paiement': {
      const cents = content.months.reduce((sum, { paidCents }) => sum + paidCents, 0);
      return { period: period(content.months.map(({ month }) => month)), amount: formatEuros(cents) };
    }
    case 'attestation-qf':
      return { period: ofMonth(content.month), amount: `${groupThousands(content.value)}\u00a0€` };
    case 'attestation-mns':
      return { period: period(content.months.map(({ month }) => month)), amount: formatEuros(content.totalCents) };
  }
}

/** «votre attestation de paiement de juin 2026», as the letter that comes with it names it. */
export function attestationInWords({ kind, content }: Attestation): string {
  const name = `votre ${ATTESTATION_TITLES[kind].toLowerCase()}`;
  return kind === 'attestation-qf'
    ? `${name} ${ofMonth(content.month)}`
    : `${name} ${period(content.months.map(({ month }) => month))}`;
}
