import { setTimeout as wait } from 'node:timers/promises';

const ONE = { lettre: 'acces-compte' };
const OTHER = { lettre: 'information', 'champ-message': 'Votre demande est à l’étude.' };
/** Just about when a decision can no longer be taken back, before or after. */
const AROUND_DUE_MS = { from: 850, width: 300 };

const taken = (all) => all.filter((one) => one).length;

/**
 * Ways in which two people answer one item at once. Each gets the item and three agents at two processes: `a` does what is decided
 * at once, `b` a second later, so that it can be taken back. `taken` is how many may be told that theirs was taken.
 */
export const RACES = {
  'two letters at once, one process': {
    taken: [1],
    run: async (id, { ada, bo }) => taken(await Promise.all([ada.a.send(id, ONE), bo.a.send(id, OTHER)])),
  },
  'two letters at once, two processes': {
    // Of a decision that can be taken back it is said later that another was quicker.
    taken: [1, 2],
    run: async (id, { ada, bo }) => taken(await Promise.all([ada.a.send(id, ONE), bo.b.send(id, OTHER)])),
  },
  'two letters at once, each to be taken back': {
    taken: [1],
    run: async (id, { ada, bo }) => taken(await Promise.all([ada.b.send(id, ONE), bo.b.send(id, OTHER)])),
  },
  'one button pressed twice': {
    taken: [1],
    run: async (id, { ada }) => taken(await Promise.all([ada.a.send(id, ONE), ada.a.send(id, ONE)])),
  },
  'taken over while it is answered': {
    taken: [1],
    async run(id, { ada, bo }) {
      await ada.a.open(id);
      const takenOver = bo.a.act(id, { acte: 'reprendre' }).then(() => bo.a.send(id, OTHER));
      return taken(await Promise.all([ada.a.send(id, ONE), takenOver]));
    },
  },
  'approved by two colleagues': {
    taken: [1],
    async run(id, { ada, bo, cy }) {
      if (!(await ada.b.send(id, { ...ONE, approbation: 'oui' }))) throw new Error('approval could not be asked');
      const approve = { acte: 'approuver' };
      return taken(await Promise.all([bo.a.act(id, approve), cy.b.act(id, approve)]));
    },
  },
  'taken back as it falls due, then answered by another': {
    taken: [0, 1],
    async run(id, { ada, bo }) {
      if (!(await ada.b.send(id, ONE))) throw new Error('not taken');
      await wait(AROUND_DUE_MS.from + Math.random() * AROUND_DUE_MS.width);
      await ada.b.act(id, { acte: 'annuler' });
      return taken([await bo.a.send(id, OTHER)]);
    },
  },
};
