import { and, eq, sql } from 'drizzle-orm';
import type { LookupHash } from '../platform/keys/field-encryption';
import type { Database } from './database';
import { mailboxCursors } from './tables/mailbox.tables';

/** How far a mailbox has been taken in. */
export interface MailboxCursor {
  readonly uidValidity: bigint;
  readonly lastUid: number;
  readonly firstUid: number;
  readonly knownSince: Date;
}

/** Remembers, for each mailbox, up to which message all are durable. */
export class MailboxCursorRepository {
  constructor(
    private readonly db: Database,
    private readonly hash: LookupHash,
  ) {}

  /**
   * Where to go on. A mailbox seen for the first time, or under a new UIDVALIDITY, begins anew.
   * @param uidNext the server’s next UID: what lies below it was there before
   */
  async resume(mailbox: string, uidValidity: bigint, uidNext: number, now: Date): Promise<MailboxCursor> {
    const mailboxHash = this.hash.of('mailbox', mailbox);
    const anew = { uidValidity, lastUid: 0, firstUid: uidNext };
    await this.db
      .insert(mailboxCursors)
      .values({ mailboxHash, ...anew, knownSince: now })
      .onConflictDoUpdate({
        target: mailboxCursors.mailboxHash,
        set: anew,
        setWhere: sql`${mailboxCursors.uidValidity} <> ${uidValidity}`,
      });
    const [row] = await this.db.select().from(mailboxCursors).where(eq(mailboxCursors.mailboxHash, mailboxHash));
    if (row === undefined) throw new Error('repère de boîte disparu\u00a0: à reprendre');
    return row;
  }

  /** Never goes back, and never under another UIDVALIDITY than the one it was read under. */
  async advance(mailbox: string, uidValidity: bigint, lastUid: number): Promise<void> {
    await this.db
      .update(mailboxCursors)
      .set({ lastUid: sql`greatest(${mailboxCursors.lastUid}, ${lastUid})` })
      .where(
        and(
          eq(mailboxCursors.mailboxHash, this.hash.of('mailbox', mailbox)),
          eq(mailboxCursors.uidValidity, uidValidity),
        ),
      );
  }
}
