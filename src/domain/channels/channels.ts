export type ChannelId = 'web' | 'app' | 'post' | 'email' | 'front-desk' | 'phone';
export type IdentifierKind = 'nir' | 'numero-allocataire';

/** A way to reach the Caf, and how one says who one is there. */
export interface Channel {
  readonly id: ChannelId;
  readonly label: string;
  readonly identifier: IdentifierKind;
  /** Characters to type; null where the number is only written or said. */
  readonly length: 13 | 7 | null;
  /** The password that goes with it, in words; null where none is asked. */
  readonly secret: string | null;
  /** Announced «pour le moment»: the office means to change it. */
  readonly provisional: boolean;
}

/** The office's rule, channel by channel: the NIR everywhere but on the phone. */
export const CHANNELS: readonly Channel[] = [
  {
    id: 'web',
    label: 'caf.fr, espace Mon Compte',
    identifier: 'nir',
    length: 13,
    secret: 'celui de votre compte',
    provisional: false,
  },
  {
    id: 'app',
    label: 'application mobile «\u00a0Caf – Mon Compte\u00a0»',
    identifier: 'nir',
    length: 13,
    secret: 'celui de votre compte',
    provisional: false,
  },
  { id: 'post', label: 'courrier', identifier: 'nir', length: null, secret: null, provisional: false },
  { id: 'email', label: 'e-mail', identifier: 'nir', length: null, secret: null, provisional: false },
  { id: 'front-desk', label: 'accueil', identifier: 'nir', length: null, secret: null, provisional: false },
  {
    id: 'phone',
    label: 'téléphone',
    identifier: 'numero-allocataire',
    length: 7,
    secret: 'celui du téléphone',
    provisional: true,
  },
];

export const IDENTIFIER_NAMES: Readonly<Record<IdentifierKind, string>> = {
  nir: 'numéro de sécurité sociale',
  'numero-allocataire': 'numéro allocataire',
};
