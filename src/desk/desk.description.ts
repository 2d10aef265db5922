import { z } from 'zod';
import {
  type AnswerDescription,
  type ParameterDescription,
  type RouteDescription,
  refusal,
} from '../platform/http/route-description';

const GROUP = 'Bureau (pages pour les agents)';
const ID = '0199f3a2-5c1e-7d40-8a6b-3f2e1d0c9b8a';
const page = (about: string): AnswerDescription => ({ about, content: { type: 'text/html' } });
const elsewhere = (about: string): AnswerDescription => ({ about });
const idParameter: ParameterDescription = {
  name: 'id',
  in: 'path',
  about: 'Identifiant du courrier',
  schema: z.uuid(),
  example: ID,
};

const fileParameter: ParameterDescription = {
  name: 'file',
  in: 'path',
  about: 'Identifiant d’un document, ou place d’une pièce jointe, à partir de 1',
  schema: z.string(),
  example: '1',
};

/** The routes of desk.controller.ts: pages for people, no interface for programs. */
export const deskRoutes: readonly RouteDescription[] = [
  {
    method: 'get',
    path: '/bureau',
    group: GROUP,
    title: 'Une corbeille, ou la page d’entrée',
    about: 'Sans session, la page où l’on entre.',
    allows: ['session'],
    parameters: [
      {
        name: 'corbeille',
        in: 'query',
        about: 'Nom de la corbeille\u00a0; «\u00a0a-regler\u00a0» par défaut',
        schema: z.string(),
        example: 'a-regler',
      },
      {
        name: 'voie',
        in: 'query',
        about: '«\u00a0courriel\u00a0» ou «\u00a0papier\u00a0»',
        schema: z.string(),
        example: 'papier',
      },
      {
        name: 'urgent',
        in: 'query',
        about: '«\u00a0oui\u00a0»\u00a0: danger, délais légaux, personnes fragiles',
        schema: z.string(),
        example: 'oui',
      },
      {
        name: 'agent',
        in: 'query',
        about: 'Identifiant d’un compte\u00a0: ce qui lui est confié',
        schema: z.string(),
        example: ID,
      },
      { name: 'page', in: 'query', about: 'Par cinquante, à partir de 1', schema: z.string(), example: '2' },
    ],
    answers: { 200: page('La corbeille') },
  },
  {
    method: 'post',
    path: '/bureau/recherche',
    group: GROUP,
    title: 'Chercher un courrier',
    about:
      'Par des mots, sans accents ni terminaisons, ou par sa référence\u00a0; un NIR mène à la page de la personne. Journalisé, sans les mots.',
    allows: ['session'],
    bodies: [{ type: 'application/x-www-form-urlencoded', about: 'jeton, numero' }],
    answers: {
      200: page('Ce qui est trouvé'),
      303: elsewhere('Le courrier de cette référence'),
      307: elsewhere('Un numéro\u00a0: la page de la personne'),
    },
  },
  {
    method: 'get',
    path: '/bureau/:id',
    group: GROUP,
    title: 'Un courrier',
    about: 'Ce qui est arrivé, ce qui est proposé, et ce qui le règle.',
    allows: ['session'],
    parameters: [idParameter],
    answers: { 200: page('Le courrier'), 303: elsewhere('Sans session\u00a0: la page d’entrée') },
  },
  {
    method: 'post',
    path: '/bureau/:id',
    group: GROUP,
    title: 'Régler un courrier par le formulaire',
    about: 'Le même acte que POST /api/correspondences/:id/decision.',
    allows: ['session'],
    parameters: [idParameter],
    bodies: [{ type: 'application/x-www-form-urlencoded', about: 'acte, revision et ce qu’il faut à l’acte' }],
    answers: {
      303: elsewhere('Réglé'),
      409: page('Le courrier a changé depuis'),
      422: page('Il manque quelque chose'),
    },
  },
  {
    method: 'get',
    path: '/bureau/tableau',
    group: GROUP,
    title: 'Le tableau',
    about: 'Reçus, réglés, reconnus sans agent, stock par âge\u00a0: rien de personnel.',
    allows: ['session'],
    answers: { 200: page('Le tableau'), 403: page('Votre rôle ne le permet pas') },
  },
  {
    method: 'get',
    path: '/bureau/tableau.csv',
    group: GROUP,
    title: 'Le tableau en CSV',
    about: 'Une ligne par jour.',
    allows: ['session'],
    answers: { 200: { about: 'Le tableau', content: { type: 'text/csv' } }, 403: page('Votre rôle ne le permet pas') },
  },
  {
    method: 'get',
    path: '/bureau/bureau.js',
    group: GROUP,
    title: 'Le script du bureau',
    about: 'Touches de raccourci\u00a0; chaque page sert aussi sans lui.',
    allows: [],
    answers: { 200: { about: 'Le script', content: { type: 'text/javascript' } } },
  },
  {
    method: 'post',
    path: '/bureau/:id/reveler',
    group: GROUP,
    title: 'Voir un NIR en entier',
    about: 'De l’une des personnes proposées, avec un motif\u00a0; journalisé.',
    allows: ['session'],
    parameters: [idParameter],
    bodies: [{ type: 'application/x-www-form-urlencoded', about: 'jeton, numero, personne, motif' }],
    answers: { 200: page('Le courrier, ce NIR montré'), 422: page('Il manque le motif') },
  },
  {
    method: 'post',
    path: '/bureau/lot',
    group: GROUP,
    title: 'Une lettre à plusieurs courriers',
    about: 'Chacune telle qu’elle partirait, puis, avec acte=envoyer, celles qui ont été vues.',
    allows: ['session'],
    bodies: [
      {
        type: 'application/x-www-form-urlencoded',
        about: 'jeton, lettre, courrier (plusieurs), ou acte et vu (plusieurs)',
      },
    ],
    answers: { 200: page('Les aperçus, ou ce qui est décidé') },
  },
  {
    method: 'post',
    path: '/bureau/:id/apercu',
    group: GROUP,
    title: 'Une réponse avant son envoi',
    about:
      'La lettre choisie, ce que l’agent y écrit, le courriel et le PDF tels qu’ils partiraient\u00a0; rien n’est gardé.',
    allows: ['session'],
    parameters: [idParameter],
    bodies: [
      {
        type: 'application/x-www-form-urlencoded',
        about: 'jeton, revision, lettre, voie, grands, et champ-… de la lettre',
      },
    ],
    answers: { 200: page('L’aperçu'), 422: page('Ce qui manque, ou qui est douteux') },
  },
  {
    method: 'post',
    path: '/bureau/:id/apercu/:piece',
    group: GROUP,
    title: 'Un PDF de cette réponse, ou le courriel entier',
    about: 'Par sa place, à partir de 1, ou «\u00a0message\u00a0».',
    allows: ['session'],
    parameters: [
      idParameter,
      { name: 'piece', in: 'path', about: 'Place du PDF, ou «\u00a0message\u00a0»', schema: z.string(), example: '1' },
    ],
    bodies: [{ type: 'application/x-www-form-urlencoded', about: 'comme l’aperçu' }],
    answers: {
      200: { about: 'Le PDF, ou le message (.eml)', content: { type: 'application/pdf' } },
      422: refusal(422, 'Rien ne partirait', 'Rien à montrer', 'Il manque\u00a0: Ce que vous lui écrivez.'),
    },
  },
  {
    method: 'get',
    path: '/bureau/:id/mise-en-forme',
    group: GROUP,
    title: 'Un courriel tel que mis en forme',
    about: 'Refait de balises simples, sans images, liens ni styles\u00a0; dans un cadre fermé.',
    allows: ['session'],
    parameters: [idParameter],
    answers: { 200: page('Le message') },
  },
  {
    method: 'get',
    path: '/bureau/:id/pages/:file/:page',
    group: GROUP,
    title: 'Une page en image',
    about: 'D’un document gardé, ou d’une pièce jointe par sa place.',
    allows: ['session'],
    parameters: [
      idParameter,
      fileParameter,
      { name: 'page', in: 'path', about: 'À partir de 1', schema: z.string(), example: '1' },
    ],
    answers: { 200: { about: 'L’image', content: { type: 'image/jpeg' } } },
  },
  {
    method: 'post',
    path: '/bureau/:id/pages/:file/:page/zone',
    group: GROUP,
    title: 'Lire une zone d’une page',
    about:
      'Lecture optique de ce qui est tracé\u00a0; un numéro connu se met dans son champ. Journalisé, sans ce qui est lu.',
    allows: ['session'],
    parameters: [
      idParameter,
      fileParameter,
      { name: 'page', in: 'path', about: 'À partir de 1', schema: z.string(), example: '1' },
    ],
    bodies: [
      {
        type: 'application/x-www-form-urlencoded',
        about: 'jeton, gauche, haut, largeur, hauteur (en centièmes de la page)',
      },
    ],
    answers: { 200: page('Le courrier, et ce qui est lu'), 422: page('La zone manque') },
  },
  {
    method: 'get',
    path: '/bureau/:id/pieces/:file',
    group: GROUP,
    title: 'Une pièce jointe',
    about: 'Seulement téléchargée, sous un nom qui n’est pas le sien.',
    allows: ['session'],
    parameters: [idParameter, fileParameter],
    answers: { 200: { about: 'La pièce', content: { type: 'application/octet-stream' } } },
  },
  {
    method: 'get',
    path: '/bureau/:id/documents/:documentId',
    group: GROUP,
    title: 'Un document d’un courrier',
    about: 'Montré s’il est PDF, PNG ou JPEG, sinon seulement téléchargé.',
    allows: ['session'],
    parameters: [
      idParameter,
      { name: 'documentId', in: 'path', about: 'Identifiant du document', schema: z.uuid(), example: ID },
    ],
    answers: {
      200: { about: 'Le document', content: { type: 'application/octet-stream' } },
      303: elsewhere('Sans session\u00a0: la page d’entrée'),
    },
  },
];
