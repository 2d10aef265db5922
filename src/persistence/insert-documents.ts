import type { IdSource } from '../platform/identifiers';
import type { FieldEncryption } from '../platform/keys/field-encryption';
import type { NewDocument } from './correspondence-record';
import type { Session } from './database';
import { sealContext } from './seal';
import { documents } from './tables/correspondence.tables';

interface Means {
  readonly encryption: FieldEncryption;
  readonly ids: IdSource;
  readonly now: Date;
}

/** Adds a correspondence's documents in one statement, their names sealed: people put numbers into file names. */
export async function insertDocuments(
  session: Session,
  correspondenceId: string,
  added: readonly NewDocument[],
  { encryption, ids, now }: Means,
): Promise<void> {
  if (added.length === 0) return;
  await session.insert(documents).values(
    added.map((document) => {
      const id = ids.next(now);
      const name = encryption.seal(document.name, sealContext.documentName(id));
      return { ...document, id, correspondenceId, name, createdAt: now };
    }),
  );
}
