import { type DecisionRow, reply, toAgent } from './decision-row';
import { whyHousehold, whyThirdParty } from './why-an-agent';

/** Who writes: without a person found and borne out, nothing of a file leaves. */
export const WRITER_ROWS: readonly DecisionRow[] = [
  {
    id: 'tiers',
    says: 'Un tiers (tuteur, travailleur social, mairie, proche) écrit pour quelqu’un\u00a0: un agent vérifie ses droits.',
    when: { thirdParty: true },
    outcome: ({ guardian, accessGranted }) =>
      toAgent(
        whyThirdParty(guardian, accessGranted),
        'answer',
        guardian === null && !accessGranted ? 'tiers-sans-autorisation' : null,
      ),
  },
  {
    id: 'numero-allocataire-seul',
    says: 'Un numéro allocataire sans NIR\u00a0: le courrier et l’e-mail s’identifient par le NIR.',
    when: { verdict: 'missing', numeroGiven: true },
    outcome: () => reply('ask-identifier', 'numero-allocataire-seul'),
  },
  {
    id: 'nir-manquant',
    says: 'Sans NIR, on le demande, en disant comment l’envoyer.',
    when: { verdict: 'missing' },
    outcome: () => reply('ask-identifier', 'nir-manquant'),
  },
  {
    id: 'cle-fausse-personne-possible',
    says: 'La clé du NIR est fausse et quelqu’un du répertoire pourrait être désigné\u00a0: un agent en décide.',
    when: { verdict: 'wrong-key', proposalKnown: true },
    outcome: () =>
      toAgent(
        'La clé du numéro est fausse, et une correction possible est connue\u00a0: confirmez la personne ou demandez le numéro.',
        'confirm-person',
        'nir-cle-fausse',
      ),
  },
  {
    id: 'cle-fausse',
    says: 'La clé du NIR est fausse et personne du répertoire ne peut être désigné\u00a0: on demande de vérifier le numéro.',
    when: { verdict: 'wrong-key' },
    outcome: () => reply('ask-identifier', 'nir-cle-fausse'),
  },
  {
    id: 'nir-non-confirme',
    says: 'Le NIR est connu, mais rien d’autre ne dit que cette personne écrit.',
    when: { verdict: 'unconfirmed' },
    outcome: () =>
      toAgent('Le numéro est connu, mais rien d’autre ne le confirme\u00a0: confirmez la personne.', 'confirm-person'),
  },
  {
    id: 'nir-inconnu',
    says: 'Le NIR n’est celui de personne dans le répertoire.',
    when: { verdict: 'unknown' },
    outcome: () =>
      toAgent('Ce numéro n’est à personne dans le répertoire\u00a0: cherchez la personne.', 'confirm-person'),
  },
  {
    id: 'plusieurs-personnes',
    says: 'Plusieurs personnes ou plusieurs lectures du NIR restent possibles.',
    when: { verdict: 'ambiguous' },
    outcome: () =>
      toAgent(
        'Plusieurs personnes ou plusieurs lectures restent possibles\u00a0: dites laquelle est la bonne.',
        'confirm-person',
      ),
  },
  {
    id: 'contradiction',
    says: 'Quelque chose dans le message désigne une autre personne.',
    when: { verdict: 'conflict' },
    outcome: () =>
      toAgent(
        'Le message se contredit sur la personne qui écrit\u00a0: confirmez-la.',
        'confirm-person',
        'nir-autre-personne',
      ),
  },
  {
    id: 'dossier-absent',
    says: 'La personne est reconnue, mais son dossier ne s’ouvre pas\u00a0: un agent le cherche.',
    when: { verdict: 'matched', status: 'none' },
    outcome: () =>
      toAgent('Aucun dossier n’est trouvé pour cette personne\u00a0: cherchez-le et confirmez-la.', 'confirm-person'),
  },
  {
    id: 'conjoint',
    says: 'Le conjoint ne voit que ses propres données, sauf accord de l’allocataire\u00a0: un agent répond.',
    when: { verdict: 'matched', person: 'conjoint' },
    outcome: ({ person, accessGranted, fittingLetter }) =>
      toAgent(whyHousehold(person, accessGranted), 'choose-letter', fittingLetter),
  },
  {
    id: 'enfant',
    says: 'Un enfant du dossier ne voit que ses propres données, sauf accord de l’allocataire\u00a0: un agent répond.',
    when: { verdict: 'matched', person: ['enfant', 'nobody'] },
    outcome: ({ person, accessGranted, fittingLetter }) =>
      toAgent(whyHousehold(person, accessGranted), 'choose-letter', fittingLetter),
  },
];
