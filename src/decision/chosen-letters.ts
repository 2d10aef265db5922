import type { DecisionAction, LetterName } from '../domain/correspondence';

/** What sending a letter that an agent chose means. */
export interface ChosenLetter {
  readonly action: DecisionAction;
  readonly sendsDocument: boolean;
  /** Whether it may say anything of a file: it then goes only where the file says that the person lives. */
  readonly personalData: boolean;
}

const ASKS: ChosenLetter = { action: 'ask-identifier', sendsDocument: false, personalData: false };
const TELLS_ANYBODY: ChosenLetter = { action: 'acknowledge', sendsDocument: false, personalData: false };
const EXPLAINS: ChosenLetter = { action: 'explain-access', sendsDocument: false, personalData: true };

export const CHOSEN_LETTERS: Readonly<Record<LetterName, ChosenLetter>> = {
  'nir-manquant': ASKS,
  'numero-allocataire-seul': ASKS,
  'nir-cle-fausse': ASKS,
  'nir-autre-personne': ASKS,
  'accuse-reception': TELLS_ANYBODY,
  'autre-caf': TELLS_ANYBODY,
  'tiers-sans-autorisation': TELLS_ANYBODY,
  'acces-compte': EXPLAINS,
  'acces-compte-temporaire': EXPLAINS,
  'pieces-manquantes': { action: 'acknowledge', sendsDocument: false, personalData: true },
  information: { action: 'acknowledge', sendsDocument: false, personalData: true },
  'rendez-vous': { action: 'acknowledge', sendsDocument: false, personalData: true },
  'attestation-envoyee': { action: 'send-document', sendsDocument: true, personalData: true },
};

/** A letter that this list does not know is taken to hold personal data. */
export const UNLISTED_LETTER: ChosenLetter = { action: 'send-document', sendsDocument: false, personalData: true };
