import { type SQL, sql } from 'drizzle-orm';
import type { CorrespondenceState } from '../../domain/correspondence';
import type { Clock } from '../../platform/clock';
import type { IdSource } from '../../platform/identifiers';
import { CannotUnseal, type FieldEncryption } from '../../platform/keys/field-encryption';
import { type LedgerState, referenceOf } from '../correspondence-record';
import type { Database } from '../database';
import type { VolumeWatch } from '../desk/volume-watch';
import type { JournalWriter } from '../journal/journal-writer';
import { sealContext } from '../seal';
import { correspondences } from '../tables/correspondence.tables';
import { ledger } from '../tables/ledger.tables';
import { type NoteChannel, personNotes } from '../tables/person.tables';
import type { PersonHashes } from './person-hashes';

/** Something that came, that left, or that was said. */
export type HistoryEntry =
  | (Of<'received'> & {
      readonly channel: 'email' | 'post';
      readonly reference: string;
      readonly state: CorrespondenceState;
      /** 3 danger, 2 a legal clock, 1 somebody vulnerable, 0 nothing of these. */
      readonly urgency: number;
    })
  | (Of<'sent'> & {
      readonly channel: 'email' | 'post';
      readonly reference: string;
      readonly state: LedgerState;
      readonly letter: string;
    })
  /** `text` is null where it does not open. */
  | (Of<'note'> & { readonly channel: NoteChannel; readonly text: string | null; readonly by: string | null });

interface Of<Kind> {
  readonly kind: Kind;
  /** Of the correspondence; of a note its own. */
  readonly id: string;
  readonly at: Date;
}

interface Note {
  readonly text: string;
  readonly by: string;
}

interface Parts {
  readonly db: Database;
  readonly encryption: FieldEncryption;
  readonly journal: JournalWriter;
  readonly watch: Pick<VolumeWatch, 'note'>;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** More than anybody reads; the newest are shown. */
const MOST = 500;

/** All that came and went for a person or a file, and what was said. */
export class PersonHistoryRepository {
  constructor(private readonly parts: Parts) {}

  /**
   * Newest first, in one query. Who asked is written into the journal.
   * @param of by its person where that hash is given, else by its file: the whole household
   * @param by id of the key that asked
   */
  async of(of: PersonHashes, by: string): Promise<HistoryEntry[]> {
    const { db, journal, watch, clock } = this.parts;
    return db.transaction(async (tx) => {
      const { rows } = await tx.execute<Row>(history(of));
      const at = clock.now();
      const detail = { by, entries: rows.length };
      await journal.write(tx, { correspondenceId: null, at, event: 'person-looked-up', revision: null, detail });
      await watch.note(tx, 'person-looked-up', by);
      return rows.map((row) => this.entryOf(row));
    });
  }

  /** @returns its id */
  async note(of: PersonHashes & { readonly fileHash: Buffer }, channel: NoteChannel, note: Note): Promise<string> {
    const { db, journal, clock, ids, encryption } = this.parts;
    const at = clock.now();
    const id = ids.next(at);
    const content = encryption.seal(note, sealContext.personNote(id));
    await db.transaction(async (tx) => {
      await tx.insert(personNotes).values({ ...of, id, channel, at, content });
      const detail = { note: id, channel };
      await journal.write(tx, { correspondenceId: null, at, event: 'note-written', revision: null, detail });
    });
    return id;
  }

  /** Those written before. @returns how many */
  async eraseNotes(before: Date): Promise<number> {
    const gone = await this.parts.db.execute(sql`delete from ${personNotes} where at < ${before.toISOString()}`);
    return gone.rowCount ?? 0;
  }

  async countNotes(before: Date): Promise<number> {
    const { rows } = await this.parts.db.execute<{ count: number }>(
      sql`select count(*)::int as count from ${personNotes} where at < ${before.toISOString()}`,
    );
    return rows[0]?.count ?? 0;
  }

  private entryOf({ at, received_on: receivedOn, sequence, letter, content, ...row }: Row): HistoryEntry {
    const common = { id: row.id, at: new Date(at) };
    const reference = referenceOf(receivedOn ?? '', Number(sequence));
    switch (row.kind) {
      case 'note':
        return { ...common, kind: 'note', channel: row.channel as NoteChannel, ...this.open(row.id, content) };
      case 'sent': {
        const [channel, state] = [row.channel as 'email' | 'post', row.state as LedgerState];
        return { ...common, kind: 'sent', channel, reference, state, letter: letter ?? '' };
      }
      case 'received': {
        const [channel, state] = [row.channel as 'email' | 'post', row.state as CorrespondenceState];
        return { ...common, kind: 'received', channel, reference, state, urgency: row.urgency ?? 0 };
      }
    }
  }

  private open(id: string, content: Buffer | null): Pick<Extract<HistoryEntry, { kind: 'note' }>, 'text' | 'by'> {
    try {
      return this.parts.encryption.unseal<Note>(content ?? Buffer.alloc(0), sealContext.personNote(id));
    } catch (error) {
      if (!(error instanceof CannotUnseal)) throw error;
      return { text: null, by: null };
    }
  }
}

type Row = {
  kind: HistoryEntry['kind'];
  id: string;
  channel: string;
  at: string;
  state: string | null;
  letter: string | null;
  received_on: string | null;
  sequence: string | null;
  urgency: number | null;
  content: Buffer | null;
};

function history({ fileHash, personHash }: PersonHashes): SQL {
  const theirs = (table: string): SQL =>
    personHash === null
      ? sql`${sql.raw(table)}.file_hash = ${fileHash}`
      : sql`${sql.raw(table)}.person_hash = ${personHash}`;
  return sql`
    select * from (
      select 'received' as kind, c.id, c.channel, c.received_at as at, c.state, null as letter, c.received_on::text, c.sequence,
        c.urgency, null::bytea as content
      from ${correspondences} c where ${theirs('c')} and c.source <> 'desk'
      union all
      select 'sent', c.id, l.channel, coalesce(l.settled_at, l.reserved_at), l.state, l.purpose, c.received_on::text, c.sequence, null, null
      from ${correspondences} c join ${ledger} l on l.correspondence_id = c.id where ${theirs('c')}
      union all
      select 'note', n.id, n.channel, n.at, null, null, null, null, null, n.content from ${personNotes} n where ${theirs('n')}
    ) all_of_it order by at desc, kind limit ${MOST}`;
}
