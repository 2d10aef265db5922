import { ImapFlow } from 'imapflow';
import type { MailboxAddress } from '../../config/mailbox-address';
import { INTAKE_LIMITS } from '../intake-limits';
import { askForToken } from './ask-for-token';
import { MAILBOX_LIMITS } from './mailbox-limits';

export interface MailboxAccess {
  /** A certification authority for the server, PEM; null: the system’s. */
  readonly ca: string | null;
  /** Program and arguments that print an OAuth2 token; null where every account has a password. */
  readonly tokenCommand: readonly string[] | null;
}

/**
 * Connects, signs in and opens the folder. Nothing is said before the line is encrypted, but on this very machine.
 * @throws where any of it does not work; nothing stays open then
 */
export async function openMailbox(
  address: MailboxAddress,
  access: MailboxAccess,
  stopping: AbortSignal,
): Promise<ImapFlow> {
  const { host, port, encryption, user, password, folder, moveTo } = address;
  const auth =
    password === null
      ? { user, accessToken: await askForToken(access.tokenCommand ?? [], user) }
      : { user, pass: password };
  const client = new ImapFlow({
    host,
    port,
    secure: encryption === 'tls',
    ...(encryption === 'starttls' ? { doSTARTTLS: true } : {}),
    tls: access.ca === null ? { rejectUnauthorized: encryption !== 'offered' } : { ca: access.ca },
    auth,
    // Its lines repeat what the server says, and the server what people wrote.
    logger: false,
    disableAutoIdle: true,
    clientInfo: { name: 'courrier' },
    connectionTimeout: MAILBOX_LIMITS.connectMilliseconds,
    socketTimeout: MAILBOX_LIMITS.silenceMilliseconds,
    // What a message may weigh, and more: a server that announces it too small is found out, not obeyed.
    maxLiteralSize: 4 * INTAKE_LIMITS.messageBytes,
  });
  // An error without a listener would end the process; the command under way fails with it.
  client.on('error', () => undefined);
  const giveUp = (): void => client.close();
  stopping.addEventListener('abort', giveUp);
  try {
    await client.connect();
    if (moveTo !== null) await client.mailboxCreate(moveTo);
    await client.mailboxOpen(folder);
    return client;
  } catch (error) {
    client.close();
    throw error;
  } finally {
    stopping.removeEventListener('abort', giveUp);
  }
}
