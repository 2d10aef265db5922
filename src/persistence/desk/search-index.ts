import { sql } from 'drizzle-orm';
import type { ReadItem } from '../../domain/correspondence';
import { maskNirs } from '../../domain/nir/mask-nirs-in-text';
import { foldFrench, wordsOf } from '../../domain/text/fold-french-text';
import type { LookupHash } from '../../platform/keys/field-encryption';
import type { Database, Session } from '../database';
import { insertFrom, type Statement, statement } from '../statement';
import { searchWords } from '../tables/search.tables';

/** Of a longer text the rest is found by nobody: a letter has a few thousand signs. */
const MOST_SIGNS = 60_000;
const MOST_ASKED = 200;
/** Some days of mail. */
const NEWEST = 2_000;
/** 72 bits of each word's hash. */
const HASH_SIGNS = 12;

type Found = { id: string };

/**
 * Full-text search: French stems, without accents, each as a keyed hash. Who has the database alone reads no name in it, and
 * cannot try words. No word with a digit is kept: numbers are looked up elsewhere.
 */
export class SearchIndex {
  constructor(
    private readonly db: Database,
    private readonly hash: Pick<LookupHash, 'of'>,
  ) {}

  /** What an item that was read is found by. */
  wordsOf(session: Session, { from, subject, text, texts, scan }: ReadItem): Promise<string[]> {
    const all = [subject, from?.name, from?.address, scan?.documentType, text, ...texts.map((one) => one.text)];
    const known = all.filter((one) => one != null).join('\n');
    return this.hashed(session, known.slice(0, MOST_SIGNS));
  }

  /** Part of the statement that stores what was read. @param moved name of the part that gives the row */
  partOf(correspondenceId: string, words: readonly string[], moved: string): Statement {
    return statement`${insertFrom(searchWords, [{ correspondenceId, words: [...words] }], moved)}
      on conflict (correspondence_id) do update set words = excluded.words`;
  }

  /** Ids of the items that hold all of these words, newest first. */
  async find(asked: string, most: number): Promise<string[]> {
    const words = await this.hashed(this.db, asked.slice(0, MOST_ASKED));
    if (words.length === 0) return [];
    const newest = await this.findAmongNewest(words, most);
    return newest.length === most ? newest : this.findByIndex(words, most);
  }

  /** What many items hold is found among the newest, without the others. */
  private async findAmongNewest(words: readonly string[], most: number): Promise<string[]> {
    const { rows } = await this.db.execute<Found>(sql`
      select newest.id from (
        select correspondence_id as id, words from ${searchWords} order by correspondence_id desc limit ${NEWEST}
      ) newest where newest.words @> ${sql.param(words)}::text[] order by newest.id desc limit ${most}`);
    return rows.map(({ id }) => id);
  }

  /**
   * By the index of words alone: words that are frequent each and seldom together would else be looked for in one item after the
   * other, all the way down, since planners take them to be spread independently.
   */
  private findByIndex(words: readonly string[], most: number): Promise<string[]> {
    return this.db.transaction(async (tx) => {
      await tx.execute(sql`set local enable_seqscan = off`);
      const { rows } = await tx.execute<Found>(sql`
        select found.id from (
          select correspondence_id as id from ${searchWords} where words @> ${sql.param(words)}::text[] offset 0
        ) found order by found.id desc limit ${most}`);
      return rows.map(({ id }) => id);
    });
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
