import { eq, sql } from 'drizzle-orm';
import type { Database } from '../persistence/database';
import { printLetters } from '../persistence/tables/print.tables';

/** After so many days without a word that it was posted, a letter is unaccounted for. [to confirm with the print centre] */
export const UNACCOUNTED_AFTER_DAYS = 7;

/** Where a day's letters stand, each in exactly one class. */
export const LETTER_CLASSES = [
  'waiting',
  'handed',
  'printed',
  'posted',
  'undelivered',
  'unaccounted',
  'in-doubt',
  'unreadable',
] as const;
export type LetterClass = (typeof LETTER_CLASSES)[number];
export type LetterAccount = Readonly<Record<LetterClass, number>> & { readonly left: number };

/** @param day YYYY-MM-DD on which they left for the print centre */
export async function lettersOf(db: Database, day: string): Promise<LetterAccount> {
  const late = sql`${printLetters.state} in ('handed', 'printed')
    and ${printLetters.leftOn} < (now() at time zone 'Europe/Paris')::date - ${UNACCOUNTED_AFTER_DAYS}::int`;
  const rows = await db
    .select({
      name: sql<LetterClass>`case when ${late} then 'unaccounted' else ${printLetters.state} end`.as('name'),
      count: sql<number>`count(*)::int`,
    })
    .from(printLetters)
    .where(eq(printLetters.leftOn, day))
    .groupBy(sql`1`);
  const classes = Object.fromEntries(LETTER_CLASSES.map((name) => [name, 0])) as Record<LetterClass, number>;
  for (const { name, count } of rows) classes[name] += count;
  return { left: rows.reduce((sum, { count }) => sum + count, 0), ...classes };
}
