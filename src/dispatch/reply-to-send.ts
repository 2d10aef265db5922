import type { CorrespondenceRecord, LedgerRecord } from '../persistence/correspondence-record';
import type { DocumentStore } from '../persistence/document-store/document-store';
import type { LedgerRepository } from '../persistence/ledger.repository';
import { sendingKeyOf, TRANSMISSION } from '../pipeline/sending-key';
import { FinalFailure } from '../pipeline/stage-failure';

/** The ledger's row for the reply that was decided. @throws FinalFailure where there is none */
export async function replyToSend(record: CorrespondenceRecord, ledger: LedgerRepository): Promise<LedgerRecord> {
  const { purpose, request } = sendingKeyOf(record);
  const entries = await ledger.of(record.id);
  const entry = entries.find((one) => one.purpose === purpose && one.request === request);
  if (entry === undefined) throw new FinalFailure('Aucun envoi n’est réservé pour la réponse décidée.');
  return entry;
}

/**
 * What is to leave, in its order: mail goes to the office in charge before its author is told that it did.
 * @throws FinalFailure where no reply is reserved
 */
export async function sendingsOf(record: CorrespondenceRecord, ledger: LedgerRepository): Promise<LedgerRecord[]> {
  const reply = await replyToSend(record, ledger);
  const code = record.settlement?.forwardTo ?? null;
  if (code === null) return [reply];
  const entries = await ledger.of(record.id);
  const transmission = entries.find(({ purpose, request }) => purpose === TRANSMISSION && request === code);
  // An office that takes no e-mail has none: a person posts the original.
  return transmission === undefined ? [reply] : [transmission, reply];
}

/** Its files, opened as they are read. @throws through their streams: DocumentUnreadable, StorageAway */
export function filesOfReply({ content }: LedgerRecord, store: Pick<DocumentStore, 'stream'>) {
  return content.files.map(({ fileName, storeKey, pages, type = 'application/pdf' }) => ({
    ...{ fileName, type, pages },
    open: () => store.stream(storeKey),
  }));
}
