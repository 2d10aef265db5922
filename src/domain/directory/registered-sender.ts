import type { ReadItem } from '../correspondence';
import type { AllocataireFile, Guardian } from './allocataire-file';

/** An e-mail address as two are compared: the case of its letters means nothing in practice (RFC 5321 §2.4). */
export function comparableEmail(address: string): string {
  return address.trim().toLowerCase();
}

/** Whether an item names this registered address as its sender; what nobody authenticated is only a claim. */
export function isSentFrom(
  { from }: Pick<ReadItem, 'from'>,
  { email }: Pick<AllocataireFile | Guardian, 'email'>,
): boolean {
  return from !== null && email !== null && comparableEmail(from.address) === comparableEmail(email);
}

/** Whether an e-mail provably comes from this registered address. */
export function isProvablyFrom(
  item: Pick<ReadItem, 'channel' | 'from' | 'authentication'>,
  registered: Pick<AllocataireFile | Guardian, 'email'>,
): boolean {
  return item.channel === 'email' && item.authentication.authenticated && isSentFrom(item, registered);
}
