import type { Command } from 'commander';
import { makeRetention } from '../house/make-daily-tasks';
import { openForgetJobs } from '../house/open-forget-jobs';
import type { RuleAccount } from '../operations/retention/apply-retention';
import type { Certificate } from '../persistence/retention/certificate.repository';
import { parisDate } from '../platform/clock';
import { withHouse } from './with-house';

const MOST_CERTIFICATES = 1_000;
const printJson = (value: unknown): boolean => process.stdout.write(`${JSON.stringify(value)}\n`);

export function define(command: Command): void {
  command
    .option('--dry-run', 'dit ce qui serait effacé, n’efface rien')
    .option('--json', 'une valeur JSON par ligne')
    .action(async ({ dryRun, json }: { dryRun?: boolean; json?: boolean }) => {
      await withHouse(async (house) => {
        const retention = makeRetention(house, await openForgetJobs(house));
        const day = parisDate(house.clock.now());
        if (dryRun) return showAccounts(await retention.account(day), json);
        const certificates = await retention.apply(day, new AbortController().signal);
        showCertificates(certificates, json);
        const left = (await house.certificates.listOpen()).length;
        if (left > 0)
          process.stderr.write(
            `${left} effacement(s) à finir au prochain passage\u00a0: fichiers trop récents ou en cours de sauvegarde, ou file d’attente absente\n`,
          );
      });
    });
  command
    .command('certificates')
    .description('montre les certificats d’effacement, du plus récent au plus ancien')
    .option('--json', 'une valeur JSON par ligne')
    .action(async (_options: object, self: Command) => {
      const { json } = self.optsWithGlobals<{ json?: boolean }>();
      await withHouse(async ({ certificates }) => showCertificates(await certificates.list(MOST_CERTIFICATES), json));
    });
}

function showAccounts(accounts: readonly RuleAccount[], json: boolean | undefined): void {
  for (const { rule, before, counts } of accounts) {
    const { regle, efface, raison } = rule;
    if (json) printJson({ rule: regle, record: efface, before: before.toISOString(), because: raison, ...counts });
    else {
      const told = Object.entries(counts).map(([what, count]) => `${WORDS[what] ?? what}\u00a0: ${count}`);
      process.stdout.write(`${regle} (avant le ${parisDate(before)})\u00a0: ${told.join(', ')}. ${raison}.\n`);
    }
  }
}

/** What the counts of rules and certificates are called. */
const WORDS: Readonly<Record<string, string>> = {
  correspondences: 'courriers',
  documents: 'documents',
  frozen: 'gardés parce que gelés',
  journalDetails: 'détails du journal',
  notes: 'notes d’appels et de visites',
  batchHashes: 'empreintes de lots numérisés',
  entries: 'lots ou jours d’impression',
  files: 'fichiers',
  filesShared: 'fichiers gardés pour un autre courrier',
  halfFiles: 'fichiers à moitié écrits',
};

function showCertificates(certificates: readonly Certificate[], json: boolean | undefined): void {
  for (const { id, rule, day, openedAt, completedAt, counts, digest } of certificates) {
    if (json) printJson({ id, rule, day, openedAt, completedAt, counts, digest });
    else {
      const told = Object.entries(counts).map(([what, count]) => `${WORDS[what] ?? what}\u00a0: ${count}`);
      process.stdout.write(
        `${day} ${rule}\u00a0: ${told.join(', ')} (${digest === null ? 'à finir' : `SHA-256 ${digest}`})\n`,
      );
    }
  }
}
