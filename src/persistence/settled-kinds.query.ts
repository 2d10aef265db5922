import type { Pool } from 'pg';
import type { ReadItem } from '../domain/correspondence';
import { CannotUnseal, type FieldEncryption } from '../platform/keys/field-encryption';
import type { Settlement } from './correspondence-record';
import { sealContext } from './seal';

const BATCH = 200;

interface Row {
  readonly id: string;
  readonly sequence: string;
  readonly reading: Buffer;
  readonly settlement: Buffer;
}

/** Items of which an agent said what they ask for. */
export class SettledKindsQuery {
  constructor(
    private readonly pool: Pick<Pool, 'query'>,
    private readonly encryption: FieldEncryption,
  ) {}

  /** In the order of arrival, a batch at a time; those that do not open any more are passed over. */
  async *all(): AsyncGenerator<{ readonly kind: string; readonly item: ReadItem }> {
    let after = '0';
    for (;;) {
      const { rows } = await this.pool.query<Row>(
        `select id, sequence, reading, settlement from correspondences
         where sequence > $1 and settlement is not null and reading is not null and erased_at is null and source not in ('self-check', 'desk')
         order by sequence limit ${BATCH}`,
        [after],
      );
      for (const row of rows) {
        const found = this.open(row);
        if (found !== null) yield found;
      }
      const last = rows.at(-1);
      if (last === undefined) return;
      after = last.sequence;
    }
  }

  private open({ id, reading, settlement }: Row): { readonly kind: string; readonly item: ReadItem } | null {
    try {
      const { kind } = this.encryption.unseal<Settlement>(settlement, sealContext.correspondence('settlement', id));
      if (kind === null) return null;
      return { kind, item: this.encryption.unseal<ReadItem>(reading, sealContext.correspondence('reading', id)) };
    } catch (error) {
      if (error instanceof CannotUnseal) return null;
      throw error;
    }
  }
}
