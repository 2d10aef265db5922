import { Readable } from 'node:stream';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { mailServerAnswered } from '../platform/happenings';
import type { OutgoingMessage } from './outgoing-message';

/** The server said no: `final` for 5yz, else it may be tried again. It surely did not take the message. */
export class SmtpRefusal extends Error {
  constructor(
    readonly responseCode: number,
    readonly final: boolean,
  ) {
    super(`le serveur a refusé le message (${responseCode})`);
  }
}

const TIMEOUTS = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000 };
/** After a connection that could not be made. */
const REST_MS = 10_000;

/** Hands one message at a time to the outgoing server, telling apart what was refused and what nobody can know. */
export class SmtpClient {
  private readonly options: object;
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
    const connection = new SMTPConnection(this.options);
    const broken = new Promise<never>((_, reject) => connection.once('error', reject));
    // An error after the answer was read is nobody's concern any more.
    broken.catch(() => undefined);
    try {
      await Promise.race([broken, this.open(connection)]).catch((error: { responseCode?: number }) => {
        if (error.responseCode === undefined) this.restsUntil = performance.now() + REST_MS;
        throw error;
      });
      await Promise.race([
        broken,
        called((done) =>
          connection.send({ from, to: [to], size: message.size }, Readable.from(pieces(message, beforeEnd)), done),
        ),
      ]);
      mailServerAnswered.tell({ answer: 'taken' });
      connection.quit();
    } catch (error) {
      connection.close();
      const code = (error as { responseCode?: number }).responseCode;
      mailServerAnswered.tell({ answer: code === undefined ? 'away' : code >= 500 ? 'refused' : 'deferred' });
      throw code === undefined ? error : new SmtpRefusal(code, code >= 500);
    }
  }

  /** Connects and signs in as for a message, and sends none. @throws where that does not work */
  async verify(): Promise<void> {
    const connection = new SMTPConnection(this.options);
    const broken = new Promise<never>((_, reject) => connection.once('error', reject));
    broken.catch(() => undefined);
    try {
      await Promise.race([broken, this.open(connection)]);
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
