import type { AddressInfo } from 'node:net';
import { PassThrough, type Readable } from 'node:stream';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import type { TransportEnvelope } from '../../domain/correspondence';
import { DocumentTooLarge } from '../../persistence/document-store/incoming-folder';
import { intakeAnswered } from '../../platform/happenings';
import { withLogContext } from '../../platform/log-context';
import type { Logger } from '../../platform/logger';
import { isStorageFull } from '../../platform/surroundings-fault';
import { INTAKE_LIMITS, type IntakeLimits } from '../intake-limits';
import type { Receiver } from '../receiver';
import type { ListenerCertificate } from './listener-certificate';
import { PeerLimits, peerOf } from './peer-limits';
import { later, smtpError } from './smtp-error';

export interface SmtpListenerOptions {
  readonly host: string;
  readonly port: number;
  /** LMTP (RFC 2033) greets by LHLO and answers for each recipient after the message. */
  readonly protocol: 'smtp' | 'lmtp';
  /** Our own addresses; where any is given, mail for others is refused at RCPT. */
  readonly mailboxes: readonly string[];
  /** Null where STARTTLS is not offered. */
  readonly certificate: ListenerCertificate | null;
  /** Hosts that hand all our mail over: held to no limit of a single peer. */
  readonly relays: { has(address: string): boolean };
  /** Others than the house's. */
  readonly limits?: IntakeLimits;
}

/** What smtp-server keeps of a connection, as far as it is ended from here. */
interface Connection {
  readonly id: string;
  send(code: number, text: string): void;
}

/** Takes mail by SMTP or LMTP; «250» is said only once the bytes and the row are durable. */
export class SmtpListener {
  private readonly server: SMTPServer;
  private readonly limits: IntakeLimits;
  private readonly peers: PeerLimits;

  constructor(
    private readonly options: SmtpListenerOptions,
    private readonly receiver: Receiver,
    private readonly logger: Logger,
  ) {
    this.limits = options.limits ?? INTAKE_LIMITS;
    this.peers = new PeerLimits(this.limits);
    this.server = new SMTPServer(this.serverOptions());
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

  private serverOptions(): SMTPServerOptions & { maxRecipients: number } {
    const { certificate, protocol } = this.options;
    return {
      name: 'courrier',
      banner: 'Courrier',
      lmtp: protocol === 'lmtp',
      size: this.limits.messageBytes,
      maxRecipients: this.limits.recipients,
      disabledCommands: certificate === null ? ['AUTH', 'STARTTLS'] : ['AUTH'],
      ...(certificate === null ? {} : { ...certificate.current, minVersion: 'TLSv1.2' }),
      authOptional: true,
      disableReverseLookup: true,
      logger: false,
      maxClients: this.limits.smtpConnections,
      socketTimeout: 60_000,
      closeTimeout: 10_000,
      onConnect: (session, callback) => {
        this.renewCertificate();
        const ours = this.options.relays.has(session.remoteAddress);
        callback(ours || this.peers.enter(session.id, session.remoteAddress) ? undefined : this.tooMany(421));
      },
      onClose: (session) => this.peers.leave(session.id),
      onMailFrom: ({ args }, session, callback) => {
        if (!this.maySend(session)) return callback(this.tooMany(450));
        // RFC 1870 §6: refused before the message is sent, where its size is announced.
        const announced = args === false ? 0 : Number((args as { SIZE?: string }).SIZE ?? 0);
        this.receiver.refuseWhenFull(announced || 0).then(
          () => callback(),
          () => callback(later(true)),
        );
      },
      onRcptTo: ({ address }, session, callback) => {
        const { mailboxes } = this.options;
        if (mailboxes.length === 0 || mailboxes.includes(withoutTag(address))) return callback();
        // Who tries addresses out is slowed down as who sends too much.
        if (!this.maySend(session)) return callback(this.tooMany(450));
        intakeAnswered.tell({ way: 'smtp', answer: 'refused' });
        callback(smtpError(550, '5.1.1 adresse inconnue ici'));
      },
      onData: (stream, session, callback) => {
        withLogContext({ smtpSession: session.id }, () => this.take(stream, session)).then(
          (reply) => callback(null, reply),
          (error: Error) => callback(error),
        );
      },
    };
  }

  private maySend({ remoteAddress }: SMTPServerSession): boolean {
    return this.options.relays.has(remoteAddress) || this.peers.maySend(peerOf(remoteAddress));
  }

  /** RFC 3463 §3.8: 4.7.0 for a rule of the house, which another try later meets. */
  private tooMany(code: 421 | 450): Error {
    intakeAnswered.tell({ way: 'smtp', answer: 'deferred' });
    return smtpError(code, '4.7.0 trop d’envois à la fois de cette adresse, réessayez plus tard');
  }

  private renewCertificate(): void {
    this.options.certificate?.renewed().then(
      (pem) => pem !== null && this.server.updateSecureContext(pem),
      (error: Error) => this.logger.error({ err: error }, 'certificat SMTP illisible\u00a0: l’ancien reste'),
    );
  }

  private async take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
    const tooSlow = setTimeout(() => this.cutOff(session), this.limits.dataMilliseconds);
    stream.once('close', () => clearTimeout(tooSlow));
    try {
      const message = this.apart(stream, session);
      const received = await this.receiver.receiveEmail(message, 'smtp', envelopeOf(session));
      intakeAnswered.tell({ way: 'smtp', answer: 'accepted' });
      this.logger.info({ correspondenceId: received.id, created: received.created }, 'message reçu');
      return `2.0.0 ${received.reference}`;
    } catch (error) {
      const tooLarge = error instanceof DocumentTooLarge || stream.sizeExceeded;
      intakeAnswered.tell({ way: 'smtp', answer: tooLarge ? 'refused' : 'deferred' });
      if (tooLarge) throw smtpError(552, '5.3.4 message trop volumineux');
      this.logger.error({ err: error }, 'réception impossible\u00a0: le message reste chez l’expéditeur');
      throw later(isStorageFull(error));
    }
  }

  /**
   * The message apart from its connection: of one that was given up in the middle the rest is read and thrown away, so that
   * the answer comes after its end; who goes on long past the limit is cut off.
   */
  private apart(stream: SMTPServerDataStream, session: SMTPServerSession): Readable {
    const message = new PassThrough();
    // Who leaves before anybody reads would end the process; whoever reads later is told all the same.
    message.on('error', () => undefined);
    stream.once('error', (error) => message.destroy(error));
    stream.once('close', () => {
      if (!stream.readableEnded) message.destroy(new Error('liaison rompue'));
    });
    message.once('close', () => {
      stream.unpipe(message);
      stream.on('data', () => {
        if (stream.byteLength > 2 * this.limits.messageBytes) this.cutOff(session);
      });
      stream.resume();
    });
    return stream.pipe(message);
  }

  private cutOff({ id }: SMTPServerSession): void {
    for (const connection of this.server.connections as Set<Connection>)
      if (connection.id === id) connection.send(421, '4.4.2 message trop long à venir');
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
