import { type DecisionRow, nothing, toAgent } from './decision-row';

/** What no machine answers, whoever wrote and whatever is asked. */
export const NOT_BY_MACHINE_ROWS: readonly DecisionRow[] = [
  {
    // RFC 3834 §2: an automatic message gets no automatic answer.
    id: 'message-automatique',
    says: 'Un message automatique, une liste, un avis de non-remise ou notre propre message ne reçoit jamais de réponse.',
    when: { automatic: true },
    outcome: () => ({ ...nothing(), state: 'set-aside' }),
  },
  {
    id: 'illisible',
    says: 'Ce que la machine ne peut pas lire, un agent le lit.',
    when: { unreadable: true },
    outcome: ({ pagesAgain }) =>
      toAgent('Le contenu n’a pas pu être lu\u00a0: ouvrez l’original.', 'read', pagesAgain ? 'page-illisible' : null),
  },
  {
    id: 'danger',
    says: 'Danger ou détresse\u00a0: une personne répond, jamais la machine.',
    when: { danger: true },
    outcome: () => toAgent('Danger ou détresse\u00a0: à lire et à traiter en premier.', 'answer'),
  },
  {
    id: 'reponse-automatique-exclue',
    says: 'Aucune réponse automatique ne peut partir, bien qu’une personne ait écrit.',
    when: { mayAutoReply: false },
    outcome: () =>
      toAgent('Aucune réponse automatique ne peut partir pour ce message\u00a0: répondez vous-même.', 'answer'),
  },
];
