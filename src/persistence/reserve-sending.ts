import { and, eq } from 'drizzle-orm';
import type { IdSource } from '../platform/identifiers';
import type { FieldEncryption } from '../platform/keys/field-encryption';
import type { NewDispatch } from './correspondence-record';
import type { Session } from './database';
import { sealContext } from './seal';
import { insertFrom, type Statement, statement } from './statement';
import { ledger } from './tables/ledger.tables';
import { answerLinks } from './tables/waiting.tables';

interface Means {
  readonly encryption: FieldEncryption;
  readonly ids: IdSource;
  readonly now: Date;
}

/**
 * Reserves a sending that nothing was reserved for before: part of the statement that moves the row, which gives no row where
 * something was. @param moved name of the part that gives the row
 */
export function firstReservation(
  correspondenceId: string,
  dispatch: NewDispatch,
  means: Means,
  moved: string,
): Statement {
  const id = means.ids.next(means.now);
  return statement`${insertFrom(ledger, [newRow(id, correspondenceId, dispatch, means)], moved)}
    on conflict (correspondence_id, purpose, request) do nothing returning id`;
}

/**
 * Reserves a sending, or takes up again one that was withdrawn or refused.
 * @returns false where it is reserved already or has left: a replayed job changes nothing
 */
export async function reserveSending(
  tx: Session,
  correspondenceId: string,
  dispatch: NewDispatch,
  means: Means,
): Promise<boolean> {
  const { purpose, request } = dispatch;
  const key = and(
    eq(ledger.correspondenceId, correspondenceId),
    eq(ledger.purpose, purpose),
    eq(ledger.request, request),
  );
  const [before] = await tx.select({ id: ledger.id, state: ledger.state }).from(ledger).where(key).for('update');
  if (before !== undefined && before.state !== 'withdrawn' && before.state !== 'refused') return false;
  if (before === undefined)
    await tx.insert(ledger).values(newRow(means.ids.next(means.now), correspondenceId, dispatch, means));
  else
    await tx
      .update(ledger)
      .set(reservation(before.id, dispatch, means))
      .where(eq(ledger.id, before.id));
  if (dispatch.answerLink !== undefined)
    await tx.insert(answerLinks).values({ ...dispatch.answerLink, correspondenceId, createdAt: means.now });
  return true;
}

function newRow(id: string, correspondenceId: string, dispatch: NewDispatch, means: Means) {
  const { purpose, request } = dispatch;
  return { ...reservation(id, dispatch, means), id, correspondenceId, purpose, request, messageId: id };
}

function reservation(id: string, { channel, content, templateVersion }: NewDispatch, { encryption, now }: Means) {
  return {
    channel,
    state: 'reserved' as const,
    content: encryption.seal(content, sealContext.ledger(id)),
    templateVersion,
    reservedAt: now,
    settledAt: null,
    startedAt: null,
  };
}
