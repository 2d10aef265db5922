import { z } from 'zod';
import { CORRESPONDENCE_STATES } from '../../domain/correspondence';

export const HANDOVER_FORMAT = 'courrier-remise-1';

const document = z.object({
  id: z.uuid(),
  role: z.enum(['raw', 'page', 'reply']).describe('Reçu (raw, page) ou envoyé (reply)'),
  type: z.string().describe('Type MIME'),
  bytes: z.int(),
  pages: z.int().nullable(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .describe('Du contenu\u00a0; null s’il ne s’ouvre pas, ou s’il est retenu'),
});

/** A case as the Caf’s own system takes it over: what it is, whose, what was asked and answered. No NIR, no text of anybody’s. */
export const handover = z.object({
  format: z.literal(HANDOVER_FORMAT),
  exportedAt: z.iso.datetime(),
  reference: z.string(),
  id: z.uuid(),
  channel: z.enum(['email', 'post']),
  receivedAt: z.iso.datetime(),
  receivedOn: z.iso.date(),
  postmark: z.iso.date().nullable(),
  registeredNumber: z.string().nullable().describe('Numéro du recommandé'),
  state: z.enum(CORRESPONDENCE_STATES),
  revision: z.int(),
  person: z
    .object({ numeroAllocataire: z.string(), role: z.enum(['allocataire', 'conjoint', 'enfant']).nullable() })
    .nullable()
    .describe('Null tant que la personne n’est pas reconnue'),
  requests: z.array(
    z.object({
      kind: z.string(),
      confidence: z.number(),
      details: z.looseObject({}).nullable().describe('Ce que le message en dit\u00a0; NIR et comptes masqués'),
    }),
  ),
  danger: z.boolean(),
  flags: z.array(z.enum(['legal-clock', 'vulnerable'])),
  settledBy: z.string().nullable().describe('L’agent qui a décidé'),
  deadlines: z.object({ legalOn: z.iso.date().nullable(), internalOn: z.iso.date().nullable() }).nullable(),
  sendings: z.array(
    z.object({
      letter: z.string(),
      channel: z.enum(['email', 'post']),
      state: z.string(),
      reservedAt: z.iso.datetime(),
    }),
  ),
  documents: z.array(document),
  joined: z.array(z.string()).describe('Références des courriers qui ont la même réponse'),
});
export type Handover = z.infer<typeof handover>;
