import { z } from 'zod';
import type { CorrespondenceState, IncomingChannel } from '../../domain/correspondence';
import type { DocumentRecord } from '../../persistence/correspondence-record';

const CHANNELS = { courriel: 'email', courrier: 'post' } as const satisfies Record<string, IncomingChannel>;
/** Only what has come to rest: an item under way cannot even be named here. */
const STATES = {
  repondu: 'answered',
  clos: 'closed',
  joint: 'joined',
  ecarte: 'set-aside',
} as const satisfies Record<string, CorrespondenceState>;
const ROLES = {
  recus: ['raw', 'page', 'aside'],
  reponses: ['reply'],
} as const satisfies Record<string, readonly DocumentRecord['role'][]>;

const UNITS = { jour: 'days', mois: 'months', an: 'years' } as const;

const namesOf = <Names extends object>(names: Names) => Object.keys(names) as (keyof Names & string)[];
/** A French name for ours, all of them where none is given. */
const several = <Names extends Readonly<Record<string, unknown>>>(names: Names) =>
  z
    .array(z.enum(namesOf(names), { error: `parmi\u00a0: ${namesOf(names).join(', ')}` }))
    .min(1)
    .default(namesOf(names))
    .transform((given) => [...new Set(given)].map((name) => names[name] as Names[keyof Names]));

const duration = z
  .string()
  .regex(
    /^[1-9]\d{0,3} (jours?|mois|ans?)$/,
    'une durée comme «\u00a090 jours\u00a0», «\u00a024 mois\u00a0» ou «\u00a05 ans\u00a0»',
  )
  .transform((text) => {
    const [count = '', unit = ''] = text.split(' ');
    return {
      count: Number(count),
      unit: UNITS[(unit === 'mois' ? unit : unit.replace(/s$/, '')) as keyof typeof UNITS],
    };
  });
export type Duration = z.output<typeof duration>;

const named = {
  regle: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'des minuscules, des chiffres et des traits d’union'),
  duree: duration,
  raison: z.string().min(1),
};
const ofCorrespondences = { ...named, canaux: several(CHANNELS), etats: several(STATES) };

const rule = z.discriminatedUnion(
  'efface',
  [
    z.strictObject({ efface: z.literal('correspondance'), ...ofCorrespondences }),
    z.strictObject({
      efface: z.literal('documents'),
      ...ofCorrespondences,
      documents: several(ROLES).transform((roles) => roles.flat()),
    }),
    z.strictObject({ efface: z.literal('journal'), ...ofCorrespondences }),
    z.strictObject({ efface: z.literal('notes'), ...named }),
    z.strictObject({ efface: z.literal('empreintes-de-lots'), ...named }),
    z.strictObject({ efface: z.enum(['lots-refuses', 'lots-traites', 'dossier-impression']), ...named }),
  ],
  {
    error:
      'parmi\u00a0: correspondance, documents, journal, notes, empreintes-de-lots, lots-refuses, lots-traites, dossier-impression',
  },
);
export type RetentionRule = z.output<typeof rule>;

/** How long each kind of record is kept, as the office writes it, in French. */
export const retentionRulesSchema = z.strictObject({
  regles: z
    .array(rule)
    .refine((rules) => new Set(rules.map(({ regle }) => regle)).size === rules.length, 'deux règles du même nom')
    .refine((rules) => rules.every(({ regle }) => regle !== ORPHANS_RULE), '«\u00a0orphelins\u00a0» est réservé'),
});

/** The rule that certificates of removed orphans name. */
export const ORPHANS_RULE = 'orphelins';
