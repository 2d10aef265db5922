import { type DecisionRow, reply, toAgent } from './decision-row';
import { refusalInWords } from './why-an-agent';

/** What an agent chose goes before all else, within what personal data and the file allow. */
export const CHOSEN_LETTER_ROWS: readonly DecisionRow[] = [
  {
    id: 'lettre-choisie-sans-personne',
    says: 'Un agent a choisi une lettre qui porte des données personnelles, et la personne n’est pas confirmée.',
    when: {
      chosen: 'personal',
      verdict: ['unconfirmed', 'unknown', 'wrong-key', 'ambiguous', 'conflict', 'missing'],
    },
    outcome: () =>
      toAgent(
        'La lettre choisie porte des données personnelles\u00a0: confirmez d’abord la personne.',
        'confirm-person',
      ),
  },
  {
    id: 'lettre-choisie-sans-document',
    says: 'Un agent a choisi d’envoyer une attestation que le dossier ne permet pas d’établir.',
    when: { chosenSendsDocument: true, documentIsPossible: false },
    outcome: (facts) =>
      toAgent(`${refusalInWords(facts)} Choisissez une autre lettre.`, 'choose-letter', 'document-impossible'),
  },
  {
    id: 'lettre-choisie',
    says: 'Un agent a choisi la lettre\u00a0: elle part telle quelle.',
    when: { chosen: ['anybody', 'personal'] },
    outcome: ({ chosenLetter, chosenAction, documents }) =>
      reply(chosenAction ?? 'acknowledge', chosenLetter ?? 'accuse-reception', documents),
  },
];
