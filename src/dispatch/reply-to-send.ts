import type { CorrespondenceRecord, LedgerRecord } from '../persistence/correspondence-record';
import type { DocumentStore } from '../persistence/document-store/document-store';
import type { LedgerRepository } from '../persistence/ledger.repository';
import { sendingKeyOf } from '../pipeline/sending-key';
import { FinalFailure } from '../pipeline/stage-failure';

/** The ledger's row for the reply that was decided. @throws FinalFailure where there is none */
export async function replyToSend(record: CorrespondenceRecord, ledger: LedgerRepository): Promise<LedgerRecord> {
  const { purpose, request } = sendingKeyOf(record);
  const entries = await ledger.of(record.id);
  const entry = entries.find((one) => one.purpose === purpose && one.request === request);
  if (entry === undefined) throw new FinalFailure('Aucun envoi n’est réservé pour la réponse décidée.');
  return entry;
}

/** Its files, whole. @throws DocumentUnreadable, StorageAway */
export function filesOfReply({ content }: LedgerRecord, store: DocumentStore) {
  return Promise.all(
    content.files.map(async ({ fileName, storeKey, pages }) => ({
      fileName,
      pages,
      content: await store.read(storeKey),
    })),
  );
}
