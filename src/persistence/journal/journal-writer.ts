import { randomBytes } from 'node:crypto';
import type { Session } from '../database';
import { insertFrom, type Statement } from '../statement';
import { type JournalDetail, journal } from '../tables/journal.tables';
import { originOf, payloadHashOf } from './journal-digests';
import type { JournalKeys } from './journal-keys';

export interface JournalEntry {
  /** Null for what concerns no correspondence: keys rotated, an API key made, a day reconciled. */
  readonly correspondenceId: string | null;
  readonly at: Date;
  /** English, with hyphens: `received`, `settled-by-agent`, `keys-rotated`. */
  readonly event: string;
  /** The correspondence's revision; null without one. */
  readonly revision: number | null;
  /** Rule ids, counts, states: never a NIR, a name, an address or a text. */
  readonly detail: JournalDetail;
}

const SALT_BYTES = 16;

/**
 * The one way into the journal. Each entry gets the salted hash of its detail, so that the detail can be erased later, and
 * a proof of origin: an entry put in, or changed before it is sealed, by who has the database and not the keys is refused.
 */
export class JournalWriter {
  constructor(private readonly keys: Pick<JournalKeys, 'origin'>) {}

  /** Writes in the caller's transaction, in one statement: what is told and its telling are committed together. */
  async write(session: Pick<Session, 'insert'>, ...entries: readonly JournalEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await session.insert(journal).values(entries.map((entry) => this.rowOf(entry)));
  }

  /** The same as part of the statement that does what is told. @param source name of the part that tells whether it was done */
  partOf(entry: JournalEntry, source: string): Statement {
    return insertFrom(journal, [this.rowOf(entry)], source);
  }

  private rowOf(entry: JournalEntry) {
    const salt = randomBytes(SALT_BYTES);
    const payloadHash = payloadHashOf(entry.detail, salt);
    const content = { ...entry, payloadHash, atMicroseconds: `${entry.at.getTime()}000` };
    return { ...entry, salt, payloadHash, origin: originOf(content, this.keys.origin) };
  }
}
