import { maskNirs } from '../../domain/nir/mask-nirs-in-text';
import { type DocumentRecord, isWithheld, type ShownCorrespondence } from '../../persistence/correspondence-record';
import type { ItemNote } from '../../persistence/desk/note.repository';
import type { DeskUser } from '../../persistence/desk/session.repository';
import { CannotUnseal } from '../../platform/keys/field-encryption';
import type { DeskParts } from '../desk-parts';
import { erasedInWords } from '../erased-in-words';
import { type CaseItems, itemsOfCase } from './case-items';
import { CaseZip } from './case-zip';
import { journalCsv } from './journal-csv';
import { makeHandover } from './make-handover';

export const CASE_FORMAT = 'courrier-dossier-1';

type Parts = Pick<
  DeskParts,
  'correspondences' | 'waits' | 'doubles' | 'deadlines' | 'ledger' | 'store' | 'clock' | 'journal' | 'notes'
>;

type Who = Pick<DeskUser, 'id' | 'name'>;

/** What the manifest says of a file besides its path and digest. */
interface Told {
  readonly reference: string;
  /** Id of the document; null of what the export made. */
  readonly document: string | null;
  readonly name: string | null;
  readonly type: string;
  /** Of the service alone: not for whom the case is handed to. */
  readonly internal?: true;
}

interface LeftOut {
  readonly reference: string;
  readonly document: string | null;
  readonly why: string;
}

/** What an export holds of one item. */
interface Gathered {
  readonly record: ShownCorrespondence;
  readonly documents: readonly DocumentRecord[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * A case as a zip: stored originals, letters, sendings, journal (JSON and CSV), the hand-over file, and a manifest with the SHA-256 of
 * each. It is journaled before its first byte leaves. @throws Problem 404
 */
export async function exportCase(parts: Parts, id: string, by: Who) {
  const { main, joined } = await itemsOfCase(parts, id);
  const all: Gathered[] = [];
  for (const record of [main, ...joined]) all.push(await gather(parts, record));
  const zip = new CaseZip(parts.clock.now());
  try {
    await fill(zip, parts, { main, joined, all }, by);
  } catch (error) {
    zip.stream.destroy();
    throw error;
  }
  return { fileName: `${main.reference}.zip`, stream: zip.stream };
}

async function fill(
  zip: CaseZip,
  parts: Parts,
  { main, joined, all }: CaseItems & { readonly all: readonly Gathered[] },
  by: Who,
): Promise<void> {
  const told = new Map<string, Told>();
  const leftOut = all.flatMap((one) => one.leftOut);
  for (const one of all) leftOut.push(...(await putItem(parts, zip, told, one)));
  const { reference } = main;
  told.set('remise.json', { reference, document: null, name: null, type: 'application/json' });
  zip.addText('remise.json', json(await makeHandover(parts, main, joined)));
  const documents = all.reduce((sum, one) => sum + one.documents.length, 0);
  const detail = { items: all.length, documents, leftOut: leftOut.length };
  await parts.journal.tell('case-exported', by.id, main.id, detail);
  const head = { format: CASE_FORMAT, reference, exportedAt: parts.clock.now().toISOString(), exportedBy: by.name };
  const items = all.map(({ record }) => ({
    ...{ reference: record.reference, receivedOn: record.receivedOn, state: record.state },
  }));
  zip.end('manifeste.json', (files) =>
    json({ ...head, items, files: files.map((file) => ({ ...file, ...told.get(file.path) })), leftOut }),
  );
}

async function gather(parts: Parts, record: ShownCorrespondence): Promise<Gathered> {
  const { reference, erased } = record;
  if (erased !== null)
    return { record, documents: [], leftOut: [{ reference, document: null, why: erasedInWords(erased) }] };
  const documents: DocumentRecord[] = [];
  const leftOut: LeftOut[] = [];
  for (const one of await parts.correspondences.documentsOf(record.id)) {
    // It may hold somebody else's letter: what is this item's was cut out of it, and is here.
    if (one.role === 'aside') continue;
    // Asked before: half an altered file would look like a whole one.
    const why = isWithheld(one) ? 'retenu par l’antivirus' : await parts.store.verify(one.storeKey);
    if (why === null) documents.push(one);
    else leftOut.push({ reference, document: one.id, why });
  }
  return { record, documents, leftOut };
}

async function putItem(
  parts: Parts,
  zip: CaseZip,
  told: Map<string, Told>,
  { record, documents }: Gathered,
): Promise<LeftOut[]> {
  const { reference } = record;
  for (const [index, { id, role, name, type, storeKey }] of documents.entries()) {
    // People put names and numbers into file names: ours are places.
    const path = `${reference}/${role === 'reply' ? 'envoye' : 'recu'}/${String(index + 1).padStart(2, '0')}.${endingOf(type)}`;
    told.set(path, { reference, document: id, name: maskNirs(name), type });
    zip.add(path, type, () => parts.store.stream(storeKey));
  }
  const entries = await parts.correspondences.journalOf(record.id);
  const put = (name: string, type: string, text: string, beside: Pick<Told, 'internal'> = {}) => {
    const path = `${reference}/${name}`;
    told.set(path, { reference, document: null, name: null, type, ...beside });
    zip.addText(path, text);
  };
  put('journal.json', 'application/json', json(entries));
  put('journal.csv', 'text/csv', journalCsv(entries));
  const notes = await parts.notes.of(record.id);
  if (notes.length > 0) put('interne/notes.json', 'application/json', json(notes.map(noteInCase)), { internal: true });
  try {
    put('envois.json', 'application/json', json(await sendingsOf(parts, record)));
    return [];
  } catch (error) {
    if (!(error instanceof CannotUnseal)) throw error;
    return [{ reference, document: null, why: `les envois ne s’ouvrent pas (${error.why})` }];
  }
}

/** What left, as it left: e-mails in words, letters by their files. */
async function sendingsOf({ ledger }: Parts, { id, erased }: ShownCorrespondence) {
  if (erased !== null) return [];
  return (await ledger.of(id)).map(({ purpose, channel, state, reservedAt, content }) => ({
    ...{ letter: purpose, channel, state, reservedAt: reservedAt.toISOString() },
    ...{ destination: content.destination, subject: content.subject, text: content.text },
    files: content.files.map(({ fileName, bytes, pages }) => ({ fileName, bytes, pages })),
  }));
}

const noteInCase = ({ at, by, text, mentioned }: ItemNote) => ({
  ...{ at: at.toISOString(), by, text, for: mentioned.map(({ name }) => name) },
});

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const endingOf = (type: string): string =>
  type === 'message/rfc822' ? 'eml' : (type.split('/')[1] ?? 'bin').replace(/[^a-z0-9]/g, '') || 'bin';
