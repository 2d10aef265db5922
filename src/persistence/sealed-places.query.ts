import { type SQL, sql } from 'drizzle-orm';
import type { Database, Session } from './database';
import { SEALED_COLUMNS, sealContext } from './seal';

/** A column of sealed values: where they stand, and what each is bound to. */
export interface SealedPlace {
  /** `table.column` */
  readonly name: string;
  readonly table: SQL;
  readonly column: SQL;
  readonly key: SQL;
  readonly keyType: 'uuid' | 'bytea';
  /** @param id uuid, or a bytea key in hex */
  contextOf(id: string): string;
}

export interface SealedValue {
  readonly id: string;
  readonly sealed: Buffer;
}

export interface Fingerprint {
  readonly id: string;
  readonly before: Buffer;
  readonly after: Buffer;
}

function place(table: string, column: string, contextOf: (id: string) => string, key = 'id'): SealedPlace {
  const named = { table: sql.identifier(table), column: sql.identifier(column), key: sql.identifier(key) };
  return {
    name: `${table}.${column}`,
    table: sql`${named.table}`,
    column: sql`${named.column}`,
    key: sql`${named.key}`,
    keyType: key === 'id' ? 'uuid' : 'bytea',
    contextOf,
  };
}

export const DIRECTORY_PLACE = place(
  'directory_files',
  'sealed',
  (id) => sealContext.directoryFile(Buffer.from(id, 'hex')),
  'numero_hash',
);

/** Every column of the database that holds sealed values. */
export const SEALED_PLACES: readonly SealedPlace[] = [
  ...SEALED_COLUMNS.map((column) => place('correspondences', column, (id) => sealContext.correspondence(column, id))),
  place('documents', 'name', sealContext.documentName),
  place('ledger', 'content', sealContext.ledger),
  place('person_notes', 'content', sealContext.personNote),
  place('item_notes', 'content', sealContext.itemNote),
  place('document_revocations', 'reason', sealContext.revocationReason),
  place('desk_accounts', 'totp', sealContext.deskTotp),
  place('desk_pending', 'decision', sealContext.deskPending),
  place('desk_macros', 'content', sealContext.deskMacro),
  DIRECTORY_PLACE,
];

const keyText = ({ key, keyType }: SealedPlace): SQL =>
  keyType === 'uuid' ? sql`${key}::text` : sql`encode(${key}, 'hex')`;
const keyOf = (id: SQL, { keyType }: SealedPlace): SQL =>
  keyType === 'uuid' ? sql`${id}::uuid` : sql`decode(${id}, 'hex')`;

/** Pages of sealed values in the order of their keys: no query reads more than a page into memory. */
export class SealedPlacesQuery {
  constructor(private readonly db: Database) {}

  page(of: SealedPlace, after: string | null, most: number): Promise<SealedValue[]> {
    return this.select(this.db, of, after, sql`limit ${most}`);
  }

  /** Those that do not begin with these bytes, locked until the session ends. */
  lockOthers(
    session: Session,
    of: SealedPlace,
    begins: Buffer,
    after: string | null,
    most: number,
  ): Promise<SealedValue[]> {
    const other = sql`and substring(${of.column} for ${begins.length}) <> ${begins}::bytea`;
    return this.select(session, of, after, sql`limit ${most} for update`, other);
  }

  async replace(session: Session, of: SealedPlace, values: readonly SealedValue[]): Promise<void> {
    if (values.length === 0) return;
    await session.execute(sql`
      update ${of.table} t set ${of.column} = new.sealed
      from unnest(${sql.param(values.map(({ id }) => id))}::text[], ${sql.param(values.map(({ sealed }) => sealed))}::bytea[])
        as new(id, sealed)
      where t.${of.key} = ${keyOf(sql`new.id`, of)}`);
  }

  /** So that the next import knows the files as unchanged; a file that it would have written again keeps its own. */
  async refreshFingerprints(session: Session, files: readonly Fingerprint[]): Promise<void> {
    if (files.length === 0) return;
    const column = (name: keyof Fingerprint) => sql.param(files.map((file) => file[name]));
    await session.execute(sql`
      update directory_files t set fingerprint = new.after
      from unnest(${column('id')}::text[], ${column('before')}::bytea[], ${column('after')}::bytea[])
        as new(id, before, after)
      where t.numero_hash = decode(new.id, 'hex') and t.fingerprint = new.before`);
  }

  /** How many values stand under each key, by the name in clear at their head. */
  async countByKey(of: SealedPlace): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.db.execute<{ key: string; count: number }>(sql`
      select encode(substring(${of.column} from 3 for get_byte(${of.column}, 1)), 'escape') as key, count(*)::float8 as count
      from ${of.table} where length(${of.column}) > 2 group by 1`);
    return new Map(rows.map(({ key, count }) => [key, count]));
  }

  private async select(
    session: Session,
    of: SealedPlace,
    after: string | null,
    end: SQL,
    condition: SQL = sql``,
  ): Promise<SealedValue[]> {
    const from = after === null ? sql`` : sql`and ${of.key} > ${keyOf(sql`${after}`, of)}`;
    const { rows } = await session.execute(sql`
      select ${keyText(of)} as id, ${of.column} as sealed from ${of.table}
      where ${of.column} is not null ${from} ${condition} order by ${of.key} ${end}`);
    return rows as unknown as SealedValue[];
  }
}
