import { addDays, type CalendarDay } from '../../domain/calendar/calendar-days';
import { dateInWords } from '../../domain/calendar/french-dates';
import type { Decision, Destination } from '../../domain/correspondence';
import type { CorrespondenceRepository } from '../../persistence/correspondence.repository';
import type { CorrespondenceRecord } from '../../persistence/correspondence-record';
import type { DailyOutcome } from '../../persistence/daily-task.repository';
import type { DueDeadlinesRepository } from '../../persistence/deadlines/due-deadlines.repository';
import { CannotUnseal } from '../../platform/keys/field-encryption';
import type { DailyTask } from '../housekeeping';

interface Parts {
  readonly due: Pick<DueDeadlinesRepository, 'unacknowledged' | 'forgetAnswered' | 'forgetAcknowledgement'>;
  readonly correspondences: Pick<CorrespondenceRepository, 'load' | 'commitStage'>;
}

/** For so long one that did not leave is tried again, each day. */
const MOST_DAYS = 7;

/**
 * Sends the acknowledgement of what still waits for an agent on the last day for it. The item goes through composition and
 * dispatch as it stands and comes back to its agent, its revision unchanged: a page that is open stays good.
 */
export class AcknowledgeInTime implements DailyTask {
  readonly name = 'acknowledgements';
  readonly everyDay = false;

  constructor(private readonly parts: Parts) {}

  async run(day: CalendarDay, stopping: AbortSignal): Promise<DailyOutcome> {
    await this.parts.due.forgetAnswered(day);
    let sent = 0;
    for (let after: string | null = null; !stopping.aborted; ) {
      const ids = await this.parts.due.unacknowledged(day, after);
      for (const id of ids) if (await this.acknowledge(id, day)) sent += 1;
      after = ids.at(-1) ?? null;
      if (after === null) break;
    }
    return { event: 'acknowledgements-due', detail: { sent } };
  }

  private async acknowledge(id: string, day: CalendarDay): Promise<boolean> {
    const { due, correspondences } = this.parts;
    const record = await this.open(id);
    if (record === null) return false;
    const { triage, settlement } = record;
    const destination = triage === null ? null : destinationOf(triage.decision);
    const tried = triage?.decision.acknowledgedOn ?? day;
    // What an agent has settled is the agent's to answer.
    if (triage === null || destination === null || settlement !== null || addDays(tried, MOST_DAYS) < day) {
      await due.forgetAcknowledgement(id);
      return false;
    }
    return correspondences.commitStage(record, {
      state: 'composing',
      event: 'acknowledgement-due',
      detail: { channel: destination.kind },
      triage: { ...triage, decision: acknowledged(triage.decision, destination, day) },
      nextJob: 'compose',
    });
  }

  /** Null where it does not open: it waits for its key. */
  private async open(id: string): Promise<CorrespondenceRecord | null> {
    try {
      return await this.parts.correspondences.load(id);
    } catch (error) {
      if (error instanceof CannotUnseal) return null;
      throw error;
    }
  }
}

/** One that a limit held on the first day still knows where it was to go. */
function destinationOf({ acknowledgement, letter, destination }: Decision): Destination | null {
  return acknowledgement ?? (letter === 'accuse-reception' ? destination : null);
}

/** The same decision, whose acknowledgement leaves; the rest stays with the agent. */
function acknowledged(decision: Decision, destination: Destination, day: CalendarDay): Decision {
  const told = `L’accusé de réception part de lui-même le ${dateInWords(day)}, dernier jour prévu\u00a0: aucun agent n’a répondu.`;
  return {
    ...decision,
    action: 'acknowledge',
    letter: 'accuse-reception',
    destination,
    channel: destination.kind,
    trace: decision.acknowledgedOn === undefined ? [...decision.trace, told] : decision.trace,
    acknowledgedOn: decision.acknowledgedOn ?? day,
  };
}
