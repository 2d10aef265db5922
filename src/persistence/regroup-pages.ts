import { and, asc, eq, inArray, isNull, max, ne, sql } from 'drizzle-orm';
import type { CorrespondenceState, IncomingChannel, ScanItem, TransportEnvelope } from '../domain/correspondence';
import { parisDate } from '../platform/clock';
import type { IdSource } from '../platform/identifiers';
import type { FieldEncryption } from '../platform/keys/field-encryption';
import type { AnswerGate } from './answers/answer-gate';
import type { DocumentRecord, Settlement } from './correspondence-record';
import type { Session } from './database';
import type { DeadlineBook } from './deadlines/deadline-book';
import { followWait } from './follow-wait';
import { CaseMovedOn } from './join-answer';
import type { JournalWriter } from './journal/journal-writer';
import { sealContext } from './seal';
import { correspondences, documents, outbox } from './tables/correspondence.tables';
import { ledger } from './tables/ledger.tables';

/** The item that pages leave for, or come from, as it was found: it is read again with the pages that it has then. */
export interface RegroupedRow {
  readonly id: string;
  readonly revision: number;
  readonly state: CorrespondenceState;
  readonly settlement: Settlement;
  readonly event: string;
}

/** A file cut out of one that came: of the item itself, or of the part that leaves it. */
export interface Piece {
  readonly to: 'item' | 'part';
  readonly id: string;
  readonly document: Omit<DocumentRecord, 'id'>;
}

/** A file that was cut: it is kept as it came and read no more, its pieces are. */
export interface Aside {
  readonly id: string;
  readonly pieces: readonly string[];
}

export interface CutPages {
  readonly pieces: readonly Piece[];
  readonly asides: readonly Aside[];
}

/** A new item made of some pages of another one. */
export interface NewPart {
  readonly id: string;
  readonly channel: IncomingChannel;
  readonly receivedAt: Date;
  readonly receivedOn: string;
  /** Null for what came by e-mail. */
  readonly scan: ScanItem | null;
  readonly envelope: TransportEnvelope | null;
  readonly settlement: Settlement;
}

/** Pages that move between the item that is committed and another. None is lost: a page has one item at any time. */
export interface PageRegroup {
  readonly documentIds: readonly string[];
  readonly with:
    | { readonly kind: 'new'; readonly part: NewPart; readonly cut: CutPages }
    /** `to` the other item (behind its own pages where `behind`), or `from` it. */
    | {
        readonly kind: 'other';
        readonly row: RegroupedRow;
        readonly way: 'to' | 'from';
        readonly behind: boolean;
        /** Files that are whole again. */
        readonly restores: readonly Aside[];
      };
}

interface Means {
  readonly encryption: FieldEncryption;
  readonly ids: IdSource;
  readonly journal: JournalWriter;
  readonly deadlines: Pick<DeadlineBook, 'follow'>;
  readonly answerGate: Pick<AnswerGate, 'giveBack'>;
  readonly now: Date;
}

/** In the transaction that moves the item’s own row. @throws CaseMovedOn where the pages or the other item are no longer as they were found */
export async function regroupPages(session: Session, id: string, regroup: PageRegroup, means: Means): Promise<void> {
  const { documentIds, with: other } = regroup;
  if (other.kind === 'new') {
    const { part, cut } = other;
    const leaving = cut.pieces.filter(({ to }) => to === 'part').length;
    await insertPart(session, id, part, documentIds.length + leaving, means);
    await movePages(session, documentIds, id, part.id, false);
    await setAside(session, id, part.id, cut, means);
    return;
  }
  await readAgain(session, id, other.row, documentIds.length, means);
  for (const aside of other.restores) await restore(session, aside, [id, other.row.id]);
  const [from, to] = other.way === 'to' ? [id, other.row.id] : [other.row.id, id];
  await movePages(session, documentIds, from, to, other.behind);
}

async function setAside(
  session: Session,
  id: string,
  partId: string,
  { pieces, asides }: CutPages,
  { encryption, now }: Means,
): Promise<void> {
  for (const aside of asides) {
    const { correspondenceId, role } = documents;
    const found = and(eq(documents.id, aside.id), eq(correspondenceId, id), ne(role, 'aside'));
    const set = await session.update(documents).set({ role: 'aside' }).where(found).returning({ id: documents.id });
    if (set.length !== 1) throw new CaseMovedOn();
  }
  if (pieces.length === 0) return;
  await session.insert(documents).values(
    pieces.map(({ to, id: pieceId, document }) => ({
      ...{ ...document, id: pieceId, correspondenceId: to === 'item' ? id : partId, createdAt: now },
      name: encryption.seal(document.name, sealContext.documentName(pieceId)),
    })),
  );
}

