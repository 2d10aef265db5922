import type { NirKind } from '../nir/nir-candidate';
import { formatNir, maskNir } from '../nir/nir-format';
import { CHANNELS, type ChannelId, IDENTIFIER_NAMES, type IdentifierKind } from './channels';

/** How much of a person's identifiers a reply may show: in full by post, masked by e-mail, none where none may leave. */
export type Disclosure = 'full' | 'masked' | 'none';

export interface KnownIdentifiers {
  /** 13 characters; null where none is known. */
  readonly nir: string | null;
  readonly nirKind: NirKind | null;
  readonly numeroAllocataire: string | null;
}

/** Channels that share an identifier and its secret: one line of the block. */
export interface ChannelGroup {
  readonly channels: readonly ChannelId[];
  readonly labels: readonly string[];
  readonly identifier: IdentifierKind;
  /** «numéro de sécurité sociale» */
  readonly identifierName: string;
  /** «13 caractères», «7 chiffres»; null where the number is only written or said. */
  readonly format: string | null;
  /** The person's own number as it may be shown; null where it is not. */
  readonly value: string | null;
  readonly secret: string | null;
  readonly provisional: boolean;
  /** false: this channel does not take the person's identifier yet (NIA, NNP, MIG on caf.fr and the app). */
  readonly accepted: boolean;
}

/** First digits of identifiers given while a registration is pending: caf.fr takes 1 and 2 only. */
const TEMPORARY = /^[5-8]/;

export function isTemporary({ nir, nirKind }: KnownIdentifiers): boolean {
  return nirKind === 'nia' || nirKind === 'mig' || (nir !== null && TEMPORARY.test(nir));
}

/**
 * The channel block of every letter and attestation.
 * @param known the person's own identifiers
 * @param disclosure how much of them may be shown where this reply goes; a NIR is in full only for `full`
 */
export function buildChannelBlock(known: KnownIdentifiers, disclosure: Disclosure): readonly ChannelGroup[] {
  const groups: ChannelGroup[] = [];
  for (const channel of CHANNELS) {
    const online = channel.id === 'web' || channel.id === 'app';
    const group: ChannelGroup = {
      channels: [channel.id],
      labels: [channel.label],
      identifier: channel.identifier,
      identifierName: IDENTIFIER_NAMES[channel.identifier],
      format: formatOf(channel.identifier, channel.length),
      value: shownValue(channel.identifier, known, disclosure),
      secret: channel.secret,
      provisional: channel.provisional,
      accepted: !(online && isTemporary(known)),
    };
    const last = groups.at(-1);
    if (last && last.identifier === group.identifier && last.format === group.format && last.secret === group.secret) {
      groups[groups.length - 1] = {
        ...last,
        channels: [...last.channels, ...group.channels],
        labels: [...last.labels, ...group.labels],
      };
    } else groups.push(group);
  }
  return groups;
}

function formatOf(kind: IdentifierKind, length: 13 | 7 | null): string | null {
  return length === null ? null : `${length}\u00a0${kind === 'nir' ? 'caractères' : 'chiffres'}`;
}

function shownValue(kind: IdentifierKind, known: KnownIdentifiers, disclosure: Disclosure): string | null {
  if (disclosure === 'none') return null;
  if (kind === 'numero-allocataire') return known.numeroAllocataire;
  if (known.nir === null) return null;
  return disclosure === 'full' ? formatNir(known.nir) : maskNir(known.nir);
}
