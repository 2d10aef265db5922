import { z } from 'zod';
import { type RouteDescription, refusal } from '../../platform/http/route-description';

const GROUP = 'Bureau (pages pour les agents)';
const ID = '0199f3a2-5c1e-7d40-8a6b-3f2e1d0c9b8a';
const html = (about: string) => ({ about, content: { type: 'text/html' } });

/** The routes of macros.controller.ts. */
export const macroRoutes: readonly RouteDescription[] = [
  {
    method: 'get',
    path: '/bureau/gestes',
    group: GROUP,
    title: 'Les gestes fréquents',
    about: 'Superviseurs et administrateurs.',
    allows: ['session'],
    parameters: [{ name: 'geste', in: 'query', about: 'Celui que l’on modifie', schema: z.string(), example: ID }],
    answers: { 200: html('Les gestes'), 403: html('Votre rôle ne le permet pas') },
  },
  {
    method: 'post',
    path: '/bureau/gestes',
    group: GROUP,
    title: 'Garder ou retirer un geste',
    about: 'Ce qu’il fait\u00a0: demande, lettre et ses champs, approbation, à qui confier, note\u00a0; journalisé.',
    allows: ['session'],
    bodies: [
      {
        type: 'application/x-www-form-urlencoded',
        about: 'jeton, acte (garder ou retirer), geste, nom, touche, demande, lettre, champ-…, approbation, a, texte',
      },
    ],
    answers: {
      303: { about: 'Gardé' },
      403: html('Votre rôle ne le permet pas'),
      422: html('Il manque quelque chose'),
    },
  },
  {
    method: 'post',
    path: '/bureau/:id/geste',
    group: GROUP,
    title: 'Faire un geste sur un courrier',
    about: 'D’abord montré\u00a0; avec acte=faire, fait comme à la main, avec les mêmes droits et refus.',
    allows: ['session'],
    parameters: [{ name: 'id', in: 'path', about: 'Identifiant du courrier', schema: z.uuid(), example: ID }],
    bodies: [
      {
        type: 'application/x-www-form-urlencoded',
        about: 'jeton, geste, revision, corbeille, acte, vu, champ-…, texte',
      },
    ],
    answers: {
      200: html('Ce qu’il ferait'),
      303: { about: 'Fait\u00a0: le courrier suivant' },
      409: html('Le courrier a changé depuis'),
      422: html('Il ne serait pas fait'),
    },
  },
  {
    method: 'post',
    path: '/bureau/:id/geste/:piece',
    group: GROUP,
    title: 'Un PDF de la lettre d’un geste, ou le courriel entier',
    about: 'Par sa place, à partir de 1, ou «\u00a0message\u00a0».',
    allows: ['session'],
    parameters: [
      { name: 'id', in: 'path', about: 'Identifiant du courrier', schema: z.uuid(), example: ID },
      { name: 'piece', in: 'path', about: 'Place du PDF, ou «\u00a0message\u00a0»', schema: z.string(), example: '1' },
    ],
    bodies: [{ type: 'application/x-www-form-urlencoded', about: 'comme le geste' }],
    answers: {
      200: { about: 'Le PDF, ou le message (.eml)', content: { type: 'application/pdf' } },
      422: refusal(422, 'Rien ne partirait', 'Rien à montrer', 'Aucune lettre ne partirait.'),
    },
  },
];
