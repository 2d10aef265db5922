import { z } from 'zod';
import { CORRESPONDENCE_STATES } from '../domain/correspondence';
import {
  type Content,
  KEY_REFUSALS,
  type ParameterDescription,
  type RouteDescription,
  refusal,
} from '../platform/http/route-description';
import { settlementRequest } from './settle-correspondence';

const GROUP = 'Courriers';
const ID = '0199f3a2-5c1e-7d40-8a6b-3f2e1d0c9b8a';
const REFERENCE = 'C-2026-004217';
const self = `/api/correspondences/${ID}`;
const LINKS = { self, events: `${self}/events`, decision: `${self}/decision` };

const state = z.enum(CORRESPONDENCE_STATES);
const links = z.looseObject({ self: z.string(), events: z.string(), decision: z.string() });
const standing = { id: z.uuid(), revision: z.int(), links };
/** What holders of an `ingest` key see: where it stands, not what it says. */
const summary = z.looseObject({ ...standing, reference: z.string(), state });
const linkedLetter = z.looseObject({ id: z.uuid(), reference: z.string(), state });
const correspondence = z.looseObject({
  ...standing,
  reference: z.string(),
  state,
  channel: z.enum(['email', 'post']),
  source: z.string(),
  receivedAt: z.iso.datetime(),
  receivedOn: z.iso.date(),
  reason: z.string().nullable().describe('Pourquoi il en est là, en français'),
  identification: z.looseObject({ verdict: z.string(), numeroAllocataire: z.string().nullable() }).nullable(),
  requests: z.array(z.looseObject({ kind: z.string(), confidence: z.number(), because: z.array(z.string()) })),
  danger: z.array(z.string()).optional().describe('Danger ou détresse, avec les mots lus'),
  flags: z
    .array(z.object({ kind: z.enum(['legal-clock', 'vulnerable']), because: z.string() }))
    .optional()
    .describe('Délais légaux et personnes fragiles\u00a0: ce qui le met au-dessus de sa corbeille'),
  decision: z
    .looseObject({ action: z.string(), rule: z.string(), trace: z.array(z.string()) })
    .nullable()
    .describe('La décision, sa règle et sa trace\u00a0; les NIR y sont masqués'),
  documents: z.array(z.looseObject({ id: z.uuid(), role: z.string(), type: z.string(), bytes: z.int() })),
  sendings: z.array(
    z.looseObject({ id: z.uuid(), letter: z.string(), channel: z.enum(['email', 'post']), state: z.string() }),
  ),
  joinedTo: linkedLetter
    .nullable()
    .describe('Le courrier avec lequel il est répondu, ou la demande à laquelle il répond'),
  resembles: linkedLetter.nullable().describe('Le courrier qui est peut-être le même\u00a0: un agent le dit'),
  receivedAgain: z.array(linkedLetter).describe('Ceux qui sont, ou semblent, ce même courrier'),
  answeredBy: z.array(z.looseObject({ id: z.uuid(), reference: z.string(), joined: z.boolean() })),
  waits: z.array(z.looseObject({ since: z.iso.datetime(), until: z.iso.datetime().nullable() })),
  deadlines: z
    .looseObject({
      acknowledgeOn: z.iso.date().nullable().describe('Jour où l’accusé de réception part de lui-même'),
      legalOn: z.iso.date().nullable().describe('Échéance légale\u00a0; null tant que le délai est suspendu'),
      internalOn: z.iso.date().nullable(),
      alarm: z.enum(['nearing', 'late']).nullable(),
      paused: z.boolean(),
    })
    .nullable()
    .describe('Les échéances, posées à la décision'),
});
const correspondenceExample = {
  id: ID,
  reference: REFERENCE,
  state: 'needs-agent',
  revision: 1,
  channel: 'email',
  source: 'smtp',
  receivedAt: '2026-11-23T09:12:00.000Z',
  receivedOn: '2026-11-23',
  reason: 'Ce NIR n’est pas au répertoire.',
  identification: { verdict: 'unknown', numeroAllocataire: null },
  requests: [{ kind: 'attestation-paiement', confidence: 0.9, because: ['«\u00a0attestation de paiement\u00a0»'] }],
  decision: { action: 'to-agent', rule: 'nir-inconnu', trace: ['NIR inconnu du répertoire.'] },
  documents: [{ id: ID, role: 'raw', name: 'message.eml', type: 'message/rfc822', bytes: 2048, pages: null }],
  sendings: [],
  joinedTo: null,
  resembles: null,
  receivedAgain: [],
  answeredBy: [],
  waits: [],
  deadlines: {
    acknowledgeOn: '2026-11-24',
    legalOn: '2027-01-23',
    internalOn: '2026-12-07',
    alarm: null,
    paused: false,
    pauses: [],
  },
  links: LINKS,
};
const events = z.looseObject({
  id: z.uuid(),
  events: z.array(z.looseObject({ at: z.iso.datetime(), event: z.string(), revision: z.int(), detail: z.unknown() })),
});

