import type { IdSource } from '../platform/identifiers';
import type { FieldEncryption } from '../platform/keys/field-encryption';
import type { NewDocument } from './correspondence-record';
import { sealContext } from './seal';
import type { documents } from './tables/correspondence.tables';

interface Means {
  readonly encryption: FieldEncryption;
  readonly ids: IdSource;
  readonly now: Date;
}

/** Rows of documents that are added to a correspondence, their names sealed: people put numbers into file names. */
export function documentRows(
  correspondenceId: string,
  added: readonly NewDocument[],
  { encryption, ids, now }: Means,
): (typeof documents.$inferInsert)[] {
  return added.map((document) => {
    const id = ids.next(now);
    const name = encryption.seal(document.name, sealContext.documentName(id));
    return { ...document, id, correspondenceId, name, createdAt: now };
  });
}
