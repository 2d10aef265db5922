import { z } from 'zod';
import { KEY_REFUSALS, type RouteDescription, refusal } from '../../platform/http/route-description';
import { revocationRequest } from './revocation-request';

const GROUP = 'Documents';
const ID = 'D-7KQ2-M3FA-WXYZ-ABCD';
const code = z.looseObject({
  keyId: z.string(),
  issuedOn: z.iso.date(),
  kind: z.string(),
  reference: z.string(),
  holder: z.string(),
  numeroAllocataire: z.string(),
  period: z.string(),
  amount: z.string(),
});
const verdict = z.looseObject({
  verdict: z.enum(['authentic', 'altered', 'unknown', 'revoked']),
  because: z.string().describe('En français, pour qui a le document en main'),
  documentId: z.string().nullable(),
  code: code.nullable().describe('Ce que porte le code, si la signature est juste'),
});
const verdictExample = {
  verdict: 'authentic',
  because: 'la signature est juste, et le document dit ce qui a été signé',
  documentId: ID,
  code: {
    keyId: '2026',
    issuedOn: '2016-06-29',
    kind: 'attestation-paiement',
    reference: 'C-2026-004217',
    holder: 'Madame Personne Inventée',
    numeroAllocataire: '0000000',
    period: 'de mai 2016',
    amount: '312,45\u00a0€',
  },
};
const revoked = z.looseObject({
  documentId: z.string().optional(),
  keyId: z.string().optional(),
  since: z.iso.date().nullable().optional(),
  revoked: z.literal(true),
});

/** The routes of documents.controller.ts. */
export const documentRoutes: readonly RouteDescription[] = [
  {
    method: 'post',
    path: '/api/documents/verify',
    group: GROUP,
    title: 'Vérifier un document',
    about:
      'Sans clé\u00a0: qui a reçu une attestation peut demander si elle vient de nous. La réponse ne dit de la personne que ce que porte le code. Rien n’est gardé.',
    allows: [],
    bodies: [
      { type: 'application/pdf', about: 'Le document tel qu’il a été reçu, 5\u00a0Mio au plus' },
      { type: 'application/octet-stream', about: 'Les octets du code, comme un lecteur de Data Matrix les donne' },
      { type: 'text/plain', about: 'Les mêmes octets, en base64' },
    ],
    answers: {
      200: { about: 'Le verdict', content: { type: 'application/json', schema: verdict, example: verdictExample } },
      413: refusal(413, 'Trop volumineux', 'Trop volumineux', 'Le document dépasse 5\u00a0Mio.'),
      415: refusal(
        415,
        'Ni document ni code',
        'Format inconnu',
        'Envoyez le document (application/pdf), ou les octets de son code (application/octet-stream, ou text/plain en base64).',
      ),
      429: refusal(
        429,
        'Trop de demandes de la même adresse',
        'Trop de demandes',
        'Trop de vérifications en peu de temps\u00a0; réessayez dans une minute.',
      ),
    },
  },
  {
    method: 'post',
    path: '/api/documents/revoke',
    group: GROUP,
    title: 'Révoquer un document, ou ce qu’une clé a signé',
    about: 'Ne se reprend pas. Qui révoque et quand va au journal\u00a0; le motif est gardé chiffré.',
    allows: ['operate'],
    bodies: [
      {
        type: 'application/json',
        schema: revocationRequest,
        example: { documentId: ID, reason: 'Montant erroné, remplacé' },
      },
    ],
    answers: {
      200: {
        about: 'Révoqué',
        content: { type: 'application/json', schema: revoked, example: { documentId: ID, revoked: true } },
      },
      ...KEY_REFUSALS,
      409: refusal(409, 'Déjà révoqué', 'Révocation refusée', 'Déjà révoqué.'),
      422: refusal(
        422,
        'La demande ne se lit pas, ou la clé est inconnue',
        'Révocation mal formée',
        'Attendu\u00a0: reason, et documentId, ou keyId avec since s’il le faut.',
      ),
    },
  },
];
