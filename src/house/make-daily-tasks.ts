import { ClosePrintBatch } from '../dispatch/print-batch/close-print-batch';
import { BatchWriter } from '../dispatch/print-batch/write-batch';
import { AcknowledgeInTime } from '../operations/deadlines/acknowledge-in-time';
import { RaiseAlarms } from '../operations/deadlines/raise-alarms';
import { ReconcileDocuments } from '../operations/documents/reconcile-documents';
import type { DailyTask } from '../operations/housekeeping';
import { ReconcileTheDayBefore } from '../operations/reconcile-the-day-before';
import { ReconcileTheStore } from '../operations/reconcile-the-store';
import { ApplyRetention } from '../operations/retention/apply-retention';
import { loadRetentionRules } from '../operations/retention/load-retention-rules';
import { ChaseSilentSenders } from '../operations/waiting/chase-silent-senders';
import { FlagOverduePieces } from '../operations/waiting/flag-overdue-pieces';
import { underLock } from '../persistence/advisory-lock';
import type { AnswerGate } from '../persistence/answers/answer-gate';
import type { VolumeWatch } from '../persistence/desk/volume-watch';
import type { ForgetJobs } from '../pipeline/forget-jobs';
import type { House } from './house';

/** What the worker processes do once a day, in this order. */
export function makeDailyTasks(house: House, jobs: Pick<ForgetJobs, 'forget'>): DailyTask[] {
  const { reconciliation, namedFiles, files, clock } = house;
  const printBatch = makePrintBatch(house);
  return [
    new ReconcileTheDayBefore(reconciliation),
    new AcknowledgeInTime({ due: house.dueDeadlines, correspondences: house.correspondences }),
    new RaiseAlarms(house.dueDeadlines),
    standIn(house),
    forgetOldAnswers(house.answerGate),
    forgetOldVolumes(house.volumes),
    new ChaseSilentSenders({ ...house, patienceDays: house.environment.REMINDER_DAYS }),
    new FlagOverduePieces(house),
    makeRetention(house, jobs),
    new ReconcileTheStore(new ReconcileDocuments(namedFiles, files, clock)),
    ...(printBatch === null ? [] : [printBatch]),
  ];
}

/** Null where letters are not handed over in batches. */
export function makePrintBatch({ environment, printBatches: batches, store }: House): ClosePrintBatch | null {
  const { PRINT_FOLDER: folder, PRINT_BATCH: mode, PRINT_BATCH_HOUR: hour, PRINT_MARKS } = environment;
  if (folder === undefined || mode === undefined) return null;
  return new ClosePrintBatch({ batches, mode, hour, writer: new BatchWriter(folder, store, PRINT_MARKS === 'yes') });
}

/** Who is away from today on is stood in for, who is back has theirs again. */
function standIn({ absences, assignments }: Pick<House, 'absences' | 'assignments'>): DailyTask {
  return {
    name: 'absences',
    everyDay: false,
    run: async (day) => {
      const done = await absences.doDue(day);
      return { event: 'absences-followed', detail: { ...done, forgotten: await assignments.forgetSettled() } };
    },
  };
}

/** Whom we answered is kept for as long as it counts. */
function forgetOldAnswers(gate: Pick<AnswerGate, 'forgetOld'>): DailyTask {
  return {
    name: 'answer-window',
    everyDay: false,
    run: async () => ({ event: 'answers-forgotten', detail: { count: await gate.forgetOld() } }),
  };
}

/** What people did by the hour is kept for as long as somebody may look into an alarm. */
function forgetOldVolumes(volumes: Pick<VolumeWatch, 'forgetOld'>): DailyTask {
  return {
    name: 'desk-volumes',
    everyDay: false,
    run: async () => ({ event: 'volumes-forgotten', detail: { count: await volumes.forgetOld() } }),
  };
}

/** @throws BadRetentionRules */
export function makeRetention(house: House, jobs: Pick<ForgetJobs, 'forget'>): ApplyRetention {
  const { erasure, certificates, files, namedFiles: named, environment: folders, clock, database } = house;
  const whileFilesMayGo = (work: () => Promise<void>) => underLock(database.pool, 'document-removal', work);
  return new ApplyRetention({
    rules: loadRetentionRules(),
    erasure,
    certificates,
    notes: house.personHistory,
    files,
    jobs,
    named,
    whileFilesMayGo,
    folders,
    clock,
  });
}
