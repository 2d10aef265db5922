import { createHash } from 'node:crypto';
import { shownDetails } from '../../domain/requests/shown-details';
import { type DocumentRecord, isWithheld, type ShownCorrespondence } from '../../persistence/correspondence-record';
import { DocumentUnreadable } from '../../persistence/document-store/chunked-encryption';
import type { DeskParts } from '../desk-parts';
import { HANDOVER_FORMAT, type Handover } from './handover.schema';

type Parts = Pick<DeskParts, 'correspondences' | 'deadlines' | 'ledger' | 'store' | 'clock'>;

/** @param joined that have the same reply */
export async function makeHandover(
  parts: Parts,
  record: ShownCorrespondence,
  joined: readonly Pick<ShownCorrespondence, 'reference'>[],
): Promise<Handover> {
  const { correspondences, deadlines, ledger, store, clock } = parts;
  const [kept, dates, sendings] = await Promise.all([
    record.erased === null ? correspondences.documentsOf(record.id) : [],
    deadlines.of([record.id]),
    ledger.list(record.id),
  ]);
  const documents: Handover['documents'] = [];
  for (const one of kept) {
    const { id, role, type, size: bytes, pages } = one;
    if (role === 'aside') continue;
    documents.push({ id, role, type, bytes, pages, sha256: await digestOf(store, one) });
  }
  const { id, channel, receivedOn, state, revision, reference, scan, triage, settlement } = record;
  const stored = dates.get(id);
  return {
    ...{ format: HANDOVER_FORMAT, exportedAt: clock.now().toISOString(), reference, id, channel },
    ...{ receivedAt: record.receivedAt.toISOString(), receivedOn, state, revision },
    ...{ postmark: scan?.postmark ?? null, registeredNumber: scan?.registeredNumber ?? null },
    ...askedIn(triage),
    settledBy: settlement?.by ?? null,
    deadlines: stored === undefined ? null : { legalOn: stored.legalOn, internalOn: stored.internalOn },
    sendings: sendings.map(({ purpose, channel: by, state: stands, reservedAt }) => ({
      ...{ letter: purpose, channel: by, state: stands, reservedAt: reservedAt.toISOString() },
    })),
    documents,
    joined: joined.map((one) => one.reference),
  };
}

function askedIn(triage: ShownCorrespondence['triage']): Pick<Handover, 'person' | 'requests' | 'danger' | 'flags'> {
  if (triage === null) return { person: null, requests: [], danger: false, flags: [] };
  const { identification, classification } = triage;
  const { verdict, numeroAllocataire, person } = identification;
  return {
    // Whose it is only where it is sure: another system would take a guess for the truth.
    person: verdict === 'matched' && numeroAllocataire !== null ? { numeroAllocataire, role: person } : null,
    requests: classification.requests.map(({ kind, confidence, details }) => ({
      ...{ kind, confidence, details: details === undefined ? null : { ...shownDetails(details) } },
    })),
    danger: classification.danger.length > 0,
    flags: (classification.flags ?? []).map(({ kind }) => kind),
  };
}

/** SHA-256, hex; null of what does not open, or is withheld. */
async function digestOf(store: DeskParts['store'], document: DocumentRecord): Promise<string | null> {
  if (isWithheld(document)) return null;
  const digest = createHash('sha256');
  try {
    for await (const piece of store.stream(document.storeKey)) digest.update(piece as Buffer);
  } catch (error) {
    if (error instanceof DocumentUnreadable) return null;
    throw error;
  }
  return digest.digest('hex');
}
