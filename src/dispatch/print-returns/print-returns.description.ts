import { z } from 'zod';
import { KEY_REFUSALS, type RouteDescription, refusal } from '../../platform/http/route-description';

const ID = '0199f3a2-5c1e-7d40-8a6b-3f2e1d0c9b8a';
const line = z.looseObject({ line: z.int(), why: z.string() });
const account = z.looseObject({
  lines: z.int(),
  applied: z.int(),
  already: z.int().describe('Dites avant\u00a0: rien n’a été écrit'),
  refused: z.array(line).describe('Mal formées, ou d’une lettre inconnue'),
  later: z.array(line).describe('À redire plus tard'),
});
const told = z.array(
  z.looseObject({ id: z.string(), status: z.string(), on: z.string().optional(), reason: z.string().nullish() }),
);

/** The route of print-returns.controller.ts. */
export const printReturnRoutes: readonly RouteDescription[] = [
  {
    method: 'post',
    path: '/api/print-returns',
    group: 'Apport',
    title: 'Dire ce que sont devenues des lettres',
    about:
      'Le retour du centre d’impression\u00a0: chaque lettre par l’identifiant de son manifeste, imprimée, postée ou revenue. La même ligne une seconde fois ne change rien\u00a0; une ligne refusée n’arrête pas les autres.',
    allows: ['ingest', 'operate'],
    bodies: [
      { type: 'text/csv', about: 'id;status;date;reason, avec ou sans en-tête, 32\u00a0Mio au plus' },
      { type: 'application/x-ndjson', about: 'Un objet par ligne' },
      {
        type: 'application/json',
        schema: told,
        example: [{ id: ID, status: 'undelivered', on: '2026-11-23', reason: 'npai' }],
        about: 'Une liste, 100\u00a0ko au plus',
      },
    ],
    answers: {
      200: {
        about: 'Ce qu’il est advenu de chaque ligne',
        content: {
          type: 'application/json',
          schema: account,
          example: { lines: 2, applied: 1, already: 0, refused: [{ line: 2, why: 'lettre inconnue' }], later: [] },
        },
      },
      ...KEY_REFUSALS,
      413: refusal(413, 'Trop volumineux', 'Trop volumineux', 'Un retour a 32 Mio au plus.'),
      415: refusal(415, 'Ni CSV ni JSON', 'Format inconnu', 'Envoyez text/csv, application/json.'),
      422: refusal(422, 'Rien ne s’en lit', 'Retour refusé', 'fichier vide\u00a0; rien n’en a été pris.'),
    },
  },
];
