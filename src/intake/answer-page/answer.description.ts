import { z } from 'zod';
import type { AnswerDescription, ParameterDescription, RouteDescription } from '../../platform/http/route-description';

const GROUP = 'Page unique (pour les expéditeurs)';
const page = (about: string): AnswerDescription => ({ about, content: { type: 'text/html' } });
const tokenParameter: ParameterDescription = {
  name: 'token',
  in: 'path',
  about: 'Le code de l’e-mail ou de la lettre, avec ou sans tirets',
  schema: z.string(),
  example: 'K7QM3F2AB8RWN5TXE4HJYC6PDGVZ',
};
const FORM = 'application/x-www-form-urlencoded';

/** The routes of answer.controller.ts: pages for people, which tell nothing of any case. */
export const answerRoutes: readonly RouteDescription[] = [
  {
    method: 'get',
    path: '/repondre',
    group: GROUP,
    title: 'Écrire le code d’une lettre',
    about: 'Pour qui a reçu notre demande par la poste.',
    allows: [],
    answers: { 200: page('La page') },
  },
  {
    method: 'post',
    path: '/repondre',
    group: GROUP,
    title: 'Donner le code d’une lettre',
    about: 'Mène au formulaire\u00a0; le code n’est pas vérifié ici.',
    allows: [],
    bodies: [{ type: FORM, about: 'code' }],
    answers: { 303: { about: 'Le formulaire' }, 422: page('Le code est mal recopié') },
  },
  {
    method: 'get',
    path: '/repondre/transmis',
    group: GROUP,
    title: 'Après l’envoi',
    about: 'La même page, que le lien ait servi ou non.',
    allows: [],
    answers: { 200: page('La page') },
  },
  {
    method: 'get',
    path: '/repondre/:token',
    group: GROUP,
    title: 'Le formulaire du numéro manquant',
    about: 'Le même pour tout code, connu ou non.',
    allows: [],
    parameters: [tokenParameter],
    answers: { 200: page('Le formulaire') },
  },
  {
    method: 'post',
    path: '/repondre/:token',
    group: GROUP,
    title: 'Donner le numéro manquant',
    about:
      'Seule la forme est vérifiée ici. Un code inconnu, déjà employé ou trop ancien a la même réponse qu’un code valable.',
    allows: [],
    parameters: [tokenParameter],
    bodies: [{ type: FORM, about: 'nom, prenom, jour, mois, annee, nir' }],
    answers: {
      303: { about: 'Conservé, si le code est valable' },
      413: page('Trop long'),
      422: page('Le formulaire, avec ce qui est à corriger'),
      429: page('Trop d’essais'),
    },
  },
];
