import type SMTPConnection from 'nodemailer/lib/smtp-connection';

/** Long enough for the next reply of a busy day; a server waits for minutes (RFC 5321 §4.5.3.2.7). */
const KEPT_MS = 1_000;
/** Servers that count messages end a connection after a hundred or more. */
const MOST_MESSAGES = 100;

interface Kept {
  readonly connection: SMTPConnection;
  readonly timer: NodeJS.Timeout;
}

/** Connections on which a message was just taken, for the next one: each new one costs six round trips and more with TLS. */
export class KeptConnections {
  private readonly idle: Kept[] = [];
  private readonly messages = new WeakMap<SMTPConnection, number>();

  /** The one used last; null where none is at hand. */
  take(): SMTPConnection | null {
    const kept = this.idle.pop();
    if (kept === undefined) return null;
    clearTimeout(kept.timer);
    return kept.connection;
  }

  /** After a message that was taken. */
  keep(connection: SMTPConnection): void {
    const messages = (this.messages.get(connection) ?? 0) + 1;
    if (messages >= MOST_MESSAGES) {
      connection.quit();
      return;
    }
    if (messages === 1) connection.once('end', () => this.forget(connection));
    this.messages.set(connection, messages);
    const timer = setTimeout(() => {
      this.forget(connection);
      connection.quit();
    }, KEPT_MS);
    this.idle.push({ connection, timer });
  }

  /** The server ended it. */
  private forget(connection: SMTPConnection): void {
    const at = this.idle.findIndex((kept) => kept.connection === connection);
    if (at >= 0) clearTimeout(this.idle.splice(at, 1)[0]?.timer);
  }
}
