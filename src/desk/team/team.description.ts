import type { RouteDescription } from '../../platform/http/route-description';

const GROUP = 'Bureau (pages pour les agents)';
const html = (about: string) => ({ about, content: { type: 'text/html' } });

/** The routes of team.controller.ts. */
export const teamRoutes: readonly RouteDescription[] = [
  {
    method: 'get',
    path: '/bureau/equipe',
    group: GROUP,
    title: 'L’équipe',
    about: 'Qui est là, qui est absent, et combien de courriers sont confiés à chacun.',
    allows: ['session'],
    answers: { 200: html('L’équipe') },
  },
  {
    method: 'post',
    path: '/bureau/equipe',
    group: GROUP,
    title: 'Noter une absence, ou un retour',
    about:
      'La sienne\u00a0; celle d’autrui pour superviseurs et administrateurs. Les courriers confiés passent aux présents de l’équipe, également, et reviennent au retour\u00a0; journalisé.',
    allows: ['session'],
    bodies: [
      {
        type: 'application/x-www-form-urlencoded',
        about: 'jeton, acte (absence ou retour), compte, du, au (AAAA-MM-JJ), absence',
      },
    ],
    answers: { 303: { about: 'Noté' }, 422: html('Les jours ne vont pas, ou ce n’est pas la vôtre') },
  },
  {
    method: 'post',
    path: '/bureau/confier',
    group: GROUP,
    title: 'Confier des courriers à un collègue',
    about: 'Ou à une équipe, également, ou à personne. Qui est absent n’en reçoit pas\u00a0; journalisé.',
    allows: ['session'],
    bodies: [
      {
        type: 'application/x-www-form-urlencoded',
        about: 'jeton, courrier (plusieurs), a (compte:…, equipe:… ou personne), corbeille, depuis',
      },
    ],
    answers: { 303: { about: 'Confiés' }, 422: html('Personne de présent, ou rien de coché') },
  },
];
