import { z } from 'zod';

/** Words of one language are fewer; more would be somebody's secret store. */
const MOST_WORDS = 200_000;

/**
 * What was learned of settled items: for each kind how often it was asked for, and for each word how strongly it speaks for each
 * kind (natural logarithms, in the order of `kinds`). It holds no text, no number, and no word of fewer than `leastItems` items.
 */
export const classificationModelSchema = z
  .strictObject({
    format: z.literal('courrier-classification/1'),
    items: z.int().positive(),
    leastItems: z.int().positive(),
    kinds: z.array(z.strictObject({ kind: z.string(), items: z.int().positive(), log: z.number() })).min(2),
    words: z.record(z.string().regex(/^[a-z]{2,24}$/), z.array(z.number())),
  })
  .refine(({ words }) => Object.keys(words).length <= MOST_WORDS, 'trop de mots')
  .refine(
    ({ kinds, words }) => Object.values(words).every((logs) => logs.length === kinds.length),
    'un poids par genre attendu pour chaque mot',
  );
export type ClassificationModelFile = z.infer<typeof classificationModelSchema>;
