import { desc, eq, inArray, sql } from 'drizzle-orm';
import type { CalendarDay } from '../../domain/calendar/calendar-days';
import { type Pause, type PauseReason, pauseClock, resumeClock } from '../../domain/calendar/reply-clock';
import {
  type DeadlineBasis,
  type DeadlineRules,
  type Deadlines,
  deadlineBasisOf,
  deadlinesOf,
} from '../../domain/calendar/reply-deadlines';
import type { CorrespondenceState, IncomingChannel, Source, Triage } from '../../domain/correspondence';
import type { Database, Session } from '../database';
import { ask, insertFrom, raw, type Statement, statement } from '../statement';
import { correspondences, OPEN_STATES } from '../tables/correspondence.tables';
import { type DeadlineAlarm, deadlines } from '../tables/deadline.tables';

/** A correspondence's deadlines as they stand. */
export interface StoredDeadlines extends Deadlines {
  readonly alarm: DeadlineAlarm | null;
  readonly pauses: readonly Pause[];
}

/** What of a row its deadlines follow. */
export interface FollowedRow {
  readonly id: string;
  readonly channel: IncomingChannel;
  readonly source: Source;
  readonly receivedOn: CalendarDay;
}

/** A step of a row: from which state to which, and what was decided or asked for. */
export interface FollowedStep {
  readonly from: CorrespondenceState;
  readonly to: CorrespondenceState;
  readonly triage?: Triage | undefined;
  /** Why its clock stops where it now waits for its sender; the identifier where nothing is said. */
  readonly waitsFor?: { readonly reason: PauseReason; readonly answerBy: CalendarDay | null } | undefined;
  /** What was waited for has not come in time: the clock still stands, and the alarm is raised. */
  readonly overdue?: boolean | undefined;
  /** What was waited for has come, perhaps after its day: the clock goes on. */
  readonly resumes?: boolean | undefined;
}

type Row = typeof deadlines.$inferSelect;

const OPEN: ReadonlySet<CorrespondenceState> = new Set(OPEN_STATES);
const IDENTIFIER = { reason: 'identifiant-manquant', answerBy: null } as const;

/** Keeps each correspondence's deadlines in step with its row, in the transaction that moves the row. */
export class DeadlineBook {
  constructor(
    private readonly db: Database,
    private readonly rules: DeadlineRules,
  ) {}

  async of(ids: readonly string[]): Promise<ReadonlyMap<string, StoredDeadlines>> {
    if (ids.length === 0) return new Map();
    const rows = await this.db
      .select()
      .from(deadlines)
      .where(inArray(deadlines.correspondenceId, [...ids]));
    return new Map(rows.map((row) => [row.correspondenceId, row]));
  }

  /** Ids in these states: the most urgent first, then what is late, what will soon be, and the newest. For states of few rows. */
  async listLateFirst(states: readonly CorrespondenceState[], most: number): Promise<string[]> {
    const rank = sql`case ${deadlines.alarm} when 'late' then 0 when 'nearing' then 1 else 2 end`;
    const rows = await this.db
      .select({ id: correspondences.id })
      .from(correspondences)
      .leftJoin(deadlines, eq(deadlines.correspondenceId, correspondences.id))
      .where(inArray(correspondences.state, [...states]))
      .orderBy(desc(correspondences.urgency), rank, desc(correspondences.sequence))
      .limit(most);
    return rows.map(({ id }) => id);
  }

  /**
   * What a step of a row changes, where that can be told before its transaction: a part for the statement that moves the row.
   * @param moved name of the part that gives the row @returns null where the locked row tells: see `follow`
   */
  async foresee(
    session: Session,
    row: FollowedRow & { readonly revision: number },
    step: FollowedStep,
    day: CalendarDay,
    moved: string,
  ): Promise<readonly Statement[] | null> {
    if (isNothing(row, step)) return [];
    // Nothing was waited for before the first reply left: no pause is to be ended.
    if (row.revision > 1 || isWaiting(step.from) || isWaiting(step.to)) return null;
    if (step.triage === undefined)
      return [
        statement`update deadlines set open = ${OPEN.has(step.to)} where correspondence_id in (select id from ${raw(moved)})`,
      ];
    const stored = await ask(session, statement`select 1 from deadlines where correspondence_id = ${row.id}::uuid`);
    if (stored.length > 0) return null;
    const values = this.valuesOf(undefined, basisOf(row, step.triage), {
      pauses: pausesAfter([], step, day),
      open: OPEN.has(step.to),
    });
    return [insertFrom(deadlines, [{ correspondenceId: row.id, ...values }], moved)];
  }

