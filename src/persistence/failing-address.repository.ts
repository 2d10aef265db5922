import { asc, eq, inArray, or } from 'drizzle-orm';
import { comparableEmail } from '../domain/directory/registered-sender';
import type { LookupHash } from '../platform/keys/field-encryption';
import { referenceOf } from './correspondence-record';
import type { Database, Session } from './database';
import { ask, statement } from './statement';
import { correspondences } from './tables/correspondence.tables';
import { failingAddresses } from './tables/failing-mail.tables';

/** Since when our e-mails come back from an address, known by the case that it was found out by. */
export interface FailingAddress {
  readonly since: Date;
  readonly reference: string;
  readonly correspondenceId: string;
}

/** E-mail addresses from which our letters came back for good. No letter goes there until a person or a message from it says better. */
export class FailingAddressRepository {
  constructor(
    private readonly db: Database,
    private readonly hash: Pick<LookupHash, 'of'>,
  ) {}

  hashOf(address: string): Buffer {
    return this.hash.of('failing-address', comparableEmail(address));
  }

  /** Whether mail to any of these does not arrive. */
  async failsAny(addresses: readonly string[]): Promise<boolean> {
    if (addresses.length === 0) return false;
    const hashes = addresses.map((address) => this.hashOf(address));
    const rows = await ask(
      this.db,
      statement`select 1 from failing_addresses where address_hash = any(${hashes}::bytea[]) limit 1`,
    );
    return rows.length > 0;
  }

  /** @param correspondenceId of the case by which it was found out */
  mark(address: string, correspondenceId: string, now: Date): Promise<void> {
    return this.db.transaction((session) => markFailing(session, this.hashOf(address), correspondenceId, now));
  }

  /** A message that surely came from there says that somebody reads it again. */
  async lift(address: string): Promise<void> {
    await this.db.delete(failingAddresses).where(eq(failingAddresses.addressHash, this.hashOf(address)));
  }

  /** Oldest first. */
  async list(most: number): Promise<FailingAddress[]> {
    return (await this.known().limit(most)).map(shown);
  }

  /** Of these addresses, and of the one that this case was found out by; oldest first. */
  async of(correspondenceId: string, addresses: readonly string[]): Promise<FailingAddress[]> {
    return (await this.known().where(this.concerning(correspondenceId, addresses))).map(shown);
  }

  /** Writes there again. @returns how many addresses were marked */
  async liftOf(correspondenceId: string, addresses: readonly string[]): Promise<number> {
    const gone = await this.db.delete(failingAddresses).where(this.concerning(correspondenceId, addresses));
    return gone.rowCount ?? 0;
  }

  private known() {
    const { id, receivedOn, sequence } = correspondences;
    return this.db
      .select({ since: failingAddresses.since, id, receivedOn, sequence })
      .from(failingAddresses)
      .innerJoin(correspondences, eq(id, failingAddresses.correspondenceId))
      .orderBy(asc(failingAddresses.since))
      .$dynamic();
  }

  private concerning(correspondenceId: string, addresses: readonly string[]) {
    const hashes = addresses.map((address) => this.hashOf(address));
    const told = eq(failingAddresses.correspondenceId, correspondenceId);
    return hashes.length === 0 ? told : or(told, inArray(failingAddresses.addressHash, hashes));
  }

  /** @param correspondenceId of the case that it was found out by @returns whether mail goes there again */
  async forget(correspondenceId: string): Promise<boolean> {
    const gone = await this.db
      .delete(failingAddresses)
      .where(eq(failingAddresses.correspondenceId, correspondenceId))
      .returning({ since: failingAddresses.since });
    return gone.length > 0;
  }
}

interface Row {
  readonly since: Date;
  readonly id: string;
  readonly receivedOn: string;
  readonly sequence: number;
}

const shown = ({ since, id, receivedOn, sequence }: Row): FailingAddress => ({
  ...{ since, reference: referenceOf(receivedOn, sequence), correspondenceId: id },
});

/** In the transaction that takes the delivery report up; the first case that told of it is kept. */
export async function markFailing(
  session: Session,
  addressHash: Buffer,
  correspondenceId: string,
  since: Date,
): Promise<void> {
  await session.insert(failingAddresses).values({ addressHash, correspondenceId, since }).onConflictDoNothing();
}
