/** A mailbox to be read by IMAP, as `IMAP_URL` says it. */
export interface MailboxAddress {
  readonly host: string;
  readonly port: number;
  /** `tls`: from the first byte; `starttls`: demanded before anything is said; `offered`: on this machine only, with any certificate. */
  readonly encryption: 'tls' | 'starttls' | 'offered';
  readonly user: string;
  /** Null: a token is asked for (OAuth2). */
  readonly password: string | null;
  readonly folder: string;
  /** Where a message goes once it is taken in; null: it stays, marked as read. */
  readonly moveTo: string | null;
}

export const MAILBOX_ADDRESSES_EXPECTED =
  'des adresses imaps://compte[:mot de passe]@hôte[:port][/dossier][?moveTo=dossier] (imap:// par STARTTLS), séparées par ' +
  'des virgules, chaque boîte une fois, les caractères spéciaux codés en %';

const SECURE_PORT = 993;
const PLAIN_PORT = 143;
const THIS_MACHINE = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Parses the mailboxes of IMAP_URL, in their order.
 * @returns null where one is badly written, a parameter is unknown (it would be ignored in silence) or a mailbox stands twice
 */
export function parseMailboxAddresses(text: string): readonly MailboxAddress[] | null {
  const addresses = text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map(parseOne);
  const places = addresses.map((one) => one && `${one.user}\n${one.host}\n${one.port}\n${one.folder}`);
  if (addresses.length === 0 || addresses.includes(null) || new Set(places).size < places.length) return null;
  return addresses as MailboxAddress[];
}

function parseOne(text: string): MailboxAddress | null {
  if (!/^imaps?:\/\//i.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  const isTls = url.protocol === 'imaps:';
  const [user, password, folder] = [decoded(url.username), decoded(url.password), decoded(url.pathname.slice(1))];
  const parameters = [...url.searchParams];
  const known = parameters.length <= 1 && parameters.every(([name, value]) => name === 'moveTo' && value !== '');
  if (!user || password === null || folder === null || url.hostname === '' || !known || url.hash !== '') return null;
  const moveTo = url.searchParams.get('moveTo');
  if (moveTo !== null && moveTo === (folder || 'INBOX')) return null;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (isTls ? SECURE_PORT : PLAIN_PORT),
    encryption: isTls ? 'tls' : THIS_MACHINE.includes(url.hostname) ? 'offered' : 'starttls',
    user,
    password: password || null,
    folder: folder || 'INBOX',
    moveTo,
  };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
