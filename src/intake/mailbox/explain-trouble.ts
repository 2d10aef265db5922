import { isStorageFull, isSurroundingsFault } from '../../platform/surroundings-fault';

/** The bytes came, and could not be made durable: the message stays where it is. */
export class NotDurable extends Error {}

/** The command of IMAP_TOKEN_COMMAND failed; what it printed is nobody’s to read. */
export class NoToken extends Error {}

export interface Trouble {
  /** A word for the log: never the server’s text, which may repeat an account or an address. */
  readonly code: string;
  /** Plain French, for health and log. */
  readonly line: string;
  /** Whose account is refused is not tried again quickly. */
  readonly refused: boolean;
}

const CERTIFICATE = /^(CERT_|ERR_TLS_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_SSL)/;

/** Why a mailbox cannot be read just now. */
export function explainTrouble(error: unknown): Trouble {
  const { code, authenticationFailed, mailboxMissing } = error as {
    code?: unknown;
    authenticationFailed?: boolean;
    mailboxMissing?: boolean;
  };
  const word = typeof code === 'string' && /^\w{1,40}$/.test(code) ? code : 'inconnu';
  const because = (line: string, refused = false): Trouble => ({ code: word, line, refused });
  if (error instanceof NotDurable)
    return because(
      isStorageFull(error)
        ? 'plus assez de place pour prendre le courrier'
        : 'base de données ou documents hors d’atteinte',
    );
  if (error instanceof NoToken) return because('la commande du jeton (IMAP_TOKEN_COMMAND) a échoué', true);
  if (authenticationFailed === true) return because('le serveur refuse le compte', true);
  if (mailboxMissing === true) return because('le dossier n’existe pas sur le serveur', true);
  if (CERTIFICATE.test(word)) return because('le certificat du serveur n’est pas reconnu');
  if (isSurroundingsFault(error) || /TIMEOUT|Connection|Closed/i.test(word)) return because('le serveur ne répond pas');
  return because('la lecture de la boîte a été interrompue');
}
