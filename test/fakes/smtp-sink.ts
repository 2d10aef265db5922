import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface SunkMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly mail: ParsedMail;
}

export type SinkMood = 'takes' | 'refuses' | 'defers' | 'drops-before-answer' | 'knows-nobody' | 'distrusts-us';

/** A real SMTP server that keeps what it is given, in the mood it is told to have. */
export class SmtpSink {
  readonly mails: SunkMail[] = [];
  mood: SinkMood = 'takes';
  attempts = 0;
  /** Opened so far. */
  connections = 0;
  /** Awaited when a message was received in full, before it is answered. */
  pause: Promise<void> = Promise.resolve();
  private readonly server: SMTPServer;

  constructor() {
    this.server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      logger: false,
      onConnect: (_session, callback) => {
        this.connections++;
        callback();
      },
      onRcptTo: (_address, _session, callback) => {
        if (this.mood === 'knows-nobody') callback(Object.assign(new Error('5.1.1 inconnu'), { responseCode: 550 }));
        else if (this.mood === 'distrusts-us') callback(Object.assign(new Error('5.7.1 refus'), { responseCode: 550 }));
        else callback();
      },
      onData: (stream, session, callback) => {
        this.attempts++;
        const taken = async (bytes: Buffer): Promise<void> => {
          await this.pause;
          if (this.mood === 'refuses') return callback(Object.assign(new Error('non'), { responseCode: 550 }));
          if (this.mood === 'defers') return callback(Object.assign(new Error('plus tard'), { responseCode: 451 }));
          const { mailFrom, rcptTo } = session.envelope;
          this.mails.push({
            from: mailFrom === false ? '' : mailFrom.address,
            to: rcptTo.map(({ address }) => address),
            raw: bytes.toString('latin1'),
            mail: await simpleParser(bytes),
          });
          if (this.mood === 'drops-before-answer') return this.dropAll();
          callback();
        };
        // Whoever hangs up before the end has sent nothing.
        buffer(stream).then(taken, (error: Error) => callback(error));
      },
    });
    this.server.on('error', () => undefined);
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  /** Ends every connection, as a server may at any moment. */
  dropAll(): void {
    for (const connection of (this.server as unknown as { connections: Set<{ _socket: { destroy(): void } }> })
      .connections)
      connection._socket.destroy();
  }
}
