import { desc, sql } from 'drizzle-orm';
import type { ReadItem } from '../../domain/correspondence';
import { maskNirs } from '../../domain/nir/mask-nirs-in-text';
import { foldFrench, wordsOf } from '../../domain/text/fold-french-text';
import type { LookupHash } from '../../platform/keys/field-encryption';
import type { Database, Session } from '../database';
import { searchWords } from '../tables/search.tables';

/** Of a longer text the rest is found by nobody: a letter has a few thousand signs. */
const MOST_SIGNS = 60_000;
const MOST_ASKED = 200;
/** 72 bits of each word's hash. */
const HASH_SIGNS = 12;

/**
 * Full-text search: French stems, without accents, each as a keyed hash. Who has the database alone reads no name in it, and
 * cannot try words. No word with a digit is kept: numbers are looked up elsewhere.
 */
export class SearchIndex {
  constructor(
    private readonly db: Database,
    private readonly hash: Pick<LookupHash, 'of'>,
  ) {}

  /** In the transaction that stores what was read. */
  async follow(tx: Session, correspondenceId: string, { from, subject, text, texts, scan }: ReadItem): Promise<void> {
    const all = [subject, from?.name, from?.address, scan?.documentType, text, ...texts.map((one) => one.text)];
    const words = await this.hashed(
      tx,
      all
        .filter((one) => one != null)
        .join('\n')
        .slice(0, MOST_SIGNS),
    );
    await tx
      .insert(searchWords)
      .values({ correspondenceId, words })
      .onConflictDoUpdate({ target: searchWords.correspondenceId, set: { words } });
  }

  /** Ids of the items that hold all of these words, newest first. */
  async find(asked: string, most: number): Promise<string[]> {
    const words = await this.hashed(this.db, asked.slice(0, MOST_ASKED));
    if (words.length === 0) return [];
    const rows = await this.db
      .select({ id: searchWords.correspondenceId })
      .from(searchWords)
      .where(sql`${searchWords.words} @> ${sql.param(words)}::text[]`)
      // Ids sort by time: of a frequent word the newest are found without all the others.
      .orderBy(desc(searchWords.correspondenceId))
      .limit(most);
    return rows.map(({ id }) => id);
  }

  private async hashed(session: Pick<Session, 'execute'>, text: string): Promise<string[]> {
    const words = new Set(wordsOf(foldFrench(maskNirs(text))).filter((word) => !/\p{N}/u.test(word)));
    if (words.size === 0) return [];
    const { rows } = await session.execute<{ stems: string[] }>(
      sql`select tsvector_to_array(to_tsvector('french', ${[...words].join(' ')})) as stems`,
    );
    return (rows[0]?.stems ?? []).map((stem) =>
      this.hash.of('search', stem).toString('base64url').slice(0, HASH_SIGNS),
    );
  }
}
