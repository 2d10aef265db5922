import type { Environment } from '../../config/environment.schema';
import type { Logger } from '../../platform/logger';
import { INTAKE_LIMITS } from '../intake-limits';
import type { Receiver } from '../receiver';
import { ListenerCertificate } from './listener-certificate';
import { SmtpListener } from './smtp-listener';

/** The ports on which mail is taken in, those that are configured. */
export class MailListeners {
  private readonly listeners: ReadonlyMap<'smtp' | 'lmtp', SmtpListener>;

  /** @throws BadEnvironment where certificate or key cannot serve */
  constructor(environment: Environment, receiver: Receiver, logger: Logger) {
    const { SMTP_LISTEN, LMTP_LISTEN, MAILBOXES, TRUSTED_RELAYS } = environment;
    const { SMTP_PEER_CONNECTIONS: peerConnections, SMTP_PEER_RATE: peerMessagesPerMinute } = environment;
    const certificate = ListenerCertificate.of(environment);
    const common = {
      mailboxes: MAILBOXES,
      certificate,
      relays: TRUSTED_RELAYS,
      limits: { ...INTAKE_LIMITS, peerConnections, peerMessagesPerMinute },
    };
    const addresses = [
      ['smtp', SMTP_LISTEN],
      ['lmtp', LMTP_LISTEN],
    ] as const;
    this.listeners = new Map(
      addresses.flatMap(([protocol, address]) =>
        address === undefined
          ? []
          : [[protocol, new SmtpListener({ ...common, ...address, protocol }, receiver, logger)] as const],
      ),
    );
  }

  /** @returns the ports that were bound, null where there is no such listener */
  async listen(): Promise<{ readonly smtp: number | null; readonly lmtp: number | null }> {
    const smtp = (await this.listeners.get('smtp')?.listen()) ?? null;
    return { smtp, lmtp: (await this.listeners.get('lmtp')?.listen()) ?? null };
  }

  async close(): Promise<void> {
    await Promise.all([...this.listeners.values()].map((listener) => listener.close()));
  }
}
