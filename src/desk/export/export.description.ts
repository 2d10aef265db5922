import { z } from 'zod';
import type { AnswerDescription, ParameterDescription, RouteDescription } from '../../platform/http/route-description';
import { HANDOVER_FORMAT, handover } from './handover.schema';

const GROUP = 'Bureau (pages pour les agents)';
const ID = '0199f3a2-5c1e-7d40-8a6b-3f2e1d0c9b8a';
const id: ParameterDescription = {
  ...{ name: 'id', in: 'path', about: 'Identifiant du courrier', schema: z.uuid(), example: ID },
};
const forbidden: AnswerDescription = { about: 'Votre rôle ne le permet pas', content: { type: 'text/html' } };

/** The routes of export.controller.ts. */
export const exportRoutes: readonly RouteDescription[] = [
  {
    method: 'get',
    path: '/bureau/:id/dossier.zip',
    group: GROUP,
    title: 'Un dossier entier en zip',
    about:
      'Originaux reçus, lettres, envois, journal (JSON et CSV), fichier de remise, et manifeste.json avec le SHA-256 de chaque fichier\u00a0; avec les courriers qui lui sont joints. Superviseurs et administrateurs\u00a0; journalisé.',
    allows: ['session'],
    parameters: [id],
    answers: {
      200: { about: 'Le zip, écrit au fil de la lecture', content: { type: 'application/zip' } },
      403: forbidden,
    },
  },
  {
    method: 'get',
    path: '/bureau/:id/remise.json',
    group: GROUP,
    title: 'Fichier de remise pour le système de la Caf',
    about:
      'Un courrier en JSON\u00a0: de qui, ce qui est demandé, ce qui est parti, les documents et leurs SHA-256. Ni NIR, ni texte. Superviseurs et administrateurs\u00a0; journalisé.',
    allows: ['session'],
    parameters: [id],
    answers: {
      200: {
        about: 'Le fichier',
        content: {
          type: 'application/json',
          schema: handover,
          example: {
            ...{ format: HANDOVER_FORMAT, exportedAt: '2026-11-23T10:00:00.000Z', reference: 'C-2026-004217', id: ID },
            ...{ channel: 'post', receivedAt: '2026-11-20T09:00:00.000Z', receivedOn: '2026-11-20', postmark: null },
            ...{ registeredNumber: null, state: 'answered', revision: 2, settledBy: 'Agent de démonstration' },
            person: { numeroAllocataire: '0260311', role: 'allocataire' },
            requests: [{ kind: 'attestation-paiement', confidence: 0.98, details: null }],
            ...{ danger: false, flags: [], deadlines: null },
            sendings: [
              { letter: 'attestation-envoyee', channel: 'post', state: 'sent', reservedAt: '2026-11-20T09:05:00.000Z' },
            ],
            documents: [{ id: ID, role: 'page', type: 'image/tiff', bytes: 48_213, pages: 1, sha256: 'a'.repeat(64) }],
            joined: [],
          },
        },
      },
      403: forbidden,
    },
  },
];
