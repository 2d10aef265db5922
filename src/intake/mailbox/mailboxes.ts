import type { MailboxAddress } from '../../config/mailbox-address';
import { MailboxWatcher } from './mailbox-watcher';
import type { MailboxAccess } from './open-mailbox';
import type { MailboxParts } from './take-new-mail';

/** The mailboxes of IMAP_URL, each read by itself: one that is away stops no other. */
export class Mailboxes {
  private readonly watchers: readonly MailboxWatcher[];

  constructor(addresses: readonly MailboxAddress[], parts: Omit<MailboxParts, 'address'>, access: MailboxAccess) {
    this.watchers = addresses.map((address, index) => new MailboxWatcher(index + 1, { ...parts, address }, access));
  }

  start(): void {
    for (const watcher of this.watchers) watcher.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.watchers.map((watcher) => watcher.stop()));
  }
}
