import type { QuotientAttestation } from '../../domain/attestations/build-quotient-attestation';
import { groupThousands } from '../../domain/calendar/french-amounts';
import { ofMonth } from '../../domain/calendar/french-dates';
import { type Block, paragraph } from '../blocks/block';
import { type AttestationSetting, channelBlocks, childrenBlocks, withArticle } from './attestation-parts';

/** The attestation's text: the quotient, what it is, the children it counts. */
export function quotientAttestationBlocks(
  attestation: QuotientAttestation,
  { officeName, holder, channels }: AttestationSetting,
): readonly Block[] {
  return [
    paragraph(
      `${withArticle(officeName)} atteste que le quotient familial de ${holder}, pour le mois ${ofMonth(attestation.month)}, est de\u00a0:`,
    ),
    {
      kind: 'total',
      name: `Quotient familial ${ofMonth(attestation.month)}`,
      value: `${groupThousands(attestation.value)}\u00a0€`,
    },
    paragraph(
      'Le quotient familial compare les ressources du foyer au nombre de ses membres. Il sert à calculer des tarifs, comme ceux de la cantine, de la crèche ou des loisirs.',
    ),
    ...childrenBlocks(attestation.children),
    ...channelBlocks(channels),
  ];
}
