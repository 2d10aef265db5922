import { z } from 'zod';
import type { RouteDescription } from '../../platform/http/route-description';

const GROUP = 'Bureau (pages pour les agents)';
const ID = '0199f3a2-5c1e-7d40-8a6b-3f2e1d0c9b8a';

/** The routes of notes.controller.ts. */
export const noteRoutes: readonly RouteDescription[] = [
  {
    method: 'post',
    path: '/bureau/mentions',
    group: GROUP,
    title: 'Dire que l’on a lu une note',
    about: 'De soi seul\u00a0; journalisé.',
    allows: ['session'],
    bodies: [
      { type: 'application/x-www-form-urlencoded', about: 'jeton, acte (lu ou tout-lu), note, courrier, corbeille' },
    ],
    answers: { 303: { about: 'Le courrier, ou la corbeille' } },
  },
  {
    method: 'post',
    path: '/bureau/:id/notes',
    group: GROUP,
    title: 'Laisser une note à ses collègues',
    about:
      'Interne\u00a0: elle ne part dans aucune lettre. «\u00a0@\u00a0» et le début d’un identifiant ou d’un nom prévient cette personne\u00a0; journalisé, sans le texte.',
    allows: ['session'],
    parameters: [{ name: 'id', in: 'path', about: 'Identifiant du courrier', schema: z.uuid(), example: ID }],
    bodies: [{ type: 'application/x-www-form-urlencoded', about: 'jeton, texte, pour (identifiant d’une personne)' }],
    answers: {
      303: { about: 'Le courrier, la note y est' },
      422: { about: 'Une mention n’est personne, ou plusieurs', content: { type: 'text/html' } },
    },
  },
];
