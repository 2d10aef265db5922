import { and, eq, ne, sql } from 'drizzle-orm';
import type { CorrespondenceState, IncomingChannel } from '../domain/correspondence';
import type { Database } from '../persistence/database';
import { correspondences } from '../persistence/tables/correspondence.tables';
import { type LetterAccount, lettersOf } from './letters-of-day.query';

/** The classes of an account of receipts; each receipt is in exactly one. */
export const CLASS_OF_STATE = {
  received: 'under-way',
  reading: 'under-way',
  triage: 'under-way',
  composing: 'under-way',
  dispatching: 'under-way',
  answered: 'answered',
  'waiting-sender': 'waiting-sender',
  'needs-agent': 'with-agent',
  'set-aside': 'set-aside',
  closed: 'closed',
  joined: 'joined',
  failed: 'failed',
} as const satisfies Record<CorrespondenceState, string>;
export type ReceiptClass = (typeof CLASS_OF_STATE)[CorrespondenceState];
export const RECEIPT_CLASSES = [...new Set(Object.values(CLASS_OF_STATE))];

export interface Reconciliation {
  /** YYYY-MM-DD, the day of receipt. */
  readonly day: string;
  readonly received: number;
  /** Items that the house made to try itself: nobody's mail, in no class. */
  readonly selfChecks: number;
  /** Items made of pages of a receipt: no receipts themselves, each in exactly one class all the same. */
  readonly parts: { readonly count: number; readonly classes: Readonly<Record<ReceiptClass, number>> };
  readonly channels: readonly {
    readonly channel: IncomingChannel;
    readonly received: number;
    readonly classes: Readonly<Record<ReceiptClass, number>>;
  }[];
  /** Letters that left for the print centre on that day. */
  readonly letters: LetterAccount;
}

/** What became of a day's receipts, by channel: one query, so that the sum is of one moment. */
export class ReconciliationQuery {
  constructor(private readonly db: Database) {}

  async of(day: string): Promise<Reconciliation> {
    const rows = await this.db
      .select({
        channel: correspondences.channel,
        state: correspondences.state,
        own: sql<boolean>`${correspondences.source} = 'self-check'`,
        part: sql<boolean>`${correspondences.source} = 'split'`,
        count: sql<number>`count(*)::int`,
      })
      .from(correspondences)
      // What an agent wrote first was not received.
      .where(and(eq(correspondences.receivedOn, day), ne(correspondences.source, 'desk')))
      .groupBy(({ channel, state, own, part }) => [channel, state, own, part]);
    const mail = rows.filter(({ own, part }) => !own && !part);
    const selfChecks = rows.filter(({ own }) => own).reduce((sum, { count }) => sum + count, 0);
    const channels = (['email', 'post'] as const).map((channel) => {
      const classes = classesOf(mail.filter((row) => row.channel === channel));
      return { channel, received: sumOf(classes), classes };
    });
    const received = channels.reduce((sum, channel) => sum + channel.received, 0);
    const classes = classesOf(rows.filter(({ part }) => part));
    const parts = { count: sumOf(classes), classes };
    return { day, received, selfChecks, parts, channels, letters: await lettersOf(this.db, day) };
  }
}

type Classes = Record<ReceiptClass, number>;

function classesOf(rows: readonly { readonly state: CorrespondenceState; readonly count: number }[]): Classes {
  const classes = Object.fromEntries(RECEIPT_CLASSES.map((name) => [name, 0])) as Classes;
  for (const { state, count } of rows) classes[CLASS_OF_STATE[state]] += count;
  return classes;
}

const sumOf = (classes: Classes): number => Object.values(classes).reduce((sum, count) => sum + count, 0);
