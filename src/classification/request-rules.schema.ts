import { z } from 'zod';

const phrases = z.array(z.string().min(1)).min(1);

const clue = z.strictObject({
  poids: z.number().min(-1).max(1),
  mots: phrases,
  /** Does not count in a denied sentence («je n'ai pas déménagé»). */
  'sauf-negation': z.boolean().default(false),
  /** Does not count where a date of two years ago or more follows («mon fils est né le 21/09/2012»). */
  'sauf-date-ancienne': z.boolean().default(false),
  /** Does not count where a more precise clue begins at the same word. */
  general: z.boolean().default(false),
});

/** The rules file as the office's writers keep it, in French. */
export const requestRulesSchema = z.strictObject({
  seuil: z.number().min(0).max(1),
  orthographe: z.record(z.string(), z.array(z.string())),
  demandes: z.array(
    z.strictObject({
      genre: z.string().regex(/^[a-z]+(?:-[a-z]+)*$/),
      nom: z.string(),
      /** Never a request of its own: it only keeps general clues of others from speaking. */
      muet: z.boolean().default(false),
      indices: z.array(clue).min(1),
    }),
  ),
  danger: z.array(z.strictObject({ nom: z.string(), mots: phrases })),
  'en-plus': z.strictObject({ annonce: phrases, demande: phrases, politesse: phrases }),
});
export type RequestRulesFile = z.infer<typeof requestRulesSchema>;
