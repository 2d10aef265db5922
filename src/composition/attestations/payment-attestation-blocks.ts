import type { AmountSection, PaidMonth, PaymentAttestation } from '../../domain/attestations/build-payment-attestation';
import { formatEuros, groupThousands } from '../../domain/calendar/french-amounts';
import { monthInWords, ofMonth } from '../../domain/calendar/french-dates';
import { type Block, paragraph } from '../blocks/block';
import {
  AMOUNT_COLUMNS,
  type AttestationSetting,
  channelBlocks,
  childrenBlocks,
  period,
  withArticle,
} from './attestation-parts';

/**
 * The attestation's text: what was paid, month by month, then the household's quotient and children. Its blocks are made as they are
 * asked for: those of many years would fill the memory.
 */
export function paymentAttestationBlocks(
  attestation: PaymentAttestation,
  setting: AttestationSetting,
): Iterable<Block> {
  return { [Symbol.iterator]: () => blocksInTurn(attestation, setting) };
}

function* blocksInTurn(attestation: PaymentAttestation, setting: AttestationSetting): Generator<Block> {
  const { months } = attestation;
  yield paragraph(
    `${withArticle(setting.officeName)} atteste que ${setting.holder} a reçu les prestations ci-dessous pour ${monthsInWords(months)}.`,
  );
  for (const month of months) yield* monthBlocks(month, months.length > 1);
  yield* periodTotal(months);
  yield* quotientBlocks(attestation);
  yield* childrenBlocks(attestation.children);
  yield* channelBlocks(setting.channels);
}

function monthsInWords(months: readonly PaidMonth[]): string {
  return `${months.length > 1 ? 'la période' : 'le mois'} ${period(months.map(({ month }) => month))}`;
}

function monthBlocks(paid: PaidMonth, titled: boolean): readonly Block[] {
  const month = monthInWords(paid.month);
  return [
    ...(titled ? [{ kind: 'heading', level: 2, content: [{ text: `Mois ${ofMonth(paid.month)}` }] } as const] : []),
    ...sectionBlocks(paid.rights, 'Prestations du mois', 'Total des prestations du mois'),
    ...sectionBlocks(paid.backPayments, 'Rappels (sommes dues pour des mois passés)', 'Total des rappels'),
    ...sectionBlocks(paid.deductions, 'Retenues', 'Total des retenues', -1),
    ...(isEmpty(paid) ? [paragraph('Aucune prestation versée ce mois.')] : []),
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

function isEmpty({ rights, backPayments, deductions }: PaidMonth): boolean {
  return rights.lines.length + backPayments.lines.length + deductions.lines.length === 0;
}

function periodTotal(months: readonly PaidMonth[]): readonly Block[] {
  if (months.length < 2) return [];
  const cents = months.reduce((sum, { paidCents }) => sum + paidCents, 0);
  const name = `Total versé ${period(months.map(({ month }) => month))}`;
  return [{ kind: 'total', name, value: formatEuros(cents) }];
}
