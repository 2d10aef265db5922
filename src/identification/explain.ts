import type { Corroboration, ReadText } from '../domain/correspondence';
import { maskNir } from '../domain/nir/nir-format';
import type { CollectedNumbers } from './collect-numbers';

/** What identification tells an agent, in plain French; a NIR is always masked. */
export const SENTENCES = {
  digitsAlone:
    'Une suite de chiffres, sans clé ni libellé et inconnue du répertoire, n’est pas prise pour un numéro de sécurité sociale.',
  noNumber: 'Aucun numéro de sécurité sociale n’est écrit dans le message.',
  onlyNumero:
    'Un numéro allocataire est donné, sans numéro de sécurité sociale\u00a0: il n’identifie plus personne par écrit.',
  severalReadings: 'Le numéro de sécurité sociale peut se lire de plusieurs façons, toutes justes par la clé.',
  wrongKey: 'La clé du numéro de sécurité sociale est fausse\u00a0: un chiffre est mal écrit, oublié ou en trop.',
  proposalKnown: 'Une des corrections possibles est le numéro de quelqu’un du répertoire\u00a0: un agent en décide.',
  proposalUnknown: 'Aucune des corrections possibles n’est connue du répertoire.',
  nothingElse: 'Rien d’autre dans le message ne confirme que c’est cette personne qui écrit.',
  thirdParty: 'Le message est écrit par un tiers, au nom de quelqu’un d’autre.',
  guardianWrites: 'Le message vient du tuteur de la personne, non d’elle-même.',
  scanDisagrees: 'Le numéro saisi à la numérisation et celui de la page sont ceux de deux personnes.',
  address: 'L’adresse postale du dossier est écrite dans le message.',
  otherNumber: 'Un autre numéro de sécurité sociale, sans lien connu avec le dossier, est aussi écrit.',
  otherPerson: 'Un autre numéro, mal écrit, peut être celui d’une autre personne du répertoire.',
} as const;

const BORNE_OUT: Readonly<Record<Corroboration, string>> = {
  sender: 'L’adresse e-mail de l’expéditeur est celle du dossier, et elle est authentifiée.',
  'numero-allocataire': 'Le numéro allocataire du même dossier est aussi écrit.',
  name: 'Le prénom et le nom de la personne figurent dans le message.',
  'birth-date': 'Le nom et la date de naissance de la personne figurent dans le message.',
};

export function explainCorroboration(corroboration: Corroboration): string {
  return BORNE_OUT[corroboration];
}

const PLACES: Readonly<Record<ReadText['source'], string>> = {
  subject: 'lu dans l’objet',
  body: 'lu dans le message',
  quoted: 'lu dans le texte cité',
  signature: 'lu dans la signature',
  attachment: 'lu dans une pièce jointe',
  page: 'lu sur une page',
  metadata: 'donné par la numérisation',
};

/** «Numéro de sécurité sociale 2 55 •• …, lu dans l’objet : connu du répertoire.» */
export function explainNumber(nir: string, { numbers }: CollectedNumbers, known: boolean): string {
  const places = new Set(numbers.filter(({ candidate }) => candidate.nir === nir).map(({ source }) => PLACES[source]));
  const mended = numbers.some(({ candidate }) => candidate.nir === nir && candidate.repaired);
  const words = [
    `Numéro de sécurité sociale ${maskNir(nir)}, ${[...places].join(', ')}`,
    ...(mended ? [', une erreur de lecture réparée par la clé'] : []),
    known ? '\u00a0: connu du répertoire.' : '\u00a0: inconnu du répertoire.',
  ];
  return words.join('');
}
