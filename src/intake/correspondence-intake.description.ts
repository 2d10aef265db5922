import { z } from 'zod';
import { CORRESPONDENCE_STATES } from '../domain/correspondence';
import { KEY_REFUSALS, type RouteDescription, refusal } from '../platform/http/route-description';

const ID = '0199f3a2-5c1e-7d40-8a6b-3f2e1d0c9b8a';
const self = `/api/correspondences/${ID}`;
const one = {
  id: z.uuid(),
  reference: z.string(),
  state: z.enum(CORRESPONDENCE_STATES),
  links: z.looseObject({ self: z.string(), events: z.string(), decision: z.string() }),
};
const received = z.looseObject({
  ...one,
  items: z.array(z.looseObject(one)).optional().describe('Pour un lot\u00a0: chacun de ses courriers, dans l’ordre'),
});
const example = {
  id: ID,
  reference: 'C-2026-004217',
  state: 'received',
  links: { self, events: `${self}/events`, decision: `${self}/decision` },
};
const content = { type: 'application/json', schema: received, example };

/** The route of correspondence-intake.controller.ts. */
export const intakeRoutes: readonly RouteDescription[] = [
  {
    method: 'post',
    path: '/api/correspondences',
    group: 'Apport',
    title: 'Apporter un message ou un lot numérisé',
    about:
      'La réponse part quand tout est sur le disque et en base. Les mêmes octets une seconde fois donnent 200 et le même identifiant. Un lot est pris entier ou pas du tout.',
    allows: ['ingest', 'operate'],
    bodies: [
      { type: 'message/rfc822', about: 'Le message tel qu’il est arrivé, 50\u00a0Mio au plus' },
      {
        type: 'multipart/form-data',
        about:
          'Un fichier «\u00a0batch.json\u00a0» et les pages qu’il nomme (PDF, TIFF, PNG, JPEG), 500\u00a0Mio au plus',
      },
    ],
    answers: {
      202: { about: 'Reçu', content },
      200: { about: 'Déjà reçu', content },
      400: refusal(
        400,
        'L’envoi ne se lit pas',
        'Envoi mal formé',
        'multipart/form-data sans «\u00a0boundary\u00a0» lisible',
      ),
      ...KEY_REFUSALS,
      413: refusal(
        413,
        'Trop volumineux',
        'Trop volumineux',
        'L’envoi dépasse la limite\u00a0: plus de 52428800 octets.',
      ),
      415: refusal(
        415,
        'Ni message ni lot',
        'Format inconnu',
        'Envoyez un message/rfc822 ou un lot en multipart/form-data.',
      ),
      422: refusal(
        422,
        'Le lot ne s’accorde pas avec sa description',
        'Lot refusé',
        'batch.json, page 3\u00a0: fichier «\u00a0p003.tif\u00a0» absent du lot\u00a0; lot mis de côté, rien n’a été traité',
      ),
      507: refusal(
        507,
        'Plus de place pour les documents\u00a0; à renvoyer plus tard',
        'Stockage plein',
        'Le stockage des documents est plein\u00a0; réessayez plus tard.',
      ),
      503: refusal(
        503,
        'Base ou documents indisponibles\u00a0; à renvoyer plus tard',
        'Indisponible',
        'Le service ne peut pas répondre pour le moment\u00a0; réessayez plus tard.',
      ),
    },
  },
];
