import { desc, eq } from 'drizzle-orm';
import type { UndeliveredReason } from '../domain/print/print-return';
import type { LookupHash } from '../platform/keys/field-encryption';
import { hashOfAddress } from './address-hash';
import type { Database, Session } from './database';
import { ask, statement } from './statement';
import { undeliverableAddresses } from './tables/print.tables';

export interface UndeliverableAddress {
  /** YYYY-MM-DD, when post came back from there. */
  readonly since: string;
  readonly reason: UndeliveredReason;
  /** The letter that came back. */
  readonly letterId: string;
  readonly correspondenceId: string;
}

/** Addresses from which post came back, found by keyed hash. */
export class UndeliverableAddressRepository {
  constructor(
    private readonly db: Database,
    private readonly hash: LookupHash,
  ) {}

  /** @returns for each address in order since when post comes back from it, null where none did */
  async sinceOf(addresses: readonly (readonly string[])[]): Promise<readonly (string | null)[]> {
    if (addresses.length === 0) return [];
    const hashes = addresses.map((lines) => hashOfAddress(this.hash, lines));
    const rows = await ask<{ addressHash: Buffer; since: string }>(
      this.db,
      statement`select address_hash as "addressHash", since from undeliverable_addresses
        where address_hash = any(${hashes}::bytea[])`,
    );
    return hashes.map((one) => rows.find(({ addressHash }) => addressHash.equals(one))?.since ?? null);
  }

  /** The first letter that came back is the one that is told of. */
  async add(session: Session, address: readonly string[], told: UndeliverableAddress): Promise<void> {
    await session
      .insert(undeliverableAddresses)
      .values({ ...told, addressHash: hashOfAddress(this.hash, address) })
      .onConflictDoNothing();
  }

  /** Newest first. */
  async list(most: number): Promise<UndeliverableAddress[]> {
    const { since, reason, letterId, correspondenceId } = undeliverableAddresses;
    return this.db
      .select({ since, reason, letterId, correspondenceId })
      .from(undeliverableAddresses)
      .orderBy(desc(since), desc(letterId))
      .limit(most);
  }

  /** Post goes there again. @param letterId of the letter that came back @returns false where no address is known by it */
  async forget(letterId: string): Promise<boolean> {
    const gone = await this.db
      .delete(undeliverableAddresses)
      .where(eq(undeliverableAddresses.letterId, letterId))
      .returning({ since: undeliverableAddresses.since });
    return gone.length > 0;
  }
}
