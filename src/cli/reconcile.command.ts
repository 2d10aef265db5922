import type { Command } from 'commander';
import { isCalendarDay } from '../domain/calendar/calendar-days';
import type { House } from '../house/house';
import {
  type DocumentAccount,
  type DocumentFinding,
  ReconcileDocuments,
} from '../operations/documents/reconcile-documents';
import { removeOrphans } from '../operations/documents/remove-orphans';
import { underLock } from '../persistence/advisory-lock';
import { parisDate } from '../platform/clock';
import { UsageError } from './run-command';
import { spokenDay, spokenDocuments } from './spoken-accounts';
import { counted } from './spoken-counts';
import { withHouse } from './with-house';

interface Options {
  readonly day?: string;
  readonly documents?: boolean;
  readonly removeOrphans?: boolean;
  readonly json?: boolean;
}

const FINDINGS: Readonly<Record<DocumentFinding['finding'], string>> = {
  orphan: 'document que rien ne nomme',
  missing: 'document absent',
  'half-file': 'fichier à moitié écrit',
};

const printJson = (value: unknown): boolean => process.stdout.write(`${JSON.stringify(value)}\n`);

export function define(command: Command): void {
  command
    .option('--day <AAAA-MM-JJ>', 'jour de réception (aujourd’hui par défaut)')
    .option('--documents', 'compare les documents gardés à ce que les lignes nomment')
    .option('--remove-orphans', 'avec --documents\u00a0: retire ceux que rien ne nomme depuis plus d’un jour')
    .option('--json', 'une valeur JSON par ligne')
    .action(async (options: Options) => {
      const { day, documents } = options;
      if (day !== undefined && !isCalendarDay(day)) throw new UsageError('--day\u00a0: une date comme 2026-11-23');
      if (day !== undefined && documents) throw new UsageError('--day et --documents ne vont pas ensemble');
      if (options.removeOrphans && !documents) throw new UsageError('--remove-orphans va avec --documents');
      await withHouse((house) => (documents ? reconcileDocuments(house, options) : reconcileDay(house, options)));
    });
}

async function reconcileDay({ reconciliation, clock }: House, { day, json }: Options): Promise<void> {
  const account = await reconciliation.of(day ?? parisDate(clock.now()));
  if (json) printJson(account);
  else process.stdout.write(`${spokenDay(account)}\n`);
}

async function reconcileDocuments(house: House, { removeOrphans: remove, json }: Options): Promise<void> {
  const { namedFiles: named, files, clock, certificates, database } = house;
  const reconcile = new ReconcileDocuments(named, files, clock);
  const tell = (finding: DocumentFinding): void => {
    if (json) printJson(finding);
    else process.stdout.write(`${FINDINGS[finding.finding]}\u00a0: ${describe(finding)}\n`);
  };
  if (!remove) {
    const account = await reconcile.run(tell);
    summarise(account, json);
    return refuseLosses(account);
  }
  const done = await underLock(database.pool, 'document-removal', async () => {
    const parts = { reconcile, certificates, files, named, clock };
    const { account, certificate } = await removeOrphans(parisDate(clock.now()), tell, parts);
    summarise(account, json);
    if (account.unreadableReplies > 0)
      throw new Error('des réponses ne s’ouvrent pas (clé absente)\u00a0: rien n’a été retiré');
    if (certificate !== null) {
      if (json) printJson({ finding: 'certificate', ...certificate });
      else process.stdout.write(`certificat ${certificate.id}\u00a0: ${JSON.stringify(certificate.counts)}\n`);
    }
    refuseLosses(account);
  });
  if (!done) throw new Error('une sauvegarde ou un effacement est en cours\u00a0: recommencez quand il sera fini');
}

function describe(finding: DocumentFinding): string {
  if (finding.finding === 'missing') return `${finding.storeKey}, courrier ${finding.correspondenceId}`;
  const name = finding.finding === 'orphan' ? finding.storeKey : finding.name;
  return `${name}, ${finding.bytes} octets, du ${finding.modifiedAt}`;
}

function summarise(account: DocumentAccount, json: boolean | undefined): void {
  if (json) printJson({ finding: 'summary', ...account });
  else process.stdout.write(`${spokenDocuments(account)}\n`);
}

/** @throws where a document is lost: whoever runs this by a timer has to hear of it */
function refuseLosses({ missing }: DocumentAccount): void {
  if (missing > 0) throw new Error(counted(missing, 'document absent', 'documents absents'));
}
