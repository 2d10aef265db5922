import type { Command } from 'commander';
import { readEnvironment } from '../config/read-environment';
import { openForReading } from '../persistence/database';
import { JournalAuditQuery } from '../persistence/journal/journal-audit.query';
import {
  type JournalAccount,
  type JournalFault,
  type JournalTrust,
  verifyJournal,
} from '../persistence/journal/verify-journal';
import { UsageError } from './run-command';
import { counted } from './spoken-counts';
import { withHouse } from './with-house';

interface Options {
  readonly head?: string;
  readonly publicKey?: string;
  readonly json?: boolean;
}

const DIGEST = /^[0-9a-f]{64}$/i;

const HELP = `
Chaque entrée du journal est scellée par lots signés et enchaînés. Une entrée modifiée, retirée, ajoutée ou déplacée est
nommée, de même qu’un sceau altéré ou absent. Notez ailleurs la tête que la commande affiche\u00a0: donnée plus tard par --head,
elle prouve que la fin du journal n’a pas été coupée.
Avec --public-key, la vérification n’a besoin que de DATABASE_URL (un compte en lecture suffit) et d’aucun secret.
Sortie 0\u00a0: journal entier\u00a0; 1\u00a0: journal altéré.`;

/** `courrier verify-journal`: one line a fault, the account last; exit 0 for a whole journal only. */
export function define(command: Command): void {
  command
    .option('--head <EMPREINTE>', 'une tête notée auparavant (64 caractères hexadécimaux)')
    .option('--public-key <CLÉ>', 'la clé publique des sceaux (64 caractères hexadécimaux), en place des secrets')
    .option('--json', 'une valeur JSON par ligne')
    .addHelpText('after', HELP)
    .action(verify);
}

async function verify({ head, publicKey, json }: Options): Promise<void> {
  for (const [name, value] of Object.entries({ '--head': head, '--public-key': publicKey }))
    if (value !== undefined && !DIGEST.test(value))
      throw new UsageError(`${name}\u00a0: 64 caractères hexadécimaux attendus`);
  const run = (audit: JournalAuditQuery, key: Buffer) =>
    report(audit, { publicKey: key, head: head?.toLowerCase() ?? null }, json);
  const account =
    publicKey === undefined
      ? await withHouse(({ database, journalKeys }) => run(new JournalAuditQuery(database.db), journalKeys.publicKey))
      : await withoutSecrets((audit) => run(audit, Buffer.from(publicKey, 'hex')));
  if (!account.whole) throw new Error(`journal altéré\u00a0: ${counted(account.faults, 'faute', 'fautes')}`);
}

async function withoutSecrets<T>(use: (audit: JournalAuditQuery) => Promise<T>): Promise<T> {
  const { DATABASE_URL: url } = readEnvironment();
  if (url === undefined) throw new UsageError('--public-key\u00a0: DATABASE_URL est attendu avec cette option');
  const { db, close } = openForReading(url);
  try {
    return await use(new JournalAuditQuery(db));
  } finally {
    await close();
  }
}

async function report(audit: JournalAuditQuery, trust: JournalTrust, json = false): Promise<JournalAccount> {
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const account = await verifyJournal(audit, trust, {
    tell: (fault) => print(json ? JSON.stringify(fault) : sentenceOf(fault)),
  });
  const publicKey = trust.publicKey.toString('hex');
  print(json ? JSON.stringify({ ...account, publicKey }) : accountOf(account, publicKey));
  return account;
}

function sentenceOf({ seal, entry, correspondenceId, message }: JournalFault): string {
  const where = [
    ...(seal === null ? [] : [`sceau n°\u00a0${seal}`]),
    ...(entry === null ? [] : [`entrée n°\u00a0${entry}`]),
    ...(correspondenceId === null ? [] : [`courrier ${correspondenceId}`]),
  ].join(', ');
  return where === '' ? message : `${where}\u00a0: ${message}`;
}

function accountOf(account: JournalAccount, publicKey: string): string {
  const { whole, faults, entries, seals, erased, unsealed, head, headSeal } = account;
  const state = whole ? 'Journal entier' : `Journal altéré (${counted(faults, 'faute', 'fautes')})`;
  const counts = [
    `${counted(entries, 'entrée scellée', 'entrées scellées')} par ${counted(seals, 'sceau', 'sceaux')}`,
    `${counted(erased, 'détail effacé', 'détails effacés')}`,
    `${counted(unsealed, 'entrée pas encore scellée', 'entrées pas encore scellées')}`,
  ].join(', ');
  return `${state}\u00a0: ${counts}. Tête\u00a0: ${head ?? 'aucune'}${headSeal === null ? '' : ` (sceau n°\u00a0${headSeal})`}. Clé publique\u00a0: ${publicKey}`;
}
