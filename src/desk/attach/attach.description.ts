import { z } from 'zod';
import {
  type Content,
  KEY_REFUSALS,
  type ParameterDescription,
  type RouteDescription,
  refusal,
} from '../../platform/http/route-description';
import { newLetter } from '../outgoing/outgoing-api.controller';
import { attachRequest, detachRequest } from './attach.controller';

const ID = '0199f3a2-5c1e-7d40-8a6b-3f2e1d0c9b8a';
const self = `/api/correspondences/${ID}`;
const LINKS = { self, events: `${self}/events`, decision: `${self}/decision` };
const json = (schema: z.ZodType, example: unknown, about?: string): Content => ({
  type: 'application/json',
  schema,
  example,
  ...(about === undefined ? {} : { about }),
});
const links = z.looseObject({ self: z.string(), events: z.string(), decision: z.string() });
const standing = z.looseObject({ id: z.uuid(), reference: z.string(), state: z.string(), revision: z.int(), links });
const example = { id: ID, reference: 'C-2026-004217', state: 'needs-agent', revision: 3, links: LINKS };
const idParameter: ParameterDescription = {
  name: 'id',
  in: 'path',
  about: 'Identifiant du courrier',
  schema: z.uuid(),
  example: ID,
};
const REFUSALS = {
  ...KEY_REFUSALS,
  404: refusal(404, 'Aucun courrier de ce nom', 'Introuvable', 'Ce courrier n’existe pas.'),
  409: refusal(
    409,
    'Il a changé depuis, est en cours, ou l’autre n’existe pas',
    'Rattachement refusé',
    'Ce courrier a changé depuis\u00a0: rouvrez-le.',
  ),
  422: refusal(422, 'La demande n’est pas comprise', 'Demande mal formée', 'donnez reference ou person, l’un des deux'),
};

/** The routes of attach.controller.ts and outgoing-api.controller.ts. */
export const attachRoutes: readonly RouteDescription[] = [
  {
    method: 'post',
    path: '/api/correspondences/:id/attach',
    group: 'Courriers',
    title: 'Rattacher un courrier',
    about:
      'À un autre courrier, par sa référence (il lui est joint), ou à une personne du répertoire, sans que rien soit décidé ni envoyé. Journalisé.',
    allows: ['operate'],
    parameters: [idParameter],
    bodies: [json(attachRequest, { revision: 2, reference: 'C-2026-004212' }, 'reference, ou person')],
    answers: { 200: { about: 'Rattaché', content: json(standing, example) }, ...REFUSALS },
  },
  {
    method: 'post',
    path: '/api/correspondences/:id/detach',
    group: 'Courriers',
    title: 'Détacher un courrier',
    about: 'Reprend un rattachement\u00a0: à un courrier (case) ou à une personne (person).',
    allows: ['operate'],
    parameters: [idParameter],
    bodies: [json(detachRequest, { revision: 3, from: 'case' })],
    answers: { 200: { about: 'Détaché', content: json(standing, example) }, ...REFUSALS },
  },
  {
    method: 'get',
    path: '/api/persons/letters',
    group: 'Personnes',
    title: 'Les lettres que l’on peut écrire à une personne',
    about: 'Chacune avec ses champs libres.',
    allows: ['operate'],
    answers: {
      200: {
        about: 'Les lettres',
        content: json(z.looseObject({ letters: z.array(z.looseObject({ name: z.string(), title: z.string() })) }), {
          letters: [{ name: 'information', title: 'Information', fields: [] }],
        }),
      },
      ...KEY_REFUSALS,
    },
  },
  {
    method: 'post',
    path: '/api/persons/letters',
    group: 'Personnes',
    title: 'Écrire à une personne qui n’a rien demandé',
    about:
      'La lettre part par la poste, à l’adresse du dossier. Avec order, la même demande envoyée deux fois est une seule lettre.',
    allows: ['operate'],
    bodies: [
      json(newLetter, {
        numeroAllocataire: '0260311',
        letter: 'information',
        fields: { message: 'Nous sommes ouverts le samedi matin.' },
      }),
    ],
    answers: {
      201: { about: 'Commandée', content: json(z.looseObject({ id: z.uuid(), links }), { id: ID, links: LINKS }) },
      ...KEY_REFUSALS,
      422: refusal(
        422,
        'Il manque quelque chose, ou rien ne peut être écrit à cette adresse',
        'Lettre refusée',
        'Aucun dossier du répertoire ne porte ce numéro allocataire.',
      ),
    },
  },
];
