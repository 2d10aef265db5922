import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { documentIdOfPdf } from '../composition/signature/document-id-of-pdf';
import { readDocumentId } from '../composition/signature/sign-document';
import { readEnvironment } from '../config/read-environment';
import { isCalendarDay } from '../domain/calendar/calendar-days';
import type { Revocable } from '../persistence/document-revocation.repository';
import { parisDate } from '../platform/clock';
import { UsageError } from './run-command';
import { withHouse } from './with-house';

interface Options {
  readonly key?: string;
  readonly since?: string;
  readonly reason?: string;
  readonly by: string;
  readonly list?: boolean;
  readonly json?: boolean;
}

const HELP = `
Un document est nommé par l’identifiant que «\u00a0courrier verify-document\u00a0» affiche, ou par son fichier PDF. Avec --key, tout ce que
cette clé a signé est révoqué, ou avec --since ce qui est daté de ce jour ou d’après\u00a0: qui a volé la clé peut antidater, sans --since
rien n’échappe. Une révocation ne se reprend pas.`;

export function define(command: Command): void {
  command
    .argument('[ID|FICHIER.pdf]', 'le document à révoquer')
    .option('--key <CLÉ>', 'le nom d’une clé de signature, à la place d’un document')
    .option('--since <JOUR>', 'avec --key\u00a0: les documents datés de ce jour ou d’après, AAAA-MM-JJ')
    .option('--reason <motif>', 'pourquoi (gardé chiffré)')
    .option('--by <nom>', 'qui le demande', userInfo().username)
    .option('--list', 'montre ce qui est révoqué')
    .option('--json', 'une valeur JSON par ligne')
    .addHelpText('after', HELP)
    .action(revoke);
}

async function revoke(given: string | undefined, options: Options): Promise<void> {
  if (options.list) return showRevoked(options.json);
  const what = await revocableOf(given, options);
  const { by, reason, json } = options;
  if (!reason?.trim()) throw new UsageError('--reason\u00a0: le motif de la révocation est attendu');
  const name = 'documentId' in what ? what.documentId : `clé «\u00a0${what.keyId}\u00a0»`;
  await withHouse(async ({ revocations }) => {
    const done = await revocations.revoke(what, { by, reason });
    if (!done.ok) throw new Error(`${name}\u00a0: déjà révoqué`);
  });
  process.stdout.write(json ? `${JSON.stringify({ ...what, revoked: true })}\n` : `${name}\u00a0: révoqué\n`);
}

async function revocableOf(given: string | undefined, { key, since }: Options): Promise<Revocable> {
  if (since !== undefined && !isCalendarDay(since)) throw new UsageError('--since\u00a0: un jour attendu, AAAA-MM-JJ');
  if (key !== undefined) {
    if (given !== undefined) throw new UsageError('donnez un document ou --key, pas les deux');
    const known = readEnvironment().COURRIER_SIGNING_KEYS?.some(({ id }) => id === key) ?? false;
    if (!known) throw new Error(`--key\u00a0: aucune clé «\u00a0${key}\u00a0» dans COURRIER_SIGNING_KEYS`);
    return { keyId: key, since: since ?? null };
  }
  if (since !== undefined) throw new UsageError('--since va avec --key');
  if (given === undefined) throw new UsageError('donnez l’identifiant du document, son fichier PDF ou --key');
  const documentId = readDocumentId(given);
  return { documentId: documentId ?? (await idOfFile(given)) };
}

async function idOfFile(file: string): Promise<string> {
  const bytes = await readFile(file).catch(() => {
    throw new Error(`${file}\u00a0: ni identifiant de document ni fichier lisible`);
  });
  const keys = readEnvironment().COURRIER_SIGNING_KEYS?.map(({ id, key }) => ({ id, seed: key })) ?? [];
  const id = documentIdOfPdf(bytes, keys);
  if (id === null) throw new Error(`${file}\u00a0: aucun code que nous ayons signé dans ce fichier`);
  return id;
}

async function showRevoked(json: boolean | undefined): Promise<void> {
  await withHouse(async ({ revocations }) => {
    for (const record of await revocations.list()) {
      const { documentId, keyId, since, revokedAt, by, reason } = record;
      const name =
        documentId ?? `clé «\u00a0${keyId}\u00a0»${since === null ? '' : `, documents datés du ${since} ou après`}`;
      process.stdout.write(
        json
          ? `${JSON.stringify({ documentId, keyId, since, revokedAt, by, reason })}\n`
          : `${name}\u00a0: révoqué le ${parisDate(revokedAt)} par ${by}\u00a0: ${reason}\n`,
      );
    }
  });
}
