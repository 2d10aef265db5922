import type { Environment } from '../../config/environment.schema';
import type { CalendarDay } from '../../domain/calendar/calendar-days';
import type { DailyOutcome } from '../../persistence/daily-task.repository';
import type { StoredFiles } from '../../persistence/document-store/stored-files';
import type { PersonHistoryRepository } from '../../persistence/people/person-history.repository';
import type { Certificate, CertificateRepository } from '../../persistence/retention/certificate.repository';
import type { ErasureRepository, Warrant } from '../../persistence/retention/erasure.repository';
import type { RetentionCounts, RetentionScope } from '../../persistence/retention/retention-scope';
import type { ForgetJobs } from '../../pipeline/forget-jobs';
import type { Clock } from '../../platform/clock';
import type { NamedFilesQuery } from '../documents/named-files.query';
import type { DailyTask } from '../housekeeping';
import { cutoffOf } from './cutoff-of';
import { entriesBefore, type FolderRule, folderOf, isFolderRule, removeEntry } from './folder-remains';
import type { RetentionRule } from './retention-rules.schema';
import { takeAwayFiles } from './take-away-files';
import { takeAwayJobs } from './take-away-jobs';

interface Parts {
  readonly rules: readonly RetentionRule[];
  readonly erasure: ErasureRepository;
  readonly certificates: CertificateRepository;
  readonly notes: Pick<PersonHistoryRepository, 'eraseNotes' | 'countNotes'>;
  readonly files: StoredFiles;
  readonly jobs: Pick<ForgetJobs, 'forget'>;
  readonly named: Pick<NamedFilesQuery, 'isNamed'>;
  /** Runs the work while no backup copies files; false where one does. */
  readonly whileFilesMayGo: (work: () => Promise<void>) => Promise<boolean>;
  readonly folders: Pick<Environment, 'SCAN_FOLDER' | 'PRINT_FOLDER'>;
  readonly clock: Clock;
}

/** What a rule would delete today. */
export interface RuleAccount {
  readonly rule: RetentionRule;
  readonly before: Date;
  readonly counts: RetentionCounts;
}

/**
 * Deletes what has been kept for its whole time. Rows first, in batches, each with the list of its files; then the files, and what
 * the queues still hold; then the certificate. Killed anywhere, the next run goes on from there.
 */
export class ApplyRetention implements DailyTask {
  readonly name = 'retention';
  readonly everyDay = false;

  constructor(private readonly parts: Parts) {}

  /** Deletes nothing. */
  async account(day: CalendarDay): Promise<RuleAccount[]> {
    const accounts: RuleAccount[] = [];
    for (const rule of this.parts.rules) {
      const before = cutoffOf(rule.duree, day);
      accounts.push({ rule, before, counts: await this.countsOf(rule, before) });
    }
    return accounts;
  }

  async run(day: CalendarDay, stopping: AbortSignal): Promise<DailyOutcome> {
    const completed = await this.apply(day, stopping);
    const sums: Record<string, number> = {};
    for (const { counts } of completed)
      for (const [what, count] of Object.entries(counts)) sums[what] = (sums[what] ?? 0) + count;
    const left = (await this.parts.certificates.listOpen()).length;
    return { event: 'retention-done', detail: { certificates: completed.length, leftOpen: left, ...sums } };
  }

  /** @returns the certificates that were completed */
  async apply(day: CalendarDay, stopping: AbortSignal): Promise<Certificate[]> {
    for (const rule of this.parts.rules) {
      if (stopping.aborted) return [];
      await this.erase(rule, day, stopping);
    }
    const completed: Certificate[] = [];
    // Files that a backup is copying, or that are too young, wait for the next day with their certificate.
    await this.parts.whileFilesMayGo(async () => {
      await this.parts.files.putBackInterrupted();
      for (const { id } of await this.parts.certificates.listOpen()) {
        await takeAwayFiles(id, this.parts, stopping);
        const forgotten = await takeAwayJobs(id, this.parts, stopping);
        if (stopping.aborted) return;
        if (!forgotten) continue;
        const closed = await this.parts.certificates.complete(id);
        if (closed !== null) completed.push(closed);
      }
    });
    return completed;
  }

  private async erase(rule: RetentionRule, day: CalendarDay, stopping: AbortSignal): Promise<void> {
    const { erasure, certificates } = this.parts;
    const before = cutoffOf(rule.duree, day);
    const counts = await this.countsOf(rule, before);
    if (Object.entries(counts).every(([what, count]) => what === 'frozen' || count === 0)) return;
    const warrant: Warrant = { certificateId: await certificates.open(rule.regle, day), rule: rule.regle };
    if (isFolderRule(rule)) return this.clearFolder(rule, before, warrant, stopping);
    if (rule.efface === 'empreintes-de-lots') {
      await certificates.count(warrant.certificateId, 'batchHashes', await erasure.eraseScanBatches(before));
      return;
    }
    if (rule.efface === 'notes') {
      await certificates.count(warrant.certificateId, 'notes', await this.parts.notes.eraseNotes(before));
      return;
    }
    const scope = scopeOf(rule, before);
    for (let erased = 1; erased > 0 && !stopping.aborted; ) {
      if (rule.efface === 'correspondance') erased = await erasure.eraseCorrespondences(scope, warrant);
      else if (rule.efface === 'documents') erased = await erasure.eraseDocuments(scope, rule.documents, warrant);
      else {
        erased = await erasure.eraseJournalDetails(scope);
        await certificates.count(warrant.certificateId, 'journalDetails', erased);
      }
    }
  }

  private async clearFolder(rule: FolderRule, before: Date, warrant: Warrant, stopping: AbortSignal): Promise<void> {
    const folder = folderOf(rule, this.parts.folders);
    if (folder === null) return;
    for (const name of await entriesBefore(rule, folder, before)) {
      if (stopping.aborted) return;
      await this.parts.certificates.count(warrant.certificateId, 'entries', 1);
      await removeEntry(folder, name);
    }
  }

  private async countsOf(rule: RetentionRule, before: Date): Promise<RetentionCounts> {
    const { erasure, folders } = this.parts;
    if (isFolderRule(rule)) {
      const folder = folderOf(rule, folders);
      return { entries: folder === null ? 0 : (await entriesBefore(rule, folder, before)).length };
    }
    if (rule.efface === 'empreintes-de-lots') return { batchHashes: await erasure.countScanBatches(before) };
    if (rule.efface === 'notes') return { notes: await this.parts.notes.countNotes(before) };
    const scope = scopeOf(rule, before);
    if (rule.efface === 'correspondance') return erasure.countCorrespondences(scope);
    if (rule.efface === 'documents') return erasure.countDocuments(scope, rule.documents);
    return erasure.countJournalDetails(scope);
  }
}

function scopeOf(
  {
    canaux,
    etats,
  }: Exclude<RetentionRule, FolderRule | { readonly efface: 'notes' } | { readonly efface: 'empreintes-de-lots' }>,
  before: Date,
): RetentionScope {
  return { channels: canaux, states: etats, before };
}