/** A file that was cut is read again, and its pieces are not: nothing is deleted. @throws CaseMovedOn where a piece went elsewhere */
async function restore(session: Session, { id, pieces }: Aside, items: readonly string[]): Promise<void> {
  const theirs = and(
    inArray(documents.id, [...pieces]),
    inArray(documents.correspondenceId, [...items]),
    ne(documents.role, 'aside'),
  );
  const found = await session.select({ role: documents.role }).from(documents).where(theirs).for('update');
  const [first] = found;
  if (first === undefined || found.length !== pieces.length) throw new CaseMovedOn();
  await session.update(documents).set({ role: 'aside' }).where(theirs);
  await session.update(documents).set({ role: first.role }).where(eq(documents.id, id));
}

async function movePages(
  session: Session,
  documentIds: readonly string[],
  from: string,
  to: string,
  behind: boolean,
): Promise<void> {
  if (documentIds.length === 0) return;
  const [last] = behind
    ? await session
        .select({ position: max(documents.position) })
        .from(documents)
        .where(and(eq(documents.correspondenceId, to), eq(documents.role, 'page')))
    : [];
  const offset = last?.position == null ? 0 : last.position + 1;
  const moved = await session
    .update(documents)
    .set({ correspondenceId: to, position: sql`${documents.position} + ${offset}` })
    .where(
      and(
        eq(documents.correspondenceId, from),
        eq(documents.role, 'page'),
        inArray(documents.id, [...documentIds]),
        sql`${documents.storeKey} is not null`,
      ),
    )
    .returning({ id: documents.id });
  if (moved.length !== documentIds.length) throw new CaseMovedOn();
}

/** It counts as no receipt: what came in was one. */
async function insertPart(
  session: Session,
  of: string,
  { id, channel, receivedAt, receivedOn, scan, envelope, settlement }: NewPart,
  pages: number,
  { encryption, journal, now }: Means,
): Promise<void> {
  await session.insert(correspondences).values({
    ...{ id, channel, source: 'split', state: 'reading', receivedAt, receivedOn, updatedAt: now },
    scan: scan && encryption.seal(scan, sealContext.correspondence('scan', id)),
    envelope: envelope && encryption.seal(envelope, sealContext.correspondence('envelope', id)),
    settlement: encryption.seal(settlement, sealContext.correspondence('settlement', id)),
  });
  await session.insert(outbox).values({ correspondenceId: id, job: 'read', revision: 1 });
  const detail = { of, pages };
  await journal.write(session, { correspondenceId: id, at: now, event: 'split-off', revision: 1, detail });
}

async function readAgain(
  session: Session,
  by: string,
  { id, revision: before, state, settlement, event }: RegroupedRow,
  pages: number,
  { encryption, ids, journal, deadlines, answerGate, now }: Means,
): Promise<void> {
  const revision = before + 1;
  const { channel, source, receivedOn } = correspondences;
  const [row] = await session
    .update(correspondences)
    .set({
      ...{ state: 'reading', revision, updatedAt: now, starts: 0, heldSince: null, reason: null },
      settlement: encryption.seal(settlement, sealContext.correspondence('settlement', id)),
    })
    .where(
      and(
        ...[eq(correspondences.id, id), eq(correspondences.revision, before), eq(correspondences.state, state)],
        isNull(correspondences.erasedAt),
      ),
    )
    .returning({ id: correspondences.id, channel, source, receivedOn });
  if (row === undefined) throw new CaseMovedOn();
  await deadlines.follow(session, row, { from: state, to: 'reading' }, parisDate(now));
  await session
    .update(ledger)
    .set({ state: 'withdrawn', settledAt: now })
    .where(and(eq(ledger.correspondenceId, id), eq(ledger.state, 'reserved')));
  await answerGate.giveBack(session, id);
  await session.insert(outbox).values({ correspondenceId: id, job: 'read', revision });
  const move = { correspondenceId: id, from: state, to: 'reading', revision, event, keepsWait: false } as const;
  await followWait(session, move, ids.next(now), now);
  const detail = { with: by, pages };
  await journal.write(session, { correspondenceId: id, at: now, event, revision, detail });
}

/** Of two that trade pages, always in one order: two agents who merge one into the other at once wait, and do not block each other. */
export async function lockInOrder(session: Session, id: string, { with: other }: PageRegroup): Promise<void> {
  if (other.kind === 'new') return;
  await session
    .select({ id: correspondences.id })
    .from(correspondences)
    .where(inArray(correspondences.id, [id, other.row.id]))
    .orderBy(asc(correspondences.id))
    .for('update');
}
