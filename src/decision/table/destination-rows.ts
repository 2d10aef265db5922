import type { Condition } from './condition';

/** What is known of the ways back, for a reply with or without personal data. */
export interface DestinationFacts {
  readonly personalData: boolean;
  readonly channel: 'email' | 'post';
  /** How the sender wishes to be answered; null where nothing says it. */
  readonly wished: 'email' | 'post' | null;
  /** The item provably comes from the address that the file registers. */
  readonly provenSender: boolean;
  /** Our e-mails to the sender come back. */
  readonly mailFails: boolean;
  /** Of the person identified; `unprintable`: empty, or no address of the norm; `came-back`: post sent there came back. */
  readonly fileAddress: 'none' | 'unprintable' | 'came-back' | 'printable';
  /** The message names an address to which it can be answered. */
  readonly senderAddress: boolean;
  /** Of post that bears nobody's data: the address of the file that it names, or the one that was written on it. */
  readonly knownAddress: boolean;
  readonly knownAddressCameBack: boolean;
  readonly writtenAddress: boolean;
}

export type Way = 'registered-email' | 'file-address' | 'sender' | 'known-address' | 'written-address';

export interface DestinationRow {
  readonly id: string;
  /** Plain French; where there is no way, the reason for the agent. */
  readonly says: string;
  readonly when: Condition<DestinationFacts>;
  /** Null: nowhere, an agent says where. */
  readonly way: Way | null;
}

/** Where a reply goes: tried in order, the first row that holds decides, the last one always holds. */
export const DESTINATION_TABLE: readonly DestinationRow[] = [
  {
    id: 'personnel-sans-dossier',
    says: 'Aucun dossier\u00a0: il n’y a pas d’adresse où envoyer des données personnelles.',
    when: { personalData: true, fileAddress: 'none' },
    way: null,
  },
  {
    id: 'personnel-courrier-souhaite',
    says: 'Courrier postal, à l’adresse du dossier\u00a0: l’expéditeur souhaite une réponse par la poste.',
    when: { personalData: true, channel: 'email', wished: 'post', fileAddress: 'printable' },
    way: 'file-address',
  },
  {
    id: 'personnel-courrier-souhaite-impossible',
    says: 'E-mail à l’adresse du dossier, authentifiée\u00a0: une réponse par la poste est souhaitée, mais rien ne peut partir à l’adresse postale du dossier.',
    when: { personalData: true, provenSender: true, mailFails: false, wished: 'post' },
    way: 'registered-email',
  },
  {
    id: 'personnel-expediteur-authentifie',
    says: 'E-mail à l’adresse du dossier\u00a0: c’est celle de l’expéditeur, et elle est authentifiée.',
    when: { personalData: true, provenSender: true, mailFails: false },
    way: 'registered-email',
  },
  {
    id: 'personnel-sans-adresse',
    says: 'L’adresse postale du dossier est vide ou ne peut pas être imprimée.',
    when: { personalData: true, fileAddress: 'unprintable' },
    way: null,
  },
  {
    id: 'personnel-adresse-revenue',
    says: 'Une lettre est revenue de l’adresse du dossier\u00a0: mettez le dossier à jour.',
    when: { personalData: true, fileAddress: 'came-back' },
    way: null,
  },
  {
    id: 'personnel-email-souhaite-sur-papier',
    says: 'Courrier postal, à l’adresse du dossier\u00a0: un e-mail est souhaité, mais rien ne prouve l’adresse de qui écrit sur papier.',
    when: { personalData: true, channel: 'post', wished: 'email' },
    way: 'file-address',
  },
  {
    id: 'personnel-courrier',
    says: 'Courrier postal, à l’adresse du dossier.',
    when: { personalData: true, channel: 'post' },
    way: 'file-address',
  },
  {
    id: 'personnel-email-non-remis',
    says: 'Courrier postal, à l’adresse du dossier\u00a0: nos e-mails à l’expéditeur reviennent.',
    when: { personalData: true, mailFails: true },
    way: 'file-address',
  },
  {
    id: 'personnel-email-souhaite-non-authentifie',
    says: 'Courrier postal, à l’adresse du dossier\u00a0: un e-mail est souhaité, mais celui-ci n’est pas authentifié comme venant de l’adresse du dossier.',
    when: { personalData: true, channel: 'email', wished: 'email' },
    way: 'file-address',
  },
  {
    id: 'personnel-email-non-authentifie',
    says: 'Courrier postal, à l’adresse du dossier\u00a0: l’e-mail n’est pas authentifié comme venant de l’adresse du dossier.',
    when: { personalData: true },
    way: 'file-address',
  },
  {
    // CRPA L112-11: what acknowledges an electronic message is electronic; the wish is for the answer.
    id: 'email-a-l-expediteur-malgre-le-souhait',
    says: 'E-mail à l’expéditeur, comme il a écrit\u00a0: la poste est souhaitée pour la réponse sur le fond, et ceci n’en est pas une.',
    when: { channel: 'email', senderAddress: true, mailFails: false, wished: 'post' },
    way: 'sender',
  },
  {
    id: 'email-a-l-expediteur',
    says: 'E-mail à l’expéditeur.',
    when: { channel: 'email', senderAddress: true, mailFails: false },
    way: 'sender',
  },
  {
    id: 'email-non-remis',
    says: 'Courrier postal, à l’adresse du dossier\u00a0: nos e-mails à l’expéditeur reviennent.',
    when: { channel: 'email', mailFails: true, knownAddress: true },
    way: 'known-address',
  },
  {
    id: 'email-non-remis-sans-adresse',
    says: 'Nos e-mails à l’expéditeur reviennent, et aucune adresse postale sûre n’est connue.',
    when: { channel: 'email', mailFails: true },
    way: null,
  },
  {
    id: 'email-sans-adresse',
    says: 'Le message n’a pas d’adresse d’expéditeur à laquelle répondre.',
    when: { channel: 'email' },
    way: null,
  },
  {
    id: 'courrier-a-l-adresse-du-dossier',
    says: 'Courrier postal, à l’adresse du dossier.',
    when: { knownAddress: true },
    way: 'known-address',
  },
  {
    id: 'courrier-a-l-adresse-ecrite',
    says: 'Courrier postal, à l’adresse que l’expéditeur a écrite sur sa lettre.',
    when: { writtenAddress: true },
    way: 'written-address',
  },
  {
    id: 'courrier-adresse-revenue',
    says: 'Une lettre est revenue de l’adresse du dossier, et la lettre n’en donne pas d’autre\u00a0: mettez le dossier à jour.',
    when: { knownAddressCameBack: true },
    way: null,
  },
  {
    id: 'courrier-sans-adresse',
    says: 'Aucune adresse postale sûre n’est connue pour répondre à ce courrier.',
    when: {},
    way: null,
  },
];
