import { CannotUnseal, type FieldEncryption } from '../platform/keys/field-encryption';
import { type CorrespondenceRecord, type Freeze, referenceOf, type ShownCorrespondence } from './correspondence-record';
import { type SealedColumn, sealContext } from './seal';
import type { correspondences } from './tables/correspondence.tables';

type Row = typeof correspondences.$inferSelect;
type Open = <T>(column: SealedColumn) => T | null;

/** @throws CannotUnseal at the first column that does not open */
export function openWhole(row: Row, encryption: FieldEncryption): CorrespondenceRecord {
  return recordOf(row, (column) => {
    const sealed = row[column];
    return sealed === null ? null : encryption.unseal(sealed, sealContext.correspondence(column, row.id));
  });
}

/** Null in place of what does not open, and why: a lost key loses only what it covered. */
export function openForShow(row: Row, encryption: FieldEncryption): ShownCorrespondence {
  const reasons = new Set<string>();
  const record = recordOf(row, (column) => {
    const sealed = row[column];
    if (sealed === null) return null;
    try {
      return encryption.unseal(sealed, sealContext.correspondence(column, row.id));
    } catch (error) {
      if (!(error instanceof CannotUnseal)) throw error;
      reasons.add(error.why);
      return null;
    }
  });
  // That it is frozen stands in clear, and holds whatever the reason was.
  const freeze = record.freeze ?? freezeWithoutReason(row);
  return { ...record, freeze, unreadable: reasons.size === 0 ? null : [...reasons].join(', ') };
}

const freezeWithoutReason = ({ frozenAt }: Row): Freeze | null =>
  frozenAt === null ? null : { by: 'inconnu', reason: 'motif illisible', at: frozenAt.toISOString() };

function recordOf(row: Row, open: Open): CorrespondenceRecord {
  const { id, channel, source, state, revision, receivedAt, receivedOn, updatedAt, reason, heldSince } = row;
  return {
    ...{ id, channel, source, state, revision, receivedAt, receivedOn, updatedAt, reason, heldSince },
    reference: referenceOf(receivedOn, row.sequence),
    envelope: open('envelope'),
    scan: open('scan'),
    reading: open('reading'),
    triage: open('triage'),
    settlement: open('settlement'),
    erased: row.erasedAt === null ? null : { at: row.erasedAt, rule: row.erasedRule ?? '' },
    freeze: open('freeze'),
  };
}