  /** What nothing is decided of yet, or waits and settles as before, costs no statement. */
  async follow(tx: Session, row: FollowedRow, step: FollowedStep, day: CalendarDay): Promise<void> {
    if (isNothing(row, step)) return;
    const { overdue = false } = step;
    const before = await this.lock(tx, row.id);
    const basis = step.triage === undefined ? before && { ...row, ...before } : basisOf(row, step.triage);
    if (basis === undefined) return;
    await this.write(tx, row.id, before, basis, {
      pauses: pausesAfter(before?.pauses ?? [], step, day),
      open: OPEN.has(step.to),
      overdue,
    });
  }

  /**
   * Brings a row into step that was moved by another way, or came from before there were deadlines: nothing is acknowledged for
   * it after so long. @param changedOn the day on which it came to stand where it stands
   */
  async mend(tx: Session, row: FollowedRow, state: CorrespondenceState, changedOn: CalendarDay): Promise<void> {
    const before = await this.lock(tx, row.id);
    const basis = before === undefined ? deadlineBasisOf({ ...row, kinds: [], urgent: false }) : { ...row, ...before };
    const pauses = pausesAfter(before?.pauses ?? [], { from: state, to: state }, changedOn);
    await this.write(tx, row.id, before ?? null, basis, { pauses, open: OPEN.has(state) });
  }

  private async lock(tx: Session, correspondenceId: string): Promise<Row | undefined> {
    const [row] = await tx
      .select()
      .from(deadlines)
      .where(eq(deadlines.correspondenceId, correspondenceId))
      .for('update');
    return row;
  }

  private async write(
    tx: Session,
    correspondenceId: string,
    before: Row | undefined | null,
    basis: DeadlineBasis,
    stands: Standing,
  ): Promise<void> {
    const values = this.valuesOf(before, basis, stands);
    await tx
      .insert(deadlines)
      .values({ correspondenceId, ...values })
      .onConflictDoUpdate({ target: deadlines.correspondenceId, set: values });
  }

  /** @param before the row that stood there; undefined where it is new, null where it comes late */
  private valuesOf(
    before: Row | undefined | null,
    basis: DeadlineBasis,
    { pauses, open, overdue = false }: Standing,
  ): Omit<Row, 'correspondenceId'> {
    const { acknowledged, legalMonths, urgent } = basis;
    const dates = deadlinesOf(basis, pauses, this.rules);
    // An alarm that was raised is not raised again for the same dates.
    const same = before?.lateOn === dates.lateOn && before.nearingOn === dates.nearingOn;
    const alarm = overdue ? ('late' as const) : same ? before.alarm : null;
    // What has left, or may not leave, stays so.
    const acknowledgeOn = before === undefined ? dates.acknowledgeOn : (before?.acknowledgeOn ?? null);
    return { acknowledged, legalMonths, urgent, pauses, ...dates, acknowledgeOn, alarm, open };
  }
}

interface Standing {
  readonly pauses: readonly Pause[];
  readonly open: boolean;
  readonly overdue?: boolean;
}

const isWaiting = (state: CorrespondenceState): boolean => state === 'waiting-sender';

function isNothing(
  { source }: Pick<FollowedRow, 'source'>,
  { from, to, triage, resumes = false }: FollowedStep,
): boolean {
  // What the house sends itself is nobody's mail, and a letter that answers nothing keeps nobody waiting.
  if (source === 'self-check' || source === 'desk') return true;
  const moves = resumes || isWaiting(from) !== isWaiting(to) || OPEN.has(from) !== OPEN.has(to);
  return triage === undefined && !moves;
}

function basisOf({ receivedOn, channel }: FollowedRow, { classification }: Triage): DeadlineBasis {
  const kinds = classification.requests.map(({ kind }) => kind);
  return deadlineBasisOf({ receivedOn, channel, kinds, urgent: classification.danger.length > 0 });
}

function pausesAfter(
  pauses: readonly Pause[],
  { to, waitsFor, overdue }: FollowedStep,
  day: CalendarDay,
): readonly Pause[] {
  // The clock of what is incomplete starts when the rest is received, not when it was due (CRPA L114-5).
  if (overdue === true) return pauses;
  return to === 'waiting-sender'
    ? pauseClock(pauses, { ...(waitsFor ?? IDENTIFIER), from: day })
    : resumeClock(pauses, day);
}
