import type { NetSocialAttestation } from '../../domain/attestations/build-net-social-attestation';
import { formatEuros } from '../../domain/calendar/french-amounts';
import { monthInWords } from '../../domain/calendar/french-dates';
import { type Block, paragraph, type Table } from '../blocks/block';
import { type AttestationSetting, channelBlocks, period, withArticle } from './attestation-parts';

/** The amounts' head on one line, in large letters too. */
const COLUMNS: Table['columns'] = [
  { share: 0.6, align: 'left' },
  { share: 0.4, align: 'right' },
];

/** The attestation's text: the amount of each month, their sum, and what the amount is for. */
export function netSocialAttestationBlocks(
  { months, totalCents }: NetSocialAttestation,
  { officeName, holder, channels }: AttestationSetting,
): readonly Block[] {
  const names = months.map(({ month }) => month);
  return [
    paragraph(
      `${withArticle(officeName)} atteste que le montant net social des prestations versées à ${holder} ${period(names)} est le suivant.`,
    ),
    {
      kind: 'table',
      columns: COLUMNS,
      head: [[{ text: 'Mois' }], [{ text: 'Montant net social' }]],
      rows: months.map(({ month, cents }) => [
        [{ text: capitalised(monthInWords(month)) }],
        [{ text: formatEuros(cents) }],
      ]),
      foot: [],
    },
    {
      kind: 'total',
      name: months.length > 1 ? 'Montant net social de la période' : 'Montant net social',
      value: formatEuros(totalCents),
    },
    paragraph(
      'Le montant net social est le montant à déclarer pour demander le revenu de solidarité active (RSA) ou la prime d’activité.',
    ),
    ...channelBlocks(channels),
  ];
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
