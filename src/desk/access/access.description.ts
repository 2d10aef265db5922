import { z } from 'zod';
import type { AnswerDescription, ParameterDescription, RouteDescription } from '../../platform/http/route-description';

const GROUP = 'Bureau (pages pour les agents)';
const page = (about: string): AnswerDescription => ({ about, content: { type: 'text/html' } });
const elsewhere = (about: string): AnswerDescription => ({ about });
const form = (about: string) => ({ type: 'application/x-www-form-urlencoded', about });
const tokenParameter: ParameterDescription = {
  name: 'token',
  in: 'path',
  about: 'Code du lien, qui sert une fois',
  schema: z.string(),
  example: 'x8Kq2mN4pR7sT0vW3yZ6bD9fH1jL5nQ8',
};
const common = { group: GROUP } as const;

/** The routes of access.controller.ts and accounts.controller.ts. */
export const accessRoutes: readonly RouteDescription[] = [
  {
    ...common,
    method: 'post',
    path: '/bureau/entrer',
    title: 'Entrer au bureau',
    about:
      'Par un compte, avec un code où il est en place\u00a0; ou par une clé d’API de portée «\u00a0operate\u00a0».',
    allows: [],
    bodies: [form('identifiant, motdepasse et code, ou cle')],
    answers: { 303: elsewhere('Entré'), 403: page('Refusé'), 429: page('Trop d’essais') },
  },
  {
    ...common,
    method: 'get',
    path: '/bureau/fournisseur',
    title: 'Entrer par le fournisseur d’identité',
    about: 'OpenID Connect, où il est configuré\u00a0: code d’autorisation avec PKCE, state et nonce.',
    allows: [],
    answers: {
      303: elsewhere('Vers le fournisseur'),
      404: page('Aucun n’est configuré'),
      429: page('Trop d’essais'),
      502: page('Le fournisseur ne répond pas'),
    },
  },
  {
    ...common,
    method: 'get',
    path: '/bureau/fournisseur/retour',
    title: 'Revenir du fournisseur d’identité',
    about: 'Le compte se crée à la première entrée\u00a0; nom et rôle suivent ce que dit le fournisseur.',
    allows: [],
    answers: {
      200: page('Entré'),
      403: page('Refusé, ou aucun rôle'),
      404: page('Aucun n’est configuré'),
      502: page('Le fournisseur ne répond pas comme il faut'),
    },
  },
  {
    ...common,
    method: 'post',
    path: '/bureau/sortir',
    title: 'Sortir du bureau',
    about: 'La session est finie.',
    allows: ['session'],
    bodies: [form('jeton')],
    answers: { 303: elsewhere('Sorti') },
  },
  {
    ...common,
    method: 'get',
    path: '/bureau/invitation/:token',
    title: 'Un lien d’invitation',
    about: 'La page où l’on choisit son mot de passe\u00a0; au premier démarrage, où l’on crée l’administrateur.',
    allows: [],
    parameters: [tokenParameter],
    answers: { 200: page('La page'), 410: page('Le lien ne sert plus') },
  },
  {
    ...common,
    method: 'post',
    path: '/bureau/invitation/:token',
    title: 'Accepter une invitation',
    about: 'Le mot de passe est gardé en argon2id, le lien ne sert plus.',
    allows: [],
    parameters: [tokenParameter],
    bodies: [form('nouveau, encore\u00a0; pour l’administrateur nom et identifiant')],
    answers: {
      303: elsewhere('Entré'),
      410: page('Le lien ne sert plus'),
      422: page('Il manque quelque chose'),
      429: page('Trop d’essais'),
    },
  },
  {
    ...common,
    method: 'get',
    path: '/bureau/compte',
    title: 'Son propre compte',
    about: 'Mot de passe et codes à usage unique.',
    allows: ['session'],
    answers: { 200: page('Le compte') },
  },
  {
    ...common,
    method: 'post',
    path: '/bureau/compte',
    title: 'Changer son compte',
    about: 'Le mot de passe actuel est demandé, sauf pour mettre un code en place.',
    allows: ['session'],
    bodies: [form('jeton, acte, et ce qu’il faut à l’acte')],
    answers: { 200: page('Fait'), 422: page('Refusé') },
  },
  {
    ...common,
    method: 'get',
    path: '/bureau/comptes',
    title: 'Les comptes du bureau',
    about: 'Pour l’administrateur.',
    allows: ['session'],
    answers: { 200: page('Les comptes'), 403: page('Votre rôle ne le permet pas') },
  },
  {
    ...common,
    method: 'post',
    path: '/bureau/comptes',
    title: 'Créer ou changer un compte',
    about: 'Pour l’administrateur\u00a0; un compte nouveau reçoit un lien pour choisir son mot de passe.',
    allows: ['session'],
    bodies: [form('jeton, acte, et ce qu’il faut à l’acte')],
    answers: { 200: page('Fait'), 403: page('Votre rôle ne le permet pas'), 422: page('Refusé') },
  },
];
