import type { Database } from '../../persistence/database';
import { DocumentUnreadable } from '../../persistence/document-store/chunked-encryption';
import type { DocumentStore } from '../../persistence/document-store/document-store';
import type { StoredFiles } from '../../persistence/document-store/stored-files';
import type { JournalWriter } from '../../persistence/journal/journal-writer';
import { resealPlace } from '../../persistence/reseal-places';
import { SEALED_PLACES, SealedPlacesQuery } from '../../persistence/sealed-places.query';
import type { Clock } from '../../platform/clock';
import type { FieldEncryption, LookupHash } from '../../platform/keys/field-encryption';

export interface RotationParts {
  readonly db: Database;
  readonly encryption: FieldEncryption;
  readonly hash: LookupHash;
  readonly store: DocumentStore;
  readonly files: StoredFiles;
  readonly journal: JournalWriter;
  readonly clock: Clock;
  /** Name of the newest key. */
  readonly newest: string;
}

export interface RotationSteps {
  advance(count: number): void;
  /** What does not open stays as it is. @param what `table.column` or `document` @param why in French */
  unreadable(what: string, id: string, why: string): void;
}

export interface Rotated {
  values: number;
  documents: number;
  unreadable: number;
}

/**
 * Brings whatever stands under an older key under the newest, while everything goes on: values page by page, documents one
 * by one. Killed at any moment, it is taken up by running it again; nothing is remembered but the keys' names at the heads.
 */
export async function rotateKeys(parts: RotationParts, steps: RotationSteps): Promise<Rotated> {
  const rotated: Rotated = { values: 0, documents: 0, unreadable: 0 };
  const unreadable = (what: string, id: string, why: string): void => {
    rotated.unreadable++;
    steps.unreadable(what, id, why);
  };
  const query = new SealedPlacesQuery(parts.db);
  for (const place of SEALED_PLACES)
    await resealPlace({ ...parts, query }, place, {
      done: (count) => {
        rotated.values += count;
        steps.advance(count);
      },
      unreadable: ({ name }, id, why) => unreadable(name, id, why),
    });
  for await (const { name } of parts.files.list()) {
    const key = await parts.store.keyIdOf(name);
    if (key === parts.newest) continue;
    try {
      if (await parts.store.reencrypt(name)) rotated.documents++;
      steps.advance(1);
    } catch (error) {
      if (!(error instanceof DocumentUnreadable)) throw error;
      unreadable('document', name, error.message);
    }
  }
  if (rotated.values + rotated.documents > 0)
    await parts.journal.write(parts.db, {
      correspondenceId: null,
      at: parts.clock.now(),
      event: 'keys-rotated',
      revision: null,
      detail: { key: parts.newest, ...rotated },
    });
  return rotated;
}
