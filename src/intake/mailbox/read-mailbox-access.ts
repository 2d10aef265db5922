import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { Environment } from '../../config/environment.schema';
import { BadEnvironment } from '../../config/read-environment';
import type { MailboxAccess } from './open-mailbox';

type Settings = Pick<Environment, 'IMAP_CA_FILE' | 'IMAP_TOKEN_COMMAND'>;

/** @throws BadEnvironment where the authority’s file cannot serve */
export function readMailboxAccess({ IMAP_CA_FILE, IMAP_TOKEN_COMMAND }: Settings): MailboxAccess {
  return { ca: IMAP_CA_FILE === undefined ? null : pemOf(IMAP_CA_FILE), tokenCommand: IMAP_TOKEN_COMMAND ?? null };
}

function pemOf(file: string): string {
  try {
    const ca = readFileSync(file, 'utf8');
    createSecureContext({ ca });
    return ca;
  } catch {
    throw new BadEnvironment('IMAP_CA_FILE\u00a0: attendu un fichier PEM lisible');
  }
}
