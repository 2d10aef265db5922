import type { AttestedChild } from '../../domain/attestations/issuable-file';
import { dateInWords, monthInWords, ofMonth } from '../../domain/calendar/french-dates';
import type { ChannelGroup } from '../../domain/channels/channel-block';
import type { Block, Table } from '../blocks/block';
import { channelTable } from '../letters/channel-table';

export interface AttestationSetting {
  readonly officeName: string;
  /** «Madame Jeanne Dupont» */
  readonly holder: string;
  readonly channels: readonly ChannelGroup[];
}

export const AMOUNT_COLUMNS: Table['columns'] = [
  { share: 0.72, align: 'left' },
  { share: 0.28, align: 'right' },
];

/** «de juin 2026», «de janvier 2026 à mars 2026»; months are YYYY-MM, in order. */
export function period(months: readonly string[]): string {
  const first = months[0] ?? '';
  const last = months.at(-1) ?? first;
  return first === last ? ofMonth(first) : `${ofMonth(first)} à ${monthInWords(last)}`;
}

/** «La Caf de Paris»; a name that already has its article, or is no Caf's, stands as configured. */
export function withArticle(officeName: string): string {
  return /^caf\b/i.test(officeName) ? `La ${officeName}` : officeName;
}

export function channelBlocks(channels: readonly ChannelGroup[]): readonly Block[] {
  return [{ kind: 'heading', level: 2, content: [{ text: 'Quel numéro donner, et où' }] }, channelTable(channels)];
}

export function childrenBlocks(children: readonly AttestedChild[]): readonly Block[] {
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

function childInWords({ firstName, lastName, birthDate, sex }: AttestedChild): string {
  return `${firstName} ${lastName}, ${sex === 'F' ? 'née' : 'né'} le ${dateInWords(birthDate)}`;
}
