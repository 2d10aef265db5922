import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { TransportEnvelope } from '../domain/correspondence';
import { DocumentTooLarge } from '../persistence/document-store/incoming-folder';
import { intakeAnswered } from '../platform/happenings';
import { withLogContext } from '../platform/log-context';
import type { Logger } from '../platform/logger';
import { isStorageFull } from '../platform/surroundings-fault';
import { INTAKE_LIMITS, type IntakeLimits } from './intake-limits';
import type { Receiver } from './receiver';

export interface SmtpListenerOptions {
  readonly host: string;
  readonly port: number;
  /** Our own addresses; where any is given, mail for others is refused at RCPT. */
  readonly mailboxes: readonly string[];
  /** Others than the house's, for tests. */
  readonly limits?: IntakeLimits;
}

/** RFC 5321 §4.2: 4yz keeps the message with the sender, who tries again; 5yz refuses it for good. */
function smtpError(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code });
}

/** RFC 3463 §3.4: 4.3.1 for a full system, 4.3.0 for one in trouble. */
function later(full: boolean): Error {
  return full
    ? smtpError(452, '4.3.1 plus assez de place, réessayez plus tard')
    : smtpError(451, '4.3.0 indisponible pour le moment, réessayez plus tard');
}

/** Takes mail by SMTP; «250» is said only once the bytes and the row are durable. */
export class SmtpListener {
  private readonly server: SMTPServer;
  private readonly limits: IntakeLimits;

  constructor(
    private readonly options: SmtpListenerOptions,
    private readonly receiver: Receiver,
    private readonly logger: Logger,
  ) {
    this.limits = options.limits ?? INTAKE_LIMITS;
    this.server = new SMTPServer({
      name: 'courrier',
      banner: 'Courrier',
      size: this.limits.messageBytes,
      disabledCommands: ['AUTH', 'STARTTLS'],
      authOptional: true,
      disableReverseLookup: true,
      logger: false,
      maxClients: this.limits.smtpConnections,
      socketTimeout: 60_000,
      closeTimeout: 10_000,
      onMailFrom: ({ args }, _session, callback) => {
        // RFC 1870 §6: refused before the message is sent, where its size is announced.
        const announced = args === false ? 0 : Number((args as { SIZE?: string }).SIZE ?? 0);
        this.receiver.refuseWhenFull(announced || 0).then(
          () => callback(),
          () => callback(later(true)),
        );
      },
      onRcptTo: (address, _session, callback) => {
        const { mailboxes } = this.options;
        const ours = mailboxes.length === 0 || mailboxes.includes(withoutTag(address.address));
        if (!ours) intakeAnswered.tell({ way: 'smtp', answer: 'refused' });
        callback(ours ? undefined : smtpError(550, '5.1.1 adresse inconnue ici'));
      },
      onData: (stream, session, callback) => {
        withLogContext({ smtpSession: session.id }, () => this.take(stream, session)).then(
          (reply) => callback(null, reply),
          (error: Error) => callback(error),
        );
      },
    });
    this.server.on('error', (error) => this.logger.warn({ err: error }, 'écoute SMTP'));
  }

  /** @returns the port that was bound */
  listen(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.options.port, this.options.host, () => {
        this.server.off('error', reject);
        resolve((this.server.server.address() as AddressInfo).port);
      });
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
    const tooSlow = setTimeout(() => stream.destroy(new Error('DATA trop lent')), this.limits.dataMilliseconds);
    try {
      const received = await this.receiver.receiveEmail(stream, 'smtp', envelopeOf(session));
      intakeAnswered.tell({ way: 'smtp', answer: 'accepted' });
      this.logger.info({ correspondenceId: received.id, created: received.created }, 'message reçu');
      return `2.0.0 ${received.reference}`;
    } catch (error) {
      stream.resume();
      const tooLarge = error instanceof DocumentTooLarge || stream.sizeExceeded;
      intakeAnswered.tell({ way: 'smtp', answer: tooLarge ? 'refused' : 'deferred' });
      if (tooLarge) throw smtpError(552, '5.3.4 message trop volumineux');
      this.logger.error({ err: error }, 'réception impossible : le message reste chez l’expéditeur');
      throw later(isStorageFull(error));
    } finally {
      clearTimeout(tooSlow);
    }
  }
}

function envelopeOf(session: SMTPServerSession): TransportEnvelope {
  const { mailFrom, rcptTo } = session.envelope;
  return {
    remoteAddress: session.remoteAddress,
    helo: session.hostNameAppearsAs || null,
    mailFrom: mailFrom === false ? '' : mailFrom.address,
    recipients: rcptTo.map(({ address }) => address),
  };
}

/** RFC 5233: a tag behind «+» belongs to the mailbox before it. */
function withoutTag(address: string): string {
  return address.toLowerCase().replace(/\+[^@]*@/, '@');
}
