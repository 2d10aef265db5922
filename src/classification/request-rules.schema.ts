import { z } from 'zod';

const phrases = z.array(z.string().min(1)).min(1);
const name = z.string().min(1);
const share = z.number().min(0).max(1);

const clue = z.strictObject({
  poids: z.number().min(-1).max(1),
  mots: phrases,
  /** Does not count in a denied sentence («je n'ai pas déménagé»). */
  'sauf-negation': z.boolean().default(false),
  /** Does not count where a date of two years ago or more follows («mon fils est né le 21/09/2012»). */
  'sauf-date-ancienne': z.boolean().default(false),
  /** Does not count where a clue speaks for one of these kinds. */
  'sauf-genre': z.array(z.string()).default([]),
  /** Does not count where a more precise clue begins at the same word. */
  general: z.boolean().default(false),
});

/** From which certainty on a kind is proposed to an agent, and from which a machine may rely on it. */
const thresholds = z
  .strictObject({ propose: share, sur: share })
  .refine(
    ({ propose, sur }) => propose <= sur,
    '«\u00a0sur\u00a0» ne peut pas être au-dessous de «\u00a0propose\u00a0»',
  );

/** Words that only look like what they share a word with («faim de réponses»). */
const unless = phrases.default([]);

/** The rules file as the office's writers keep it, in French. */
export const requestRulesSchema = z.strictObject({
  seuils: thresholds,
  orthographe: z.record(z.string(), z.array(z.string())),
  /** Words that stand for one another, called «$name» in a phrase. */
  groupes: z.record(z.string().regex(/^[a-z]+$/), phrases).default({}),
  /** Real words that no spelling mistake is seen in, though one letter parts them from a rule's word. */
  'mots-a-part': z.array(z.string()).default([]),
  demandes: z.array(
    z.strictObject({
      genre: z.string().regex(/^[a-z]+(?:-[a-z]+)*$/),
      nom: name,
      /** Never a request of its own: it only keeps general clues of others from speaking. */
      muet: z.boolean().default(false),
      seuils: thresholds.optional(),
      indices: z.array(clue).min(1),
      sauf: unless,
      /** Not kept where one of these kinds is read with at least the same certainty: it only tells about it. */
      'efface-par': z.array(z.string()).default([]),
    }),
  ),
  danger: z.array(z.strictObject({ nom: name, mots: phrases, sauf: unless })),
  signaux: z
    .array(
      z.strictObject({ nom: name, genre: z.enum(['delai-legal', 'personne-fragile']), mots: phrases, sauf: unless }),
    )
    .default([]),
  /** Sentences that mail programs and offices put below every message. */
  mentions: phrases.default([]),
  'en-plus': z.strictObject({ annonce: phrases, demande: phrases, recit: phrases.default([]), politesse: phrases }),
});
export type RequestRulesFile = z.infer<typeof requestRulesSchema>;
