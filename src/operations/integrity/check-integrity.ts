import type { ScanItem } from '../../domain/correspondence';
import type { AllocataireFile } from '../../domain/directory/allocataire-file';
import { messageContentHash, scanContentHash } from '../../persistence/content-hash';
import { identifiersOf } from '../../persistence/directory-batch';
import type { DocumentStore } from '../../persistence/document-store/document-store';
import type { CheckedReceipt, IntegrityQuery } from '../../persistence/integrity.query';
import { sealContext } from '../../persistence/seal';
import {
  DIRECTORY_PLACE,
  SEALED_PLACES,
  type SealedPlacesQuery,
  type SealedValue,
} from '../../persistence/sealed-places.query';
import { CannotUnseal, type FieldEncryption, type LookupHash } from '../../platform/keys/field-encryption';

export interface IntegrityFault {
  /** `table.column` */
  readonly place: string;
  /** Of the row; of a file of the directory, the hash of its number. */
  readonly id: string;
  readonly correspondenceId: string | null;
  /** In French. */
  readonly message: string;
}

export interface IntegrityAccount {
  readonly whole: boolean;
  readonly values: number;
  readonly documents: number;
  readonly directoryFiles: number;
  readonly faults: number;
}

interface Parts {
  readonly places: SealedPlacesQuery;
  readonly query: IntegrityQuery;
  readonly encryption: FieldEncryption;
  readonly hash: LookupHash;
  readonly store: DocumentStore;
}

const PAGE = 200;

/**
 * Opens every sealed value and every document, and compares every hash by which something is found with what it was made
 * of. Reads only, in constant memory; what was changed by hand is told, row by row, and harms no other.
 */
export async function checkIntegrity(parts: Parts, tell: (fault: IntegrityFault) => void): Promise<IntegrityAccount> {
  let faults = 0;
  const count = (fault: IntegrityFault): void => {
    faults++;
    tell(fault);
  };
  const values = await checkValues(parts, count);
  const directoryFiles = await checkDirectory(parts, count);
  await checkReceipts(parts, count);
  const documents = await checkDocuments(parts, count);
  return { whole: faults === 0, values, documents, directoryFiles, faults };
}

type Tell = (fault: IntegrityFault) => void;

async function checkValues({ places, encryption }: Parts, tell: Tell): Promise<number> {
  let checked = 0;
  for (const place of SEALED_PLACES.filter((one) => one !== DIRECTORY_PLACE))
    for await (const page of pagesOf((after) => places.page(place, after, PAGE))) {
      checked += page.length;
      for (const { id, sealed } of page) {
        const opened = open(encryption, sealed, place.contextOf(id));
        const correspondenceId = place.name.startsWith('correspondences.') ? id : null;
        if (!opened.ok) tell({ place: place.name, id, correspondenceId, message: opened.why });
      }
    }
  return checked;
}

async function checkDirectory({ places, query, encryption, hash }: Parts, tell: Tell): Promise<number> {
  let checked = 0;
  for await (const page of pagesOf((after) => places.page(DIRECTORY_PLACE, after, PAGE))) {
    checked += page.length;
    const found = await query.identifiersOf(page.map(({ id }) => id));
    for (const value of page)
      for (const message of faultsOfFile(value, found.get(value.id) ?? new Set(), encryption, hash))
        tell({ place: DIRECTORY_PLACE.name, id: value.id, correspondenceId: null, message });
  }
  return checked;
}

function faultsOfFile(
  { id, sealed }: SealedValue,
  found: ReadonlySet<string>,
  encryption: FieldEncryption,
  hash: LookupHash,
): string[] {
  const opened = open<AllocataireFile>(encryption, sealed, DIRECTORY_PLACE.contextOf(id));
  if (!opened.ok) return [opened.why];
  const prepared = [{ file: opened.value, numeroHash: Buffer.from(id, 'hex') }];
  const held = new Set(identifiersOf(prepared, hash).map(({ identifierHash }) => identifierHash.toString('hex')));
  return [
    ...(hash.of('numero', opened.value.numeroAllocataire).toString('hex') === id
      ? []
      : ['le dossier ne porte pas le numéro sous lequel il est rangé']),
    ...[...held].filter((one) => !found.has(one)).map(() => 'un identifiant du dossier n’y mène pas'),
    ...[...found]
      .filter((one) => !held.has(one))
      .map((one) => `une empreinte d’identifiant y mène sans que le dossier la porte (${one})`),
  ];
}

async function checkReceipts(parts: Parts, tell: Tell): Promise<void> {
  for await (const page of pagesOf((after) => parts.query.receipts(after, PAGE)))
    for (const receipt of page)
      if (!isOwnHash(receipt, parts))
        tell({
          place: 'correspondences.content_hash',
          id: receipt.id,
          correspondenceId: receipt.id,
          message: 'l’empreinte du contenu n’est pas celle de ce qui a été reçu',
        });
}

function isOwnHash({ id, contentHash, scan, storeKeys }: CheckedReceipt, { encryption, hash }: Parts): boolean {
  const [raw] = storeKeys;
  if (raw === undefined) return true;
  if (scan === null) return contentHash.equals(messageContentHash(raw));
  const item = open<ScanItem>(encryption, scan, sealContext.correspondence('scan', id));
  // What does not open is told already.
  return !item.ok || contentHash.equals(scanContentHash(item.value, storeKeys, hash));
}

async function checkDocuments({ query, store }: Parts, tell: Tell): Promise<number> {
  let checked = 0;
  for await (const page of pagesOf((after) => query.documents(after, PAGE)))
    for (const { id, correspondenceId, storeKey } of page) {
      checked++;
      const message = await store.verify(storeKey);
      if (message !== null) tell({ place: 'documents.store_key', id, correspondenceId, message });
    }
  return checked;
}

async function* pagesOf<T extends { readonly id: string }>(
  page: (after: string | null) => Promise<T[]>,
): AsyncGenerator<T[]> {
  for (let rows = await page(null); rows.length > 0; rows = await page(rows.at(-1)?.id ?? null)) yield rows;
}

function open<T>(
  encryption: FieldEncryption,
  sealed: Buffer,
  context: string,
): { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string } {
  try {
    return { ok: true, value: encryption.unseal<T>(sealed, context) };
  } catch (error) {
    if (!(error instanceof CannotUnseal)) throw error;
    return { ok: false, why: error.why };
  }
}
