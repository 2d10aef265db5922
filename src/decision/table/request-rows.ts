import type { LetterName } from '../../domain/correspondence';
import { acknowledge, type DecisionRow, reply } from './decision-row';

/** Everything else that is asked; the last row always holds. */
export const REQUEST_ROWS: readonly DecisionRow[] = [
  {
    id: 'acces-a-confirmer',
    says: 'La demande d’accès au compte n’est pas sûre\u00a0: la machine accuse réception, et un agent confirme.',
    when: { kind: 'acces-compte', certainty: ['propose', 'ask'] },
    outcome: ({ fittingLetter }) =>
      acknowledge(
        'Peut-être une demande d’accès au compte\u00a0: confirmez-la. L’accusé de réception part de lui-même.',
        fittingLetter,
        'choose-letter',
      ),
  },
  {
    // caf.fr takes numbers that begin with 1 or 2 only: nothing is promised to the others.
    id: 'acces-numero-provisoire',
    says: 'La personne a un numéro provisoire, que caf.fr n’accepte pas encore\u00a0: la lettre le lui explique.',
    when: { kind: 'acces-compte', temporaryNir: true },
    outcome: () => reply('explain-access', 'acces-compte-temporaire'),
  },
  {
    id: 'acces-au-compte',
    says: 'La personne est reconnue\u00a0: la lettre explique comment se connecter.',
    when: { kind: 'acces-compte' },
    outcome: () => reply('explain-access', 'acces-compte'),
  },
  byAgent('changement-adresse', ['adresse'], 'changement-adresse', 'Un agent enregistre la nouvelle adresse.'),
  byAgent(
    'contestation-ou-remise',
    ['contestation-cra', 'remise-dette', 'indu'],
    'contestation-remise-dette',
    'Un agent répond, et dit les deux démarches possibles.',
  ),
  byAgent('deces-signale', ['deces'], 'deces', 'Un agent met le dossier à jour et répond à la famille.'),
  byAgent('pieces-recues', ['pieces'], 'pieces-manquantes', 'Un agent dit quelles pièces manquent encore.'),
  {
    // CRPA L114-2.
    id: 'autre-caf',
    says: 'La personne change de Caf\u00a0: la machine accuse réception, et un agent transmet ou fait suivre le dossier.',
    when: { kind: 'mutation' },
    outcome: () =>
      acknowledge(
        'Changement de Caf\u00a0: transmettez le courrier à la Caf qui en a la charge, ou répondez. L’accusé de réception part de lui-même.',
        'autre-caf',
        'forward',
      ),
  },
  byAgent(
    'procuration',
    ['procuration-tutelle'],
    'tiers-sans-autorisation',
    'Un agent vérifie qui peut agir pour la personne.',
  ),
  {
    id: 'autre-demande',
    says: 'La machine accuse réception, et un agent répond sur le fond.',
    when: {},
    outcome: ({ kindName }) => acknowledge(reasonOf(kindName)),
  },
];

function byAgent(id: string, kind: readonly string[], letter: LetterName, what: string): DecisionRow {
  return {
    id,
    says: `La machine accuse réception. ${what}`,
    when: { kind },
    outcome: ({ kindName }) => acknowledge(reasonOf(kindName), letter),
  };
}

function reasonOf(kindName: string): string {
  return `À traiter par un agent\u00a0: ${kindName}. L’accusé de réception part de lui-même.`;
}
