import type { AnswerClaim, CorrespondenceRecord } from '../persistence/correspondence-record';
import { sendingKeyOf } from '../pipeline/sending-key';
import type { LookupHash } from '../platform/keys/field-encryption';

/** Mail to whatever other address is counted together: its names come from outside. */
const OTHER_MAILBOX = '*';

/**
 * For whom an automatic answer counts.
 * @returns null of what no limit holds: letters, what an agent settled
 */
export function answerClaimOf(
  record: CorrespondenceRecord,
  hash: Pick<LookupHash, 'of'>,
  mailboxes: readonly string[],
): AnswerClaim | null {
  const { reading, triage, settlement, channel } = record;
  if (channel !== 'email' || reading === null || settlement !== null) return null;
  const { purpose, request } = sendingKeyOf(record);
  const address = (reading.replyTo ?? reading.from)?.address ?? '';
  // What leaves because its day has come answers nothing that was just sent: no loop runs through it.
  const { acknowledgedOn, chase } = triage?.decision ?? {};
  const scheduled = acknowledgedOn !== undefined || chase !== undefined;
  return {
    sender: address === '' ? null : hash.of('answer-sender', withoutTag(address)),
    request: `${purpose} ${request}`,
    mailbox: scheduled ? null : mailboxOf(record, mailboxes),
  };
}

/** One person writes from `name+tag@` and `name@` alike (RFC 5233). */
function withoutTag(address: string): string {
  return address.toLowerCase().replace(/(?<=.)\+[^@]*(?=@)/, '');
}

function mailboxOf({ envelope, reading }: CorrespondenceRecord, mailboxes: readonly string[]): string {
  const named = [...(envelope?.recipients ?? []), ...(reading?.recipients ?? [])].map(withoutTag);
  return mailboxes.find((mailbox) => named.includes(mailbox)) ?? OTHER_MAILBOX;
}
