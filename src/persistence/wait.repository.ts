import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import type { RepliedTo } from '../domain/correspondence';
import type { ChaseStep } from '../domain/waiting/chase-steps';
import { referenceOf } from './correspondence-record';
import type { Database } from './database';
import { correspondences } from './tables/correspondence.tables';
import { answers, waits } from './tables/waiting.tables';

export interface Wait {
  readonly id: string;
  readonly since: Date;
  readonly until: Date | null;
  readonly endedBy: string | null;
  readonly step: ChaseStep | null;
  readonly stepOn: string | null;
}

/** Which case an item answers, and how that is known. */
export interface AnswerLink {
  readonly caseId: string;
  readonly by: 'page' | 'reference' | 'bounce' | 'agent';
}

/** An item that is tied to another: as it is named, and whether the case took it up. */
export interface LinkedItem {
  readonly id: string;
  readonly reference: string;
  readonly by: AnswerLink['by'];
  readonly joined: boolean;
}

/** What a correspondence waited for and what came back. */
export interface Thread {
  readonly answers: LinkedItem | null;
  readonly answeredBy: readonly LinkedItem[];
  readonly waits: readonly Wait[];
}

/** Waits for senders, and which item answers which. */
export class WaitRepository {
  constructor(private readonly db: Database) {}

  async openWaitOf(correspondenceId: string): Promise<Wait | null> {
    const [row] = await this.db
      .select()
      .from(waits)
      .where(and(eq(waits.correspondenceId, correspondenceId), isNull(waits.until)));
    return row ?? null;
  }

  async lastWaitOf(correspondenceId: string): Promise<Wait | null> {
    const [row] = await this.db
      .select()
      .from(waits)
      .where(eq(waits.correspondenceId, correspondenceId))
      .orderBy(desc(waits.since))
      .limit(1);
    return row ?? null;
  }

  /** The case that an item answers: tied to it already, else by the keyed reference in it; null where it answers none. */
  async caseAnsweredBy(answerId: string, replyTo: RepliedTo | null): Promise<AnswerLink | null> {
    const [tied] = await this.db
      .select({ caseId: answers.caseId, by: answers.by })
      .from(answers)
      .where(eq(answers.answerId, answerId));
    if (tied !== undefined) return tied;
    const caseId = replyTo?.verified === true ? await this.idOf(replyTo.reference) : null;
    return caseId === null || caseId === answerId ? null : { caseId, by: 'reference' };
  }

  /** The item whose answer a case took up last; null where there is none. */
  async joinedAnswerOf(caseId: string): Promise<string | null> {
    const rows = await this.db
      .select({ id: answers.answerId, joinedAt: answers.joinedAt })
      .from(answers)
      .where(eq(answers.caseId, caseId))
      .orderBy(desc(answers.joinedAt));
    return rows.find(({ joinedAt }) => joinedAt !== null)?.id ?? null;
  }

  /** Whether an e-mail of ours for that case came back. */
  async hasBounced(caseId: string): Promise<boolean> {
    const told = await this.db
      .select({ id: answers.answerId })
      .from(answers)
      .where(and(eq(answers.caseId, caseId), eq(answers.by, 'bounce')))
      .limit(1);
    return told.length > 0;
  }

  async threadOf(id: string): Promise<Thread> {
    const columns = {
      id: correspondences.id,
      receivedOn: correspondences.receivedOn,
      sequence: correspondences.sequence,
      by: answers.by,
      joinedAt: answers.joinedAt,
    };
    const [answered, answeredBy, waited] = await Promise.all([
      this.db
        .select(columns)
        .from(answers)
        .innerJoin(correspondences, eq(correspondences.id, answers.caseId))
        .where(eq(answers.answerId, id)),
      this.db
        .select(columns)
        .from(answers)
        .innerJoin(correspondences, eq(correspondences.id, answers.answerId))
        .where(eq(answers.caseId, id))
        .orderBy(asc(answers.linkedAt)),
      this.db.select().from(waits).where(eq(waits.correspondenceId, id)).orderBy(asc(waits.since)),
    ]);
    return {
      answers: answered.map(linkedItem)[0] ?? null,
      answeredBy: answeredBy.map(linkedItem),
      waits: waited.map(({ correspondenceId: _, ...wait }) => wait),
    };
  }

  /** @param reference C-2026-004217 */
  async idOf(reference: string): Promise<string | null> {
    const sequence = Number(reference.split('-')[2]);
    const [row] = await this.db
      .select({ id: correspondences.id, receivedOn: correspondences.receivedOn, sequence: correspondences.sequence })
      .from(correspondences)
      .where(and(eq(correspondences.sequence, sequence), isNull(correspondences.erasedAt)));
    return row !== undefined && referenceOf(row.receivedOn, row.sequence) === reference ? row.id : null;
  }
}

function linkedItem(row: {
  readonly id: string;
  readonly receivedOn: string;
  readonly sequence: number;
  readonly by: AnswerLink['by'];
  readonly joinedAt: Date | null;
}): LinkedItem {
  const { id, receivedOn, sequence, by, joinedAt } = row;
  return { id, reference: referenceOf(receivedOn, sequence), by, joined: joinedAt !== null };
}
