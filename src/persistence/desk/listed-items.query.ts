import { inArray } from 'drizzle-orm';
import type { Classification, IncomingChannel, ReadItem, ScanItem, Triage } from '../../domain/correspondence';
import { type Headline, headlineOf } from '../../domain/headline';
import { CannotUnseal, type FieldEncryption } from '../../platform/keys/field-encryption';
import { referenceOf } from '../correspondence-record';
import type { Database } from '../database';
import { type SealedColumn, sealContext } from '../seal';
import { correspondences } from '../tables/correspondence.tables';

/** An item as a line of a list. */
export interface ListedItem {
  readonly id: string;
  readonly reference: string;
  readonly channel: IncomingChannel;
  /** YYYY-MM-DD */
  readonly receivedOn: string;
  readonly from: string | null;
  readonly subject: string | null;
  readonly classification: Classification | null;
  readonly reason: string | null;
  readonly erased: { readonly at: Date; readonly rule: string } | null;
  /** Why something of it does not open; null where all of it does. */
  readonly unreadable: string | null;
}

const { id, sequence, channel, receivedOn, reason, erasedAt, erasedRule, headline, scan, triage } = correspondences;
const COLUMNS = { id, sequence, channel, receivedOn, reason, erasedAt, erasedRule, headline, scan, triage };
type Row = Pick<typeof correspondences.$inferSelect, keyof typeof COLUMNS>;

/** Lists of items, of which nothing is opened that a line does not show. */
export class ListedItemsQuery {
  constructor(
    private readonly db: Database,
    private readonly encryption: FieldEncryption,
  ) {}

  /** In the order asked for; an unknown id is left out. One that does not open spoils none of the others. */
  async of(ids: readonly string[]): Promise<ListedItem[]> {
    if (ids.length === 0) return [];
    const rows = await this.db
      .select(COLUMNS)
      .from(correspondences)
      .where(inArray(id, [...ids]));
    const readings = await this.readingsOf(rows.filter((row) => row.headline === null).map((row) => row.id));
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((one) => {
      const row = byId.get(one);
      return row === undefined ? [] : [this.itemOf(row, readings.get(one) ?? null)];
    });
  }

  /** Of those that were read before there were headlines, or are not read yet. */
  private async readingsOf(ids: readonly string[]): Promise<ReadonlyMap<string, Buffer | null>> {
    if (ids.length === 0) return new Map();
    const { reading } = correspondences;
    const rows = await this.db
      .select({ id, reading })
      .from(correspondences)
      .where(inArray(id, [...ids]));
    return new Map(rows.map((row) => [row.id, row.reading]));
  }

  private itemOf(row: Row, reading: Buffer | null): ListedItem {
    const faults = new Set<string>();
    const open = <T>(column: SealedColumn, sealed: Buffer | null): T | null =>
      sealed === null ? null : this.open<T>(row.id, column, sealed, faults);
    const read = row.headline === null ? open<ReadItem>('reading', reading) : null;
    const shown = row.headline === null ? read && headlineOf(read) : open<Headline>('headline', row.headline);
    const { classification = null } = open<Triage>('triage', row.triage) ?? {};
    const documentType = shown?.subject == null ? (open<ScanItem>('scan', row.scan)?.documentType ?? null) : null;
    return {
      ...{ id: row.id, channel: row.channel, receivedOn: row.receivedOn, reason: row.reason, classification },
      reference: referenceOf(row.receivedOn, row.sequence),
      from: shown?.from ?? null,
      subject: shown?.subject ?? documentType,
      erased: row.erasedAt === null ? null : { at: row.erasedAt, rule: row.erasedRule ?? '' },
      unreadable: faults.size === 0 ? null : [...faults].join(', '),
    };
  }

  private open<T>(item: string, column: SealedColumn, sealed: Buffer, faults: Set<string>): T | null {
    try {
      return this.encryption.unseal<T>(sealed, sealContext.correspondence(column, item));
    } catch (error) {
      if (!(error instanceof CannotUnseal)) throw error;
      faults.add(error.why);
      return null;
    }
  }
}
