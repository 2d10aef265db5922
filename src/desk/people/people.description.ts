import { z } from 'zod';
import { type Content, KEY_REFUSALS, type RouteDescription, refusal } from '../../platform/http/route-description';
import { namedPerson } from './named-person';
import { newNote } from './new-note';

const GROUP = 'Personnes';
const ID = '0199f3a2-5c1e-7d40-8a6b-3f2e1d0c9b8a';
const json = (schema: z.ZodType, example: unknown, about?: string): Content => ({
  type: 'application/json',
  schema,
  example,
  ...(about === undefined ? {} : { about }),
});
const entry = z.looseObject({
  kind: z.enum(['received', 'sent', 'note']),
  id: z.uuid(),
  at: z.iso.datetime(),
  channel: z.enum(['email', 'post', 'phone', 'accueil']),
});
const NOT_FOUND = refusal(
  422,
  'Le numéro est mal formé, ou n’est celui de personne',
  'Personne non trouvée',
  'NIR dont la clé est fausse.',
);

/** The routes of people.controller.ts and people-pages.controller.ts. */
export const peopleRoutes: readonly RouteDescription[] = [
  {
    method: 'post',
    path: '/api/persons/correspondences',
    group: GROUP,
    title: 'Tout le courrier d’une personne',
    about:
      'Ce qui est venu, ce qui est parti et ce qui fut dit, le plus récent d’abord\u00a0: d’une personne par son NIR, de tout le dossier par le numéro allocataire. La consultation est journalisée.',
    allows: ['operate'],
    bodies: [json(namedPerson, { numeroAllocataire: '0260311' }, 'Dans le corps, jamais dans l’adresse')],
    answers: {
      200: {
        about: 'Au plus cinq cents entrées',
        content: json(z.looseObject({ numeroAllocataire: z.string(), entries: z.array(entry) }), {
          numeroAllocataire: '0260311',
          entries: [
            {
              ...{ kind: 'received', id: ID, at: '2026-11-23T09:12:00.000Z', channel: 'email' },
              ...{ reference: 'C-2026-004217', state: 'answered' },
            },
          ],
        }),
      },
      ...KEY_REFUSALS,
      422: NOT_FOUND,
    },
  },
  {
    method: 'post',
    path: '/api/persons/notes',
    group: GROUP,
    title: 'Noter un appel ou une visite',
    about: 'La note est chiffrée et gardée avec le courrier de la personne.',
    allows: ['operate'],
    bodies: [json(newNote, { numeroAllocataire: '0260311', channel: 'phone', text: 'Rappeler lundi.' })],
    answers: {
      201: {
        about: 'Gardée',
        content: json(z.looseObject({ id: z.uuid(), numeroAllocataire: z.string() }), {
          id: ID,
          numeroAllocataire: '0260311',
        }),
      },
      ...KEY_REFUSALS,
      422: NOT_FOUND,
    },
  },
  {
    method: 'post',
    path: '/bureau/personnes/lettre',
    group: GROUP,
    title: 'Écrire à une personne qui n’a rien demandé',
    about: 'Le formulaire d’une lettre\u00a0; avec acte=envoyer, elle part par la poste à l’adresse du dossier.',
    allows: ['session'],
    bodies: [{ type: 'application/x-www-form-urlencoded', about: 'lettre, numero, ordre, acte et les champs libres' }],
    answers: {
      200: { about: 'Le formulaire de la lettre', content: { type: 'text/html' } },
      303: { about: 'Commandée\u00a0: son courrier' },
      422: {
        about: 'Il manque quelque chose, ou rien ne peut être écrit à cette adresse',
        content: { type: 'text/html' },
      },
    },
  },
  {
    method: 'post',
    path: '/bureau/personnes/lettre/apercu',
    group: GROUP,
    title: 'Voir une lettre avant de l’envoyer',
    about: 'Le PDF tel qu’il partirait, à sa référence près.',
    allows: ['session'],
    bodies: [{ type: 'application/x-www-form-urlencoded', about: 'lettre, numero et les champs libres' }],
    answers: {
      200: { about: 'La lettre', content: { type: 'application/pdf' } },
      422: { about: 'Il manque quelque chose', content: { type: 'text/html' } },
    },
  },
  {
    method: 'get',
    path: '/bureau/personnes',
    group: GROUP,
    title: 'La page d’une personne',
    about: 'Le formulaire où l’on tape le numéro.',
    allows: ['session'],
    answers: { 200: { about: 'Le formulaire', content: { type: 'text/html' } }, 303: { about: 'Sans session' } },
  },
  {
    method: 'post',
    path: '/bureau/personnes',
    group: GROUP,
    title: 'Tout le courrier d’une personne, au bureau',
    about: 'Avec une note, s’il y en a une à garder.',
    allows: ['session'],
    bodies: [{ type: 'application/x-www-form-urlencoded', about: 'numero, et note avec voie' }],
    answers: {
      200: { about: 'Ce qui est venu et parti', content: { type: 'text/html' } },
      303: { about: 'Sans session' },
      422: { about: 'Numéro mal formé ou inconnu', content: { type: 'text/html' } },
    },
  },
];
