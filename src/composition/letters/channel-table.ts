import { type ChannelGroup } from '../../domain/channels/channel-block';
import type { Block, Inline } from '../blocks/block';

/** The channel block as every letter and attestation shows it: one line for each identifier and its secret. */
export function channelTable(groups: readonly ChannelGroup[]): Block {
  return {
    kind: 'table',
    columns: [
      { share: 0.395, align: 'left' },
      { share: 0.345, align: 'left' },
      { share: 0.26, align: 'left' },
    ],
    head: [[{ text: 'Pour nous joindre' }], [{ text: 'Votre identifiant' }], [{ text: 'Mot de passe' }]],
    rows: groups.map((group) => [channelCell(group), identifierCell(group), secretCell(group)]),
    foot: [],
  };
}

function channelCell({ labels, channels, provisional }: ChannelGroup): readonly Inline[] {
  // Two online channels on a line each; the short ones (courrier, e-mail, accueil) make one line.
  const separator = channels.includes('web') ? '\n' : ', ';
  const text = labels
    .map((label, index) => (index === 0 || separator === '\n' ? capitalised(label) : label))
    .join(separator);
  // No line begins with the dash of «Caf – Mon Compte».
  const whole = text.replaceAll(' – ', '\u00a0– ');
  return [{ text: provisional ? `${whole}, pour le moment` : whole }];
}

function identifierCell({ identifierName, format, value, accepted }: ChannelGroup): readonly Inline[] {
  if (!accepted) return [{ text: 'Pas encore possible avec\nun numéro provisoire' }];
  const name = capitalised(identifierName);
  if (value === null) return [{ text: format === null ? name : `${name}\n${format}` }];
  const before = format === null ? '' : `${format}\u00a0: `;
  return [{ text: `${name}\n${before}` }, { text: value, strong: true }];
}

function secretCell({ secret, accepted }: ChannelGroup): readonly Inline[] {
  if (!accepted) return [{ text: '–' }];
  return [{ text: secret ?? 'aucun' }];
}

function capitalised(text: string): string {
  // «e-mail», «caf.fr» keep their own spelling inside a line; at its head only ordinary words take a capital.
  return text.startsWith('caf.fr') ? text : text.charAt(0).toUpperCase() + text.slice(1);
}
