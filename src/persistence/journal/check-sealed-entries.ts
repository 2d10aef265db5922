import { contentDigestOf, payloadHashOf } from './journal-digests';
import type { ListedEntry } from './journal-seal';
import type { StoredEntry } from './journal-seal.query';

export type SealedRow = StoredEntry & { readonly seal: number | null };

export interface EntryFault {
  readonly fault: 'changed' | 'removed' | 'added' | 'moved';
  readonly entry: number;
  readonly correspondenceId: string | null;
  readonly message: string;
}

/**
 * Compares a seal's list with the rows found under its number or its ids.
 * @returns every entry that was changed, removed, added or moved to another's place, and how many details are erased
 */
export function checkSealedEntries(
  number: number,
  listed: readonly ListedEntry[],
  rows: readonly SealedRow[],
): { readonly faults: readonly EntryFault[]; readonly erased: number } {
  const found = new Map(rows.map((row) => [row.id, { row, digest: digestOf(row).toString('hex') }]));
  const ids = new Set(listed.map(({ id }) => id));
  const listedUnder = new Map(listed.map(({ id, digest }) => [digest.toString('hex'), id]));
  const faults = listed.flatMap(({ id, correspondenceId, digest }): EntryFault[] => {
    const fault = (kind: EntryFault['fault'], message: string) => [
      { fault: kind, entry: id, correspondenceId, message },
    ];
    const stored = found.get(id);
    if (stored === undefined) return fault('removed', 'entrée retirée');
    if (stored.digest === digest.toString('hex')) {
      if (stored.row.seal !== number) return fault('changed', 'entrée détachée de son sceau');
      return isDetailWhole(stored.row) ? [] : fault('changed', 'détail modifié');
    }
    const from = listedUnder.get(stored.digest);
    return from === undefined
      ? fault('changed', 'entrée modifiée')
      : fault('moved', `entrée déplacée\u00a0: elle porte ce qui était écrit sous le n°\u00a0${from}`);
  });
  const added = [...found.values()]
    .filter(({ row }) => !ids.has(row.id))
    .map(({ row: { id, correspondenceId }, digest }): EntryFault => {
      const from = listedUnder.get(digest);
      const copy = from === undefined ? '' : `, avec ce qui était écrit sous le n°\u00a0${from}`;
      return { fault: 'added', entry: id, correspondenceId, message: `entrée ajoutée après coup${copy}` };
    });
  return { faults: [...faults, ...added], erased: rows.filter(({ id, detail }) => ids.has(id) && !detail).length };
}

const digestOf = (row: StoredEntry): Buffer =>
  contentDigestOf({ ...row, payloadHash: row.payloadHash ?? Buffer.alloc(0) }, row.origin);

/** An erased detail has lost its salt too. */
function isDetailWhole({ detail, salt, payloadHash }: StoredEntry): boolean {
  if (detail === null) return salt === null;
  return salt !== null && payloadHash !== null && payloadHashOf(detail, salt).equals(payloadHash);
}
