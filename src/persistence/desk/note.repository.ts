import { and, asc, desc, eq, inArray, isNull } from 'drizzle-orm';
import type { Clock } from '../../platform/clock';
import type { IdSource } from '../../platform/identifiers';
import { CannotUnseal, type FieldEncryption } from '../../platform/keys/field-encryption';
import { referenceOf } from '../correspondence-record';
import type { Database } from '../database';
import type { JournalWriter } from '../journal/journal-writer';
import { sealContext } from '../seal';
import { correspondences } from '../tables/correspondence.tables';
import { deskAccounts } from '../tables/desk.tables';
import { itemNotes, noteMentions } from '../tables/note.tables';

/** What was written of an item. */
export interface ItemNote {
  readonly id: string;
  readonly at: Date;
  /** Null where it does not open. */
  readonly text: string | null;
  readonly by: string | null;
  readonly mentioned: readonly { readonly id: string; readonly name: string; readonly readAt: Date | null }[];
}

/** A note in which somebody is mentioned, and the item that it is of. */
export interface Mention extends Omit<ItemNote, 'mentioned'> {
  readonly item: { readonly id: string; readonly reference: string };
}

export interface NewItemNote {
  readonly correspondenceId: string;
  readonly text: string;
  readonly by: { readonly id: string; readonly name: string };
  /** Ids of accounts. */
  readonly mentioned: readonly string[];
}

type Content = { readonly text: string; readonly by: string };

interface Parts {
  readonly db: Database;
  readonly encryption: FieldEncryption;
  readonly journal: JournalWriter;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** Notes that colleagues leave on items, sealed, and who has them still to read. */
export class NoteRepository {
  constructor(private readonly parts: Parts) {}

  /** @returns false where the item is erased, or was never there */
  async write({ correspondenceId, text, by, mentioned }: NewItemNote): Promise<boolean> {
    const { db, encryption, journal, clock, ids } = this.parts;
    const at = clock.now();
    const id = ids.next(at);
    const content = encryption.seal({ text, by: by.name } satisfies Content, sealContext.itemNote(id));
    return db.transaction(async (tx) => {
      // Locked: what erases the item erases this note with it, or was there before.
      const open = await tx
        .select({ id: correspondences.id })
        .from(correspondences)
        .where(and(eq(correspondences.id, correspondenceId), isNull(correspondences.erasedAt)))
        .for('share');
      if (open.length === 0) return false;
      await tx.insert(itemNotes).values({ id, correspondenceId, at, byId: by.id, content });
      if (mentioned.length > 0)
        await tx.insert(noteMentions).values(mentioned.map((accountId) => ({ noteId: id, accountId })));
      const detail = { by: by.id, note: id, mentions: mentioned.length };
      await journal.write(tx, { correspondenceId, at, event: 'item-note-written', revision: null, detail });
      return true;
    });
  }

  /** Oldest first. */
  async of(correspondenceId: string): Promise<ItemNote[]> {
    const { db } = this.parts;
    const { id, at, content } = itemNotes;
    const notes = await db
      .select({ id, at, content })
      .from(itemNotes)
      .where(eq(itemNotes.correspondenceId, correspondenceId))
      .orderBy(asc(at), asc(id));
    if (notes.length === 0) return [];
    const mentions = await db
      .select({
        noteId: noteMentions.noteId,
        id: deskAccounts.id,
        name: deskAccounts.name,
        readAt: noteMentions.readAt,
      })
      .from(noteMentions)
      .innerJoin(deskAccounts, eq(deskAccounts.id, noteMentions.accountId))
      .where(
        inArray(
          noteMentions.noteId,
          notes.map((note) => note.id),
        ),
      )
      .orderBy(asc(deskAccounts.login));
    return notes.map((note) => ({
      ...{ id: note.id, at: note.at, ...this.open(note.id, note.content) },
      mentioned: mentions.filter(({ noteId }) => noteId === note.id).map(({ noteId: _, ...one }) => one),
    }));
  }

  /** What somebody has still to read, the newest first. */
  async unreadBy(accountId: string, most: number): Promise<Mention[]> {
    const rows = await this.parts.db
      .select({
        ...{ id: itemNotes.id, at: itemNotes.at, content: itemNotes.content, item: correspondences.id },
        ...{ receivedOn: correspondences.receivedOn, sequence: correspondences.sequence },
      })
      .from(noteMentions)
      .innerJoin(itemNotes, eq(itemNotes.id, noteMentions.noteId))
      .innerJoin(correspondences, eq(correspondences.id, itemNotes.correspondenceId))
      .where(and(eq(noteMentions.accountId, accountId), isNull(noteMentions.readAt)))
      .orderBy(desc(itemNotes.at))
      .limit(most);
    return rows.map(({ id, at, content, item, receivedOn, sequence }) => ({
      ...{ id, at, ...this.open(id, content) },
      item: { id: item, reference: referenceOf(receivedOn, sequence) },
    }));
  }

  /** @param noteId null for all @returns how many were still to read */
  async markRead(accountId: string, noteId: string | null): Promise<number> {
    const { db, clock, journal } = this.parts;
    const at = clock.now();
    const theirs = and(eq(noteMentions.accountId, accountId), isNull(noteMentions.readAt));
    return db.transaction(async (tx) => {
      const read = await tx
        .update(noteMentions)
        .set({ readAt: at })
        .where(noteId === null ? theirs : and(theirs, eq(noteMentions.noteId, noteId)))
        .returning({ note: noteMentions.noteId });
      if (read.length === 0) return 0;
      const of = await tx
        .select({ note: itemNotes.id, correspondenceId: itemNotes.correspondenceId })
        .from(itemNotes)
        .where(
          inArray(
            itemNotes.id,
            read.map(({ note }) => note),
          ),
        );
      await journal.write(
        tx,
        ...of.map(({ note, correspondenceId }) => ({
          ...{ correspondenceId, at, event: 'mention-read', revision: null, detail: { by: accountId, note } },
        })),
      );
      return read.length;
    });
  }

  private open(id: string, content: Buffer): Pick<ItemNote, 'text' | 'by'> {
    try {
      return this.parts.encryption.unseal<Content>(content, sealContext.itemNote(id));
    } catch (error) {
      if (!(error instanceof CannotUnseal)) throw error;
      return { text: null, by: null };
    }
  }
}