const json = (schema: z.ZodType, example: unknown, about?: string): Content => ({
  type: 'application/json',
  schema,
  example,
  ...(about === undefined ? {} : { about }),
});
const idParameter: ParameterDescription = {
  name: 'id',
  in: 'path',
  about: 'Identifiant du courrier',
  schema: z.uuid(),
  example: ID,
};
const UNKNOWN = { 404: refusal(404, 'Aucun courrier de ce nom', 'Introuvable', 'Ce courrier n’existe pas.') };

/** The routes of correspondence.controller.ts. */
export const correspondenceRoutes: readonly RouteDescription[] = [
  {
    method: 'get',
    path: '/api/correspondences/:id',
    group: GROUP,
    title: 'Montrer un courrier',
    about: 'État, demandes, décision avec sa trace, documents. Une clé «\u00a0ingest\u00a0» n’en voit que l’état.',
    allows: ['operate', 'ingest'],
    parameters: [idParameter],
    answers: {
      200: {
        about: 'Le courrier',
        content: json(z.union([correspondence, summary]), correspondenceExample),
      },
      ...KEY_REFUSALS,
      ...UNKNOWN,
    },
  },
  {
    method: 'get',
    path: '/api/correspondences/:id/events',
    group: GROUP,
    title: 'Montrer son journal',
    about: 'Ce qui lui est arrivé, dans l’ordre. Rien de personnel n’y est.',
    allows: ['operate'],
    parameters: [idParameter],
    answers: {
      200: {
        about: 'Le journal',
        content: json(events, {
          id: ID,
          events: [{ at: '2026-11-23T09:12:00.000Z', event: 'received', revision: 1, detail: { channel: 'email' } }],
        }),
      },
      ...KEY_REFUSALS,
      ...UNKNOWN,
    },
  },
  {
    method: 'post',
    path: '/api/correspondences/:id/decision',
    group: GROUP,
    title: 'Régler un courrier',
    about:
      'Ce qu’un agent décide\u00a0: la personne, la demande, la lettre ou la mise de côté, avec la révision qu’il avait sous les yeux.',
    allows: ['operate'],
    parameters: [idParameter],
    bodies: [
      json(
        settlementRequest,
        { revision: 1, person: { numeroAllocataire: '0260311', role: 'allocataire' } },
        'L’un au moins de person, kind, letter, setAside',
      ),
    ],
    answers: {
      202: {
        about: 'Prise\u00a0; le courrier repasse par le traitement',
        content: json(z.looseObject({ ...standing, state }), { id: ID, state: 'triage', revision: 2, links: LINKS }),
      },
      ...KEY_REFUSALS,
      ...UNKNOWN,
      409: refusal(
        409,
        'Le courrier a changé depuis, ou il est en cours de traitement',
        'Décision refusée',
        'Ce courrier a changé depuis\u00a0: il en est à la révision 3. Rouvrez-le.',
      ),
      422: refusal(422, 'La décision n’est pas comprise', 'Décision mal formée', 'revision\u00a0: attendu un nombre'),
    },
  },
  {
    method: 'post',
    path: '/api/correspondences/:id/rerun',
    group: GROUP,
    title: 'Relancer un courrier en échec',
    about: 'Il reprend à l’étape qui a échoué\u00a0; ce qui était trouvé reste.',
    allows: ['operate'],
    parameters: [idParameter],
    answers: {
      202: { about: 'Relancé', content: json(z.looseObject(standing), { id: ID, revision: 2, links: LINKS }) },
      ...KEY_REFUSALS,
      ...UNKNOWN,
      409: refusal(
        409,
        'Il n’est pas en échec',
        'Relance refusée',
        'Ce courrier n’est pas en échec\u00a0: rien à relancer.',
      ),
    },
  },
];
