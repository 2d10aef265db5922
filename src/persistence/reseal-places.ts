import type { AllocataireFile } from '../domain/directory/allocataire-file';
import { CannotUnseal, type FieldEncryption, headOf, type LookupHash } from '../platform/keys/field-encryption';
import type { Database } from './database';
import { fingerprintOf } from './directory-batch';
import {
  DIRECTORY_PLACE,
  type Fingerprint,
  type SealedPlace,
  type SealedPlacesQuery,
  type SealedValue,
} from './sealed-places.query';

/** Few enough that a worker which waits for one of the rows hardly notices. */
const PAGE = 100;

export interface ResealSteps {
  /** So many values now stand under the newest key. */
  done(count: number): void;
  /** A value that does not open: it stays as it is. @param why in French */
  unreadable(place: SealedPlace, id: string, why: string): void;
}

/**
 * Seals every value of a column anew that is not under the newest key. Page by page, each in a transaction of its own that
 * locks its rows: what a worker writes meanwhile is never overwritten, a run that was killed is taken up by the next, and two
 * at once do no harm.
 */
export async function resealPlace(
  {
    db,
    query,
    encryption,
    hash,
  }: { db: Database; query: SealedPlacesQuery; encryption: FieldEncryption; hash: LookupHash },
  place: SealedPlace,
  steps: ResealSteps,
): Promise<void> {
  const { newestHead } = encryption;
  const fingerprintsOf = (page: readonly SealedValue[], resealed: readonly SealedValue[]): Fingerprint[] => {
    const heads = new Map(page.map(({ id, sealed }) => [id, headOf(sealed)]));
    return resealed.map(({ id, sealed }) => {
      const file = encryption.unseal<AllocataireFile>(sealed, place.contextOf(id));
      const under = (head: Buffer) => fingerprintOf(file, hash, head.toString('latin1'));
      return { id, before: under(heads.get(id) ?? newestHead), after: under(newestHead) };
    });
  };
  let after: string | null = null;
  for (;;) {
    const values: SealedValue[] = await db.transaction(async (tx) => {
      const page = await query.lockOthers(tx, place, newestHead, after, PAGE);
      const sealed = page.flatMap(({ id, sealed }): SealedValue[] => {
        try {
          return [{ id, sealed: encryption.reseal(sealed, place.contextOf(id)) }];
        } catch (error) {
          if (!(error instanceof CannotUnseal)) throw error;
          steps.unreadable(place, id, error.why);
          return [];
        }
      });
      await query.replace(tx, place, sealed);
      if (place === DIRECTORY_PLACE) await query.refreshFingerprints(tx, fingerprintsOf(page, sealed));
      steps.done(sealed.length);
      return page;
    });
    if (values.length < PAGE) return;
    after = values.at(-1)?.id ?? null;
  }
}
