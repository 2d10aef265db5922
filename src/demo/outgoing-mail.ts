import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** A real SMTP server in the place of the office's relay: takes every reply and sends none on. */
export class OutgoingMail {
  private readonly replies: Buffer[] = [];
  private readonly server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 1_000,
    onData: (stream, _session, callback) => {
      buffer(stream).then(
        (bytes) => {
          this.replies.push(bytes);
          callback();
        },
        (error: Error) => callback(error),
      );
    },
  });

  /** @returns its port */
  listen(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.on('error', reject);
      this.server.listen(0, '127.0.0.1', () => resolve((this.server.server.address() as AddressInfo).port));
    });
  }

  /** The replies to a message, as they were sent. */
  repliesTo(messageId: string): Buffer[] {
    return this.replies.filter((bytes) => {
      const text = bytes.toString('latin1');
      const headers = text.slice(0, text.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
      return /^In-Reply-To:\s*(.*)$/im.exec(headers)?.[1]?.includes(messageId) ?? false;
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}
