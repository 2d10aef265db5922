import { and, eq, gt, isNull } from 'drizzle-orm';
import type { ReadItem } from '../domain/correspondence';
import { headlineOf } from '../domain/headline';
import { parisDate } from '../platform/clock';
import type { IdSource } from '../platform/identifiers';
import type { FieldEncryption } from '../platform/keys/field-encryption';
import type { Database, Session } from './database';
import type { JournalWriter } from './journal/journal-writer';
import { sealContext } from './seal';
import { correspondences, outbox } from './tables/correspondence.tables';
import { answerLinks, answers } from './tables/waiting.tables';

/** One-time addresses: whether one may still be used, and what was answered by it. */
export class AnswerLinkRepository {
  constructor(
    private readonly db: Database,
    private readonly encryption: FieldEncryption,
    private readonly ids: IdSource,
    private readonly journal: JournalWriter,
  ) {}

  async isOpen(tokenHash: Buffer, now: Date): Promise<boolean> {
    const rows = await this.db
      .select({ id: answerLinks.correspondenceId })
      .from(answerLinks)
      .where(isUsable(tokenHash, now));
    return rows.length === 1;
  }

  /**
   * Uses the link up and writes the answer down as an item of its own, already read and tied to its case, in one transaction.
   * @returns its id; null where the link is unknown, used, revoked or too old: nothing was written
   */
  take(tokenHash: Buffer, reading: ReadItem, now: Date): Promise<string | null> {
    return this.db.transaction(async (tx) => {
      const [link] = await tx
        .update(answerLinks)
        .set({ usedAt: now })
        .where(isUsable(tokenHash, now))
        .returning({ caseId: answerLinks.correspondenceId });
      if (link === undefined) return null;
      await revokeLinks(tx, link.caseId, now);
      const id = this.ids.next(now);
      await tx.insert(correspondences).values({
        id,
        channel: 'email',
        source: 'page',
        state: 'triage',
        receivedAt: now,
        receivedOn: parisDate(now),
        updatedAt: now,
        // One link gives one answer: its hash is the item's identity.
        contentHash: tokenHash,
        reading: this.encryption.seal(reading, sealContext.correspondence('reading', id)),
        headline: this.encryption.seal(headlineOf(reading), sealContext.correspondence('headline', id)),
      });
      await tx.insert(answers).values({ answerId: id, caseId: link.caseId, by: 'page', linkedAt: now });
      await tx.insert(outbox).values({ correspondenceId: id, job: 'triage', revision: 1 });
      const [asked] = await tx
        .select({ revision: correspondences.revision })
        .from(correspondences)
        .where(eq(correspondences.id, link.caseId));
      const detail = { channel: 'email', source: 'page', documents: 0, case: link.caseId };
      await this.journal.write(
        tx,
        { correspondenceId: id, at: now, event: 'received', revision: 1, detail },
        {
          correspondenceId: link.caseId,
          at: now,
          event: 'answer-received',
          revision: asked?.revision ?? null,
          detail: { answer: id, by: 'page' },
        },
      );
      return id;
    });
  }
}

const isUsable = (tokenHash: Buffer, now: Date) =>
  and(
    eq(answerLinks.tokenHash, tokenHash),
    isNull(answerLinks.usedAt),
    isNull(answerLinks.revokedAt),
    gt(answerLinks.expiresAt, now),
  );

/** Whatever links of a case are still open serve no longer. */
export async function revokeLinks(session: Pick<Session, 'update'>, caseId: string, now: Date): Promise<void> {
  await session
    .update(answerLinks)
    .set({ revokedAt: now })
    .where(and(eq(answerLinks.correspondenceId, caseId), isNull(answerLinks.usedAt), isNull(answerLinks.revokedAt)));
}
