import { eq } from 'drizzle-orm';
import type { ReadItem, Triage } from '../domain/correspondence';
import { headlineOf } from '../domain/headline';
import { type Clock, parisDate } from '../platform/clock';
import type { IdSource } from '../platform/identifiers';
import type { FieldEncryption, LookupHash } from '../platform/keys/field-encryption';
import type { Settlement } from './correspondence-record';
import type { Database } from './database';
import type { JournalWriter } from './journal/journal-writer';
import { hashesOfTriage } from './people/person-hashes';
import { type SealedColumn, sealContext } from './seal';
import { correspondences, outbox } from './tables/correspondence.tables';

interface Parts {
  readonly db: Database;
  readonly encryption: FieldEncryption;
  readonly hash: LookupHash;
  readonly ids: IdSource;
  readonly journal: JournalWriter;
  readonly clock: Clock;
}

/** A letter that an agent ordered: decided already, and nothing was received. */
export interface OrderedLetter {
  /** Of the form that ordered it: sent twice, it is one letter. */
  readonly orderId: string;
  readonly reading: ReadItem;
  readonly triage: Triage;
  readonly settlement: Settlement;
}

/** Letters that answer nothing: items of their own, which go through composition and dispatch as every reply does. */
export class OutgoingRepository {
  constructor(private readonly parts: Parts) {}

  /** @returns its id */
  async order({ orderId, reading, triage, settlement }: OrderedLetter): Promise<string> {
    const { db, encryption, hash, ids, journal, clock } = this.parts;
    const now = clock.now();
    const id = ids.next(now);
    const contentHash = hash.of('outgoing-letter', orderId);
    const seal = (column: SealedColumn, value: unknown) =>
      encryption.seal(value, sealContext.correspondence(column, id));
    return db.transaction(async (tx) => {
      const [row] = await tx
        .insert(correspondences)
        .values({
          ...{ id, channel: 'post', source: 'desk', state: 'composing', contentHash, receivedAt: now, updatedAt: now },
          receivedOn: parisDate(now),
          reading: seal('reading', reading),
          headline: seal('headline', headlineOf(reading)),
          triage: seal('triage', triage),
          settlement: seal('settlement', settlement),
          ...hashesOfTriage(triage, hash),
        })
        .onConflictDoNothing({ target: correspondences.contentHash })
        .returning({ id: correspondences.id });
      if (row === undefined) {
        const [before] = await tx
          .select({ id: correspondences.id })
          .from(correspondences)
          .where(eq(correspondences.contentHash, contentHash));
        return before?.id ?? id;
      }
      await tx.insert(outbox).values({ correspondenceId: id, job: 'compose', revision: 1 });
      const detail = { letter: settlement.letter, channel: 'post' };
      await journal.write(tx, { correspondenceId: id, at: now, event: 'letter-ordered', revision: 1, detail });
      return id;
    });
  }
}
