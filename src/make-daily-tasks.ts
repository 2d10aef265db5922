import type { House } from './house';
import { AcknowledgeInTime } from './operations/deadlines/acknowledge-in-time';
import { RaiseAlarms } from './operations/deadlines/raise-alarms';
import { ReconcileDocuments } from './operations/documents/reconcile-documents';
import type { DailyTask } from './operations/housekeeping';
import { ReconcileTheDayBefore } from './operations/reconcile-the-day-before';
import { ReconcileTheStore } from './operations/reconcile-the-store';
import { ApplyRetention } from './operations/retention/apply-retention';
import { loadRetentionRules } from './operations/retention/load-retention-rules';
import { underLock } from './persistence/advisory-lock';

/** What the worker processes do once a day, in this order. */
export function makeDailyTasks(house: House): DailyTask[] {
  const { reconciliation, namedFiles, files, clock } = house;
  return [
    new ReconcileTheDayBefore(reconciliation),
    new AcknowledgeInTime({ due: house.dueDeadlines, correspondences: house.correspondences }),
    new RaiseAlarms(house.dueDeadlines),
    makeRetention(house),
    new ReconcileTheStore(new ReconcileDocuments(namedFiles, files, clock)),
  ];
}

/** @throws BadRetentionRules */
export function makeRetention(house: House): ApplyRetention {
  const { erasure, certificates, files, namedFiles: named, environment: folders, clock, database } = house;
  const whileFilesMayGo = (work: () => Promise<void>) => underLock(database.pool, 'document-removal', work);
  return new ApplyRetention({
    rules: loadRetentionRules(),
    erasure,
    certificates,
    files,
    named,
    whileFilesMayGo,
    folders,
    clock,
  });
}
