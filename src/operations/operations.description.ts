import { z } from 'zod';
import { KEY_REFUSALS, type RouteDescription, refusal } from '../platform/http/route-description';
import { RECEIPT_CLASSES } from './reconciliation.query';

const GROUP = 'Exploitation';
const part = z.looseObject({ status: z.enum(['ok', 'degraded', 'down', 'absent']), line: z.string() });
const report = z.looseObject({
  status: z.enum(['ok', 'degraded']),
  roles: z.record(z.string(), z.boolean()).describe('Chaque rôle du processus, et s’il peut faire son travail'),
  parts: z.record(z.string(), part),
});
const classes = z.record(z.string(), z.int());
const account = z.looseObject({
  day: z.iso.date(),
  received: z.int(),
  parts: z
    .looseObject({ count: z.int() })
    .describe(
      'Courriers faits de pages d’un autre\u00a0: ce ne sont pas des réceptions, chacun est pourtant dans une classe',
    ),
  selfChecks: z.int().describe('Essais de bon fonctionnement, qui ne sont le courrier de personne'),
  channels: z.array(z.looseObject({ channel: z.enum(['email', 'post']), received: z.int(), classes })),
});
const classesExample = { ...Object.fromEntries(RECEIPT_CLASSES.map((name) => [name, 0])), answered: 2 };

/** Health, metrics, the account of a day, and these pages. */
export const operationsRoutes: readonly RouteDescription[] = [
  {
    method: 'get',
    path: '/api/reconciliation',
    group: GROUP,
    title: 'Rendre compte d’un jour',
    about: 'Les courriers reçus ce jour, par canal, chacun dans une seule classe.',
    allows: ['operate'],
    parameters: [
      {
        name: 'day',
        in: 'query',
        about: 'Jour de réception\u00a0; aujourd’hui par défaut',
        schema: z.iso.date(),
        example: '2026-11-23',
      },
    ],
    answers: {
      200: {
        about: 'Le compte',
        content: {
          type: 'application/json',
          schema: account,
          example: {
            day: '2026-11-23',
            received: 2,
            parts: { count: 0 },
            selfChecks: 0,
            channels: [{ channel: 'email', received: 2, classes: classesExample }],
          },
        },
      },
      ...KEY_REFUSALS,
      422: refusal(422, 'Le jour ne se lit pas', 'Jour mal formé', 'day\u00a0: une date comme 2026-11-23.'),
    },
  },
  {
    method: 'get',
    path: '/health/live',
    group: GROUP,
    title: 'Le processus vit',
    about: 'N’interroge rien d’autre.',
    allows: [],
    answers: {
      200: {
        about: 'Il vit',
        content: {
          type: 'application/json',
          schema: z.looseObject({ status: z.literal('ok') }),
          example: { status: 'ok' },
        },
      },
    },
  },
  {
    method: 'get',
    path: '/health/ready',
    group: GROUP,
    title: 'Le processus peut travailler',
    about: 'Nomme ce qui est dégradé. 503\u00a0seulement quand le travail essentiel de ses rôles est impossible.',
    allows: [],
    answers: {
      200: {
        about: 'Il peut travailler, dégradé ou non',
        content: {
          type: 'application/json',
          schema: report,
          example: {
            status: 'degraded',
            roles: { web: true, intake: true, worker: false },
            parts: {
              queue: { status: 'down', line: 'la file d’attente ne répond pas\u00a0: le courrier entre et attend' },
            },
          },
        },
      },
      503: refusal(503, 'Il ne le peut pas', 'Indisponible', 'database\u00a0: ne répond pas'),
    },
  },
  {
    method: 'get',
    path: '/metrics',
    group: GROUP,
    title: 'Mesures pour Prometheus',
    about: 'Sans clé sur le port d’exploitation (OPERATIONS_PORT)\u00a0; ici avec une clé «\u00a0operate\u00a0».',
    allows: ['operate'],
    answers: { 200: { about: 'Les mesures', content: { type: 'text/plain' } }, ...KEY_REFUSALS },
  },
  {
    method: 'get',
    path: '/docs',
    group: GROUP,
    title: 'Cette page',
    about: 'L’interface HTTP, pour des personnes.',
    allows: [],
    answers: { 200: { about: 'La page', content: { type: 'text/html' } } },
  },
  {
    method: 'get',
    path: '/docs/openapi.json',
    group: GROUP,
    title: 'Le même contenu pour des programmes',
    about: 'OpenAPI 3.1, fait des schémas qui valident.',
    allows: [],
    answers: { 200: { about: 'Le document', content: { type: 'application/json' } } },
  },
];
