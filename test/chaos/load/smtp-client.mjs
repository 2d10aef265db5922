import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { Refused } from './refused.mjs';

const TIMEOUTS = { connectionTimeout: 5_000, greetingTimeout: 10_000, socketTimeout: 60_000 };

/** A mail server's connection to ours: kept for message after message, opened anew after a fault. */
export class SmtpClient {
  #connection = null;

  constructor(port) {
    this.port = port;
  }

  /** @returns the reference in the answer; throws Refused for 5yz, anything else where nothing was acknowledged */
  async send({ from, to, bytes }) {
    try {
      this.#connection ??= await this.#open();
      return await this.#transfer(this.#connection, { from, to: [to], size: bytes.length }, bytes);
    } catch (error) {
      this.#connection?.close();
      this.#connection = null;
      if (error.responseCode >= 500) throw new Refused(error.response);
      throw error;
    }
  }

  #open() {
    const connection = new SMTPConnection({ host: '127.0.0.1', port: this.port, ignoreTLS: true, ...TIMEOUTS });
    return new Promise((resolve, reject) => {
      connection.once('error', reject);
      connection.once('end', () => reject(new Error('connection ended')));
      connection.connect(() => resolve(connection));
    });
  }

  #transfer(connection, envelope, bytes) {
    return new Promise((resolve, reject) => {
      // Without an answer the message stays ours, however the connection ends.
      connection.once('error', reject);
      connection.once('end', () => reject(new Error('connection ended')));
      connection.send(envelope, bytes, (error, info) => {
        connection.removeAllListeners('error');
        connection.removeAllListeners('end');
        connection.on('error', () => {
          if (this.#connection === connection) this.#connection = null;
        });
        connection.once('end', () => {
          if (this.#connection === connection) this.#connection = null;
        });
        if (error) reject(error);
        else resolve(/C-\d{4}-\d+/.exec(info.response)?.[0] ?? '');
      });
    });
  }
}
