import { z } from 'zod';

/**
 * What was learned from messages written and labelled by hand: for every feature (see text-features) how strongly it speaks for and
 * against each kind, in the order of `kinds`, as signed bytes in base64, in steps of `step`.
 */
export const learnedWeightsSchema = z
  .strictObject({
    format: z.literal('courrier-weights/1'),
    messages: z.int().positive(),
    /** Or `danger` alone. */
    kinds: z.array(z.string()).min(1),
    step: z.number().positive(),
    bias: z.array(z.number()),
    /** Their length is checked where they are read. */
    features: z.record(z.string(), z.string()),
  })
  .refine(({ kinds, bias }) => bias.length === kinds.length, 'un seuil par genre attendu');
export type LearnedWeightsFile = z.infer<typeof learnedWeightsSchema>;
