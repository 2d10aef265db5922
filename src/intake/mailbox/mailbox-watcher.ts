import { setTimeout as wait } from 'node:timers/promises';
import type { ImapFlow } from 'imapflow';
import { type MailboxState, mailboxMoved } from '../../platform/happenings';
import { explainTrouble, type Trouble } from './explain-trouble';
import { MAILBOX_LIMITS, type MailboxLimits } from './mailbox-limits';
import { type MailboxAccess, openMailbox } from './open-mailbox';
import { LEFT, type MailboxParts, NewMail } from './take-new-mail';

/** Reads one mailbox for as long as the process runs: told of new mail by the server, or asking; connecting again after any trouble. */
export class MailboxWatcher {
  private readonly stopping = new AbortController();
  private readonly newMail: NewMail;
  private running: Promise<void> = Promise.resolve();

  /** @param number by which operators know it: its place in IMAP_URL, from 1 */
  constructor(
    private readonly number: number,
    private readonly parts: MailboxParts,
    private readonly access: MailboxAccess,
    private readonly limits: MailboxLimits = MAILBOX_LIMITS,
  ) {
    this.newMail = new NewMail(parts);
  }

  start(): void {
    this.tell({ kind: 'connecting' });
    this.running = this.run();
  }

  /** The message under way is finished; the connection ends with it. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    let rest = this.limits.firstRestMilliseconds;
    while (!this.stopping.signal.aborted) {
      try {
        const client = await openMailbox(this.parts.address, this.access, this.stopping.signal);
        await this.follow(client, () => {
          rest = this.limits.firstRestMilliseconds;
        });
      } catch (error) {
        if (this.stopping.signal.aborted) return;
        const trouble = explainTrouble(error);
        this.tellTrouble(trouble);
        if (trouble.refused) rest = Math.max(rest, this.limits.refusedRestMilliseconds);
        // Many mailboxes of one server do not all come back at the same instant.
        await this.pause(rest * (0.8 + Math.random() * 0.4));
        rest = Math.min(rest * 2, this.limits.longestRestMilliseconds);
      }
    }
  }

  /** @throws when the connection ends, for whatever reason but that of stopping */
  private async follow(client: ImapFlow, onPass: () => void): Promise<void> {
    try {
      while (!this.stopping.signal.aborted) {
        const bell = new Bell(client, this.stopping.signal);
        try {
          await this.newMail.take(client, this.stopping.signal);
          const left = await client.search({ keyword: LEFT });
          this.tell({ kind: 'watching', left: Array.isArray(left) ? left.length : 0 });
          onPass();
          await this.listen(client, bell);
        } finally {
          bell.end();
        }
      }
    } finally {
      client.close();
    }
  }

  /** Until the server tells of new mail, it is time to ask, or the connection ends. */
  private async listen(client: ImapFlow, bell: Bell): Promise<void> {
    const tells = client.capabilities.has('IDLE');
    if (tells && !bell.rung) void client.idle().catch(() => undefined);
    const asks = wait(tells ? this.limits.idlePollMilliseconds : this.limits.pollMilliseconds, undefined, {
      signal: bell.signal,
    });
    await asks.catch(() => undefined);
    if (!client.usable && !this.stopping.signal.aborted)
      throw Object.assign(new Error('connexion perdue'), { code: 'EConnectionClosed' });
  }

  private async pause(milliseconds: number): Promise<void> {
    await wait(milliseconds, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }

  private tellTrouble({ code, line }: Trouble): void {
    this.parts.logger.warn({ mailbox: this.number, code }, `boîte ${this.number}\u00a0: ${line}`);
    this.tell({ kind: 'away', line });
  }

  private tell(state: MailboxState): void {
    mailboxMoved.tell({ mailbox: this.number, state });
  }
}

/** Rings once: at new mail, at the connection’s end, or when the process is to stop. */
class Bell {
  private readonly ringing = new AbortController();

  constructor(
    private readonly client: ImapFlow,
    private readonly stopping: AbortSignal,
  ) {
    client.on('exists', this.ring);
    client.on('close', this.ring);
    stopping.addEventListener('abort', this.ring);
  }

  get signal(): AbortSignal {
    return this.ringing.signal;
  }

  get rung(): boolean {
    return this.ringing.signal.aborted;
  }

  private readonly ring = (): void => this.ringing.abort();

  end(): void {
    this.client.off('exists', this.ring);
    this.client.off('close', this.ring);
    this.stopping.removeEventListener('abort', this.ring);
  }
}
