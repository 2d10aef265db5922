import type { ReadItem, ScanItem, TransportEnvelope } from '../domain/correspondence';
import type { CorrespondenceRepository } from '../persistence/correspondence.repository';
import type { CorrespondenceRecord, DocumentRecord } from '../persistence/correspondence-record';
import type { DocumentStore } from '../persistence/document-store/document-store';
import type { StageHandler, StageOutcome } from '../pipeline/stage';
import { FinalFailure } from '../pipeline/stage-failure';
import type { LookupHash } from '../platform/keys/field-encryption';
import type { DocumentScreen } from './malware/screen-documents';
import type { ScanPage } from './read-scan';
import type { StackCut } from './stack/cut-into-letters';
import { receiptsOfLetters } from './stack/receipts-of-letters';

/** What reads: the pool of reading processes, or a fake. */
export interface ItemReader {
  readEmail(bytes: Buffer, envelope: TransportEnvelope | null, receivedAt: Date): Promise<ReadItem>;
  readScan(item: ScanItem, pages: readonly ScanPage[], receivedAt: Date): Promise<ReadItem>;
  /** Looks for separator sheets, and cuts the item at them. */
  cutStack(pages: readonly ScanPage[]): Promise<StackCut>;
}

/** Fetches an item's bytes and leaves its text. */
export class ReadStage implements StageHandler {
  readonly job = 'read';

  constructor(
    private readonly correspondences: CorrespondenceRepository,
    private readonly store: DocumentStore,
    private readonly reader: ItemReader,
    private readonly screen: Pick<DocumentScreen, 'screen'>,
    private readonly hash: LookupHash,
  ) {}

  async run(record: CorrespondenceRecord): Promise<StageOutcome> {
    const documents = await this.correspondences.documentsOf(record.id);
    const { found, unscannable } = await this.screen.screen(documents);
    if (found.length > 0)
      return {
        kind: 'needs-agent',
        reason: `Logiciel malveillant trouvé (${found.join(', ')})\u00a0: ce courrier n’a pas été ouvert. Mettez-le de côté, ou relancez-le si l’antivirus s’est trompé.`,
      };
    const { scan } = record;
    if (scan === null) return advance(await this.readEmail(record, documents), unscannable);
    const pages = await this.pagesOf(documents);
    const cut = scan.cutFrom === undefined ? await this.reader.cutStack(pages) : ONE_LETTER;
    if (cut.kind === 'one-letter')
      return advance(await this.reader.readScan(scan, pages, record.receivedAt), unscannable);
    // Read as one letter, somebody's would be answered with another's.
    if (cut.kind === 'uncut')
      return { kind: 'needs-agent', reason: `Pile de courriers que l’on n’a pas pu couper\u00a0: ${cut.why}.` };
    const screened = documents.some(({ malware }) => malware !== null);
    const means = { store: this.store, hash: this.hash, screened };
    return { kind: 'stack', letters: await receiptsOfLetters(record, scan, cut.letters, means) };
  }

  private async readEmail(record: CorrespondenceRecord, documents: readonly DocumentRecord[]): Promise<ReadItem> {
    const raw = documents.find(({ role }) => role === 'raw');
    if (raw === undefined) throw new FinalFailure('Ce message n’a aucun document conservé.');
    return this.reader.readEmail(await this.store.read(raw.storeKey), record.envelope, record.receivedAt);
  }

  private pagesOf(documents: readonly DocumentRecord[]) {
    return Promise.all(
      documents
        .filter(({ role }) => role === 'page')
        .map(async ({ name, type, storeKey }) => ({ name, type, bytes: await this.store.read(storeKey) })),
    );
  }
}

const ONE_LETTER: StackCut = { kind: 'one-letter' };

function advance(reading: ReadItem, unscannable: boolean): StageOutcome {
  return { kind: 'advance', to: 'triage', reading: unscannable ? notLookedInto(reading) : reading };
}

function notLookedInto(reading: ReadItem): ReadItem {
  const sentence = 'L’antivirus n’a pas pu examiner ce courrier en entier.';
  const readability = reading.readability === 'read' ? 'partly' : reading.readability;
  return { ...reading, readability, unreadable: [...reading.unreadable, sentence] };
}
