import type { BasketContent } from '../persistence/desk/basket.query';

export interface BasketDefinition {
  /** As the address has it. */
  readonly name: string;
  readonly label: string;
  readonly content: BasketContent;
  /** What is settled is not counted: a number that only grows says nothing, and costs. */
  readonly archive?: true;
}

/** Where a day begins. */
export const FIRST_BASKET: BasketDefinition = {
  name: 'a-regler',
  label: 'À régler',
  content: { kind: 'task', task: null },
};

/** The baskets in the order in which they stand. */
export const BASKETS: readonly BasketDefinition[] = [
  { name: 'pour-moi', label: 'Pour moi', content: { kind: 'mine' } },
  FIRST_BASKET,
  { name: 'a-identifier', label: 'À identifier', content: { kind: 'task', task: 'identify' } },
  { name: 'a-decider', label: 'À décider', content: { kind: 'task', task: 'decide' } },
  { name: 'a-ecrire', label: 'À écrire', content: { kind: 'task', task: 'write' } },
  { name: 'illisible', label: 'Illisibles', content: { kind: 'task', task: 'read' } },
  { name: 'a-approuver', label: 'À approuver', content: { kind: 'approval' } },
  { name: 'en-retard', label: 'En retard', content: { kind: 'late' } },
  { name: 'en-attente', label: 'En attente', content: { kind: 'states', states: ['waiting-sender'] } },
  { name: 'en-echec', label: 'En échec', content: { kind: 'states', states: ['failed'] } },
  {
    name: 'en-cours',
    label: 'En cours',
    content: { kind: 'states', states: ['received', 'reading', 'triage', 'composing', 'dispatching'] },
  },
  {
    name: 'repondu',
    label: 'Répondus',
    content: { kind: 'states', states: ['answered', 'closed', 'joined'] },
    archive: true,
  },
  { name: 'ecarte', label: 'Mis de côté', content: { kind: 'states', states: ['set-aside'] }, archive: true },
];

export const basketNamed = (name: string | undefined): BasketDefinition | undefined =>
  BASKETS.find((basket) => basket.name === name);
