import { Readable } from 'node:stream';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { mailServerAnswered } from '../platform/happenings';
import { KeptConnections } from './kept-connections';
import type { OutgoingMessage } from './outgoing-message';
import { saysNobodyThere } from './says-nobody-there';

/** The server said no: `final` for 5yz, else it may be tried again. It surely did not take the message. */
export class SmtpRefusal extends Error {
  constructor(
    readonly responseCode: number,
    readonly final: boolean,
    /** The address leads nowhere; a final no may also be about the message, or about us. */
    readonly nobodyThere: boolean,
  ) {
    super(`le serveur a refusé le message (${responseCode})`);
  }
}

const TIMEOUTS = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000 };
/** After a connection that could not be made. */
const REST_MS = 10_000;
/** RFC 5321 §4.2.3 */
const SERVICE_CLOSING = 421;

interface Envelope {
  readonly from: string;
  readonly to: string[];
  readonly size: number;
}

/** Hands messages to the outgoing server, telling apart what was refused and what nobody can know. */
export class SmtpClient {
  private readonly options: object;
  private readonly kept = new KeptConnections();
  private restsUntil = 0;

  constructor(url: string) {
    this.options = { ...(parseConnectionUrl(url) as object), ...TIMEOUTS, disableFileAccess: true };
  }

  /**
   * @param beforeEnd runs when the server has been given all but the end of the message, just before it is: from then on a
   *   broken connection leaves it unknown whether the message was taken
   * @param from envelope sender; empty for what a machine answers (RFC 3834 §3.3), so that nothing answers it
   * @throws SmtpRefusal where the server answered no; other errors for a broken connection
   */
  async send(message: OutgoingMessage, to: string, beforeEnd: () => Promise<void>, from = ''): Promise<void> {
    // Thousands that wait for a server that is away ask it one by one, not each for its twenty seconds.
    if (performance.now() < this.restsUntil) throw new Error('serveur de messagerie laissé tranquille un moment');
    try {
      await this.transfer({ from, to: [to], size: message.size }, message, beforeEnd);
      mailServerAnswered.tell({ answer: 'taken' });
    } catch (error) {
      const code = codeOf(error);
      mailServerAnswered.tell({ answer: code === undefined ? 'away' : code >= 500 ? 'refused' : 'deferred' });
      throw code === undefined ? error : new SmtpRefusal(code, code >= 500, saysNobodyThere(Object(error)));
    }
  }

  private async transfer(envelope: Envelope, message: OutgoingMessage, beforeEnd: () => Promise<void>): Promise<void> {
    let ends = false;
    const atEnd = (): Promise<void> => {
      ends = true;
      return beforeEnd();
    };
    const kept = this.kept.take();
    if (kept !== null)
      try {
        return await this.hand(kept, envelope, pieces(message, atEnd));
      } catch (error) {
        // The server may end an idle connection at any moment (RFC 5321 §3.8): of this message it has taken nothing.
        const code = codeOf(error);
        if (ends || (code !== undefined && code !== SERVICE_CLOSING)) throw error;
      }
    await this.hand(await this.connect(), envelope, pieces(message, atEnd));
  }

  /** The connection is kept for the next message, or closed. */
  private async hand(connection: SMTPConnection, envelope: Envelope, message: AsyncGenerator<Buffer>): Promise<void> {
    try {
      await untilBroken(connection, () => called((done) => connection.send(envelope, Readable.from(message), done)));
      this.kept.keep(connection);
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  private async connect(): Promise<SMTPConnection> {
    const connection = new SMTPConnection(this.options);
    // An error between two messages, or after the answer was read, is nobody's concern.
    connection.on('error', () => undefined);
    try {
      await untilBroken(connection, () => this.open(connection));
      return connection;
    } catch (error) {
      connection.close();
      if (codeOf(error) === undefined) this.restsUntil = performance.now() + REST_MS;
      throw error;
    }
  }

  /** Connects and signs in as for a message, and sends none. @throws where that does not work */
  async verify(): Promise<void> {
    const connection = new SMTPConnection(this.options);
    connection.on('error', () => undefined);
    try {
      await untilBroken(connection, () => this.open(connection));
      connection.quit();
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  private async open(connection: SMTPConnection): Promise<void> {
    await called((done) => connection.connect(done));
    const { auth } = this.options as { auth?: { user: string; pass: string } };
    if (auth !== undefined) await called((done) => connection.login(auth, done));
  }
}

const codeOf = (error: unknown): number | undefined => (error as { readonly responseCode?: number }).responseCode;

/** @throws what the connection breaks by, where that comes first */
async function untilBroken(connection: SMTPConnection, work: () => Promise<void>): Promise<void> {
  let onError: (error: Error) => void = () => undefined;
  const broken = new Promise<never>((_, reject) => {
    onError = reject;
    connection.once('error', onError);
  });
  try {
    await Promise.race([broken, work()]);
  } finally {
    connection.off('error', onError);
  }
}

/** Read only as the server takes it, so that its end is reached after DATA was accepted. */
async function* pieces(message: OutgoingMessage, beforeEnd: () => Promise<void>): AsyncGenerator<Buffer> {
  let held: Buffer | null = null;
  for await (const piece of message.read() as AsyncIterable<Buffer>) {
    if (held !== null) yield held;
    held = piece;
  }
  if (held === null) throw new Error('message vide');
  // The server reads on until the end of the last line.
  yield held.subarray(0, -1);
  await beforeEnd();
  yield held.subarray(-1);
}

function called(start: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => start((error) => (error ? reject(error) : resolve())));
}
