import type { ReadItem, ScanItem, TransportEnvelope } from '../domain/correspondence';
import type { CorrespondenceRepository } from '../persistence/correspondence.repository';
import type { CorrespondenceRecord, DocumentRecord } from '../persistence/correspondence-record';
import type { DocumentStore } from '../persistence/document-store/document-store';
import type { StageHandler, StageOutcome } from '../pipeline/stage';
import { FinalFailure } from '../pipeline/stage-failure';
import type { DocumentScreen } from './malware/screen-documents';

/** What reads: the pool of reading processes, or a fake. */
export interface ItemReader {
  readEmail(bytes: Buffer, envelope: TransportEnvelope | null, receivedAt: Date): Promise<ReadItem>;
  readScan(
    item: ScanItem,
    pages: readonly { readonly name: string; readonly type: string; readonly bytes: Buffer }[],
    receivedAt: Date,
  ): Promise<ReadItem>;
}

/** Fetches an item's bytes and leaves its text. */
export class ReadStage implements StageHandler {
  readonly job = 'read';

  constructor(
    private readonly correspondences: CorrespondenceRepository,
    private readonly store: DocumentStore,
    private readonly reader: ItemReader,
    private readonly screen: Pick<DocumentScreen, 'screen'>,
  ) {}

  async run(record: CorrespondenceRecord): Promise<StageOutcome> {
    const documents = await this.correspondences.documentsOf(record.id);
    const { found, unscannable } = await this.screen.screen(documents);
    if (found.length > 0)
      return {
        kind: 'needs-agent',
        reason: `Logiciel malveillant trouvé (${found.join(', ')})\u00a0: ce courrier n’a pas été ouvert. Mettez-le de côté, ou relancez-le si l’antivirus s’est trompé.`,
      };
    const reading =
      record.scan === null
        ? await this.readEmail(record, documents)
        : await this.reader.readScan(record.scan, await this.pagesOf(documents), record.receivedAt);
    return { kind: 'advance', to: 'triage', reading: unscannable ? notLookedInto(reading) : reading };
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

function notLookedInto(reading: ReadItem): ReadItem {
  const sentence = 'L’antivirus n’a pas pu examiner ce courrier en entier.';
  const readability = reading.readability === 'read' ? 'partly' : reading.readability;
  return { ...reading, readability, unreadable: [...reading.unreadable, sentence] };
}
