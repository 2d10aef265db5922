import type { AnswerDescription, RouteDescription } from '../../platform/http/route-description';

const GROUP = 'Vérification (pour qui a reçu une attestation)';
const page = (about: string): AnswerDescription => ({ about, content: { type: 'text/html' } });

/** The routes of verification.controller.ts. */
export const verificationRoutes: readonly RouteDescription[] = [
  {
    method: 'get',
    path: '/verifier',
    group: GROUP,
    title: 'Vérifier une attestation',
    about: 'La page où l’on donne le fichier, ou le contenu du code.',
    allows: [],
    answers: { 200: page('La page') },
  },
  {
    method: 'post',
    path: '/verifier',
    group: GROUP,
    title: 'Ce que vaut une attestation',
    about:
      'Authentique, modifiée, révoquée ou inconnue. Ce qui a été signé n’est redit que d’un document authentique\u00a0; rien n’est gardé.',
    allows: [],
    bodies: [{ type: 'multipart/form-data', about: 'fichier (PDF), ou code (base64 ou hexadécimal)' }],
    answers: {
      200: page('Le verdict'),
      400: page('L’envoi est coupé'),
      413: page('Plus de 5\u00a0Mo'),
      415: page('Un autre envoi que le formulaire'),
      422: page('Ni fichier, ni code lisible'),
      429: page('Trop de vérifications'),
      503: page('Le service ne répond pas'),
    },
  },
];
