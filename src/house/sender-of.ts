import type { AnswerAddresses } from '../composition/answer-address';
import type { Sender } from '../dispatch/compose-email';
import type { DkimSigner } from '../dispatch/dkim-signer';
import { AnswerTokens } from '../platform/keys/answer-tokens';
import type { House } from './house';

/** What replies carry in From. @param dkim null for what does not leave */
export function senderOf({ environment, office }: House, dkim: DkimSigner | null): Sender {
  const { MAILBOXES, MAILBOX_TAGS } = environment;
  const address = MAILBOXES[0] ?? office.email;
  return { name: office.name, address, dkim, readsTags: MAILBOX_TAGS === 'yes' && MAILBOXES.length > 0 };
}

/** Null where nobody can reach our pages. */
export function answerAddressesOf({ environment, hash }: House): AnswerAddresses | null {
  const publicUrl = environment.PUBLIC_URL?.replace(/\/+$/, '');
  return publicUrl === undefined
    ? null
    : { tokens: new AnswerTokens(hash), publicUrl, days: environment.ANSWER_LINK_DAYS };
}
