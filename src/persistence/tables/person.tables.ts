import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, instant } from './columns';

/** What was said on the phone or at the front desk, noted by an agent: kept beside the person's mail. */
export const personNotes = pgTable(
  'person_notes',
  {
    id: uuid('id').primaryKey(),
    /** LookupHash of the file's numéro allocataire, and of the person's NIR where it is known. */
    fileHash: bytes('file_hash').notNull(),
    personHash: bytes('person_hash'),
    channel: text('channel').$type<NoteChannel>().notNull(),
    at: instant('at').notNull(),
    /** Sealed: the text, and who wrote it. */
    content: bytes('content').notNull(),
  },
  (table) => [
    index('person_notes_file').on(table.fileHash, table.at),
    index('person_notes_person').on(table.personHash, table.at),
    index('person_notes_at').on(table.at),
  ],
);

export type NoteChannel = 'phone' | 'accueil';
