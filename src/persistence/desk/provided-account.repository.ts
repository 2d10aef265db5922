import { eq } from 'drizzle-orm';
import type { DeskRole } from '../../domain/desk/desk-roles';
import type { Clock } from '../../platform/clock';
import type { IdSource } from '../../platform/identifiers';
import type { LookupHash } from '../../platform/keys/field-encryption';
import type { Database } from '../database';
import { deskAccounts } from '../tables/desk.tables';

/** Somebody for whom an identity provider vouches. */
export interface ProvidedPerson {
  readonly issuer: string;
  /** The provider's own name for them, which it gives to nobody else (OpenID Connect Core §8). */
  readonly subject: string;
  readonly name: string;
  /** What they would like to be called in lists; never what they are found by. */
  readonly login: string;
  readonly role: DeskRole;
}

const TRIES = 3;
const LOGIN_LENGTH = 40;

/** Accounts of those who come in by an identity provider: found by its subject alone, so that no name takes a local account over. */
export class ProvidedAccountRepository {
  constructor(
    private readonly db: Database,
    private readonly hash: Pick<LookupHash, 'of'>,
    private readonly clock: Clock,
    private readonly ids: IdSource,
  ) {}

  /** Makes the account at the first sign-in, follows name and role at the next. @returns its id; null where it was closed here */
  async arrive(person: ProvidedPerson): Promise<string | null> {
    const subjectHash = this.hash.of('oidc', `${person.issuer}\n${person.subject}`);
    const { name, role } = person;
    const now = this.clock.now();
    for (let tries = 0; tries < TRIES; tries++) {
      const [known] = await this.db
        .update(deskAccounts)
        .set({ name, role, signedInAt: now })
        .where(eq(deskAccounts.subjectHash, subjectHash))
        .returning({ id: deskAccounts.id, disabled: deskAccounts.disabled });
      if (known !== undefined) return known.disabled ? null : known.id;
      for (const login of [
        person.login,
        `${person.login.slice(0, LOGIN_LENGTH - 9)}-${subjectHash.toString('hex', 0, 4)}`,
      ])
        await this.db
          .insert(deskAccounts)
          .values({ id: this.ids.next(now), login, name, role, subjectHash, createdAt: now })
          .onConflictDoNothing();
    }
    throw new Error('le compte d’une personne reconnue par le fournisseur n’a pas pu être créé');
  }
}
