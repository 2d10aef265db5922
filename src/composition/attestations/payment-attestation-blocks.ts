import type { AmountSection, PaidMonth, PaymentAttestation } from '../../domain/attestations/build-payment-attestation';
import { formatEuros, groupThousands } from '../../domain/calendar/french-amounts';
import { dateInWords, monthInWords, ofMonth } from '../../domain/calendar/french-dates';
import { type ChannelGroup } from '../../domain/channels/channel-block';
import { type Block, paragraph, type Table } from '../blocks/block';
import { channelTable } from '../letters/channel-table';

export interface AttestationSetting {
  readonly officeName: string;
  /** «Madame Jeanne Dupont» */
  readonly holder: string;
  readonly channels: readonly ChannelGroup[];
}

const AMOUNT_COLUMNS: Table['columns'] = [
  { share: 0.72, align: 'left' },
  { share: 0.28, align: 'right' },
];

/** The attestation's text: what was paid, month by month, then the household's quotient and children. */
export function paymentAttestationBlocks(
  attestation: PaymentAttestation,
  setting: AttestationSetting,
): readonly Block[] {
  return [
    paragraph(
      `${withArticle(setting.officeName)} atteste que ${setting.holder} a reçu les prestations ci-dessous pour ${monthsInWords(attestation.months)}.`,
    ),
    ...attestation.months.flatMap((month) => monthBlocks(month, attestation.months.length > 1)),
    ...quotientBlocks(attestation),
    ...childrenBlocks(attestation),
    { kind: 'heading', level: 2, content: [{ text: 'Quel numéro donner, et où' }] },
    channelTable(setting.channels),
  ];
}

/** «votre attestation de paiement de juin 2026», as the letter that comes with it names it. */
export function attestationInWords({ months }: PaymentAttestation): string {
  return `votre attestation de paiement ${period(months)}`;
}

function monthsInWords(months: readonly PaidMonth[]): string {
  return `${months.length > 1 ? 'la période' : 'le mois'} ${period(months)}`;
}

function period(months: readonly PaidMonth[]): string {
  const first = months[0]?.month ?? '';
  const last = months.at(-1)?.month ?? first;
  return first === last ? ofMonth(first) : `${ofMonth(first)} à ${monthInWords(last)}`;
}

function monthBlocks(paid: PaidMonth, titled: boolean): readonly Block[] {
  const month = monthInWords(paid.month);
  return [
    ...(titled ? [{ kind: 'heading', level: 2, content: [{ text: `Mois ${ofMonth(paid.month)}` }] } as const] : []),
    ...sectionBlocks(paid.rights, 'Prestations du mois', 'Total des prestations du mois'),
    ...sectionBlocks(paid.backPayments, 'Rappels (sommes dues pour des mois passés)', 'Total des rappels'),
    ...sectionBlocks(paid.deductions, 'Retenues', 'Total des retenues', -1),
    { kind: 'total', name: `Total versé en ${month}`, value: formatEuros(paid.paidCents) },
  ];
}

function sectionBlocks(section: AmountSection, title: string, totalName: string, sign: 1 | -1 = 1): readonly Block[] {
  if (section.lines.length === 0) return [];
  const row = (name: string, cents: number) => [[{ text: name }], [{ text: formatEuros(sign * cents) }]];
  return [
    {
      kind: 'table',
      columns: AMOUNT_COLUMNS,
      head: [[{ text: title }], [{ text: 'Montant' }]],
      rows: section.lines.map(({ label, cents }) => row(label, cents)),
      // One line is its own total.
      foot: section.lines.length > 1 ? [row(totalName, section.totalCents)] : [],
    },
  ];
}

function quotientBlocks({ quotientFamilial }: PaymentAttestation): readonly Block[] {
  if (quotientFamilial === null) return [];
  const name = `Quotient familial ${ofMonth(quotientFamilial.month)}`;
  return [{ kind: 'facts', facts: [{ name, value: `${groupThousands(quotientFamilial.value)}\u00a0€` }] }];
}

function childrenBlocks({ children }: PaymentAttestation): readonly Block[] {
  if (children.length === 0) return [];
  return [
    {
      kind: 'paragraph',
      content: [
        { text: `${children.length > 1 ? 'Enfants' : 'Enfant'} à charge\u00a0: ` },
        { text: String(children.length), strong: true },
        { text: ` (${children.map(childInWords).join('\u202f; ')})` },
      ],
    },
  ];
}

function childInWords({ firstName, lastName, birthDate, sex }: PaymentAttestation['children'][number]): string {
  return `${firstName} ${lastName}, ${sex === 'F' ? 'née' : 'né'} le ${dateInWords(birthDate)}`;
}

/** «La Caf de Paris»; a name that already has its article, or is no Caf's, stands as configured. */
function withArticle(officeName: string): string {
  return /^caf\b/i.test(officeName) ? `La ${officeName}` : officeName;
}
