import { mayDo } from '../domain/desk/desk-roles';
import type { ShownCorrespondence } from '../persistence/correspondence-record';
import type { DeskLock } from '../persistence/desk/lock.repository';
import type { DeskUser } from '../persistence/desk/session.repository';
import { parisDate } from '../platform/clock';
import { basketNamed } from './baskets';
import { type Candidate, findCandidates } from './candidates/find-candidates';
import { countBaskets } from './count-baskets';
import type { DeskParts } from './desk-parts';
import { loadCorrespondence } from './load-correspondence';
import { renderItem } from './pages/item-page';
import type { Undo } from './pending/undone-by';

/** How an item's page is opened. */
export interface ItemShown {
  /** What to tell on top of it; null for nothing. */
  readonly notice?: string | null;
  /** Name of the basket that is being worked through. */
  readonly basket?: string;
  /** What was decided just before, and can be taken back. */
  readonly undo?: Undo | null;
  /** Numéro allocataire that was just read in a zone: it stands in the field. */
  readonly numero?: string;
  /** Whose NIR is shown in full. */
  readonly revealed?: Pick<Candidate, 'numeroAllocataire' | 'personIndex'>;
  /** A note as it was typed, that was not kept. */
  readonly draft?: string;
}

/** States in which one agent at a time works on an item. */
const WORKED_ON = new Set(['needs-agent', 'failed', 'waiting-sender']);

/** Nothing is to be done in them: they are nobody's. */
const DONE = new Set(['answered', 'closed', 'set-aside', 'joined']);

/** An item's page with all that stands beside its row. @throws Problem 404 */
export async function showItem(parts: DeskParts, id: string, holder: DeskUser, shown: ItemShown): Promise<string> {
  const { offices, correspondences, ledger, letters, deadlines, doubles, waits, issued, clock, directory } = parts;
  const record = await loadCorrespondence(parts, id);
  const [baskets, documents, sendings, dates, linked, candidates, lock, pending, thread, signed, failing, colleagues] =
    await Promise.all([
      countBaskets(parts, holder.id),
      correspondences.documentsOf(id),
      ledger.list(id),
      deadlines.of([id]),
      doubles.linkedWith(id),
      record.triage === null ? [] : findCandidates(record.triage.identification, record.channel, directory),
      lockFor(parts, record, holder),
      parts.decisions.of(id),
      waits.threadOf(id),
      record.erased === null ? issued.of(id) : [],
      record.erased === null ? parts.failing.of(record) : [],
      amongColleagues(parts, record, holder),
    ]);
  return renderItem({
    baskets,
    holder,
    record,
    documents,
    sendings,
    deadlines: dates.get(id) ?? null,
    doubles: linked,
    thread,
    issued: signed,
    letters,
    offices,
    candidates,
    revealed: shown.revealed ?? null,
    lock,
    pending,
    undo: shown.undo ?? null,
    failing,
    ...colleagues,
    draft: shown.draft ?? '',
    basket: basketNamed(shown.basket)?.name ?? '',
    now: clock.now(),
    today: parisDate(clock.now()),
    numero: shown.numero ?? null,
    notice: shown.notice ?? null,
  });
}

/** What colleagues said of it and made ready, whose it is, and whom it can be handed to. */
async function amongColleagues(parts: DeskParts, { id, state, erased }: ShownCorrespondence, { role }: DeskUser) {
  const settles = erased === null && mayDo(role, 'settle');
  const [notes, assigned, macros, targets, people] = await Promise.all([
    parts.notes.of(id),
    parts.handOver.of([id]),
    settles ? parts.macros.list() : [],
    settles && !DONE.has(state) ? parts.handOver.targets() : null,
    settles ? parts.writeNote.people() : null,
  ]);
  return { notes, assigned: assigned.get(id) ?? null, macros, targets, people };
}

/** Taken by who opens the item to work on it; who only looks takes it from nobody. */
function lockFor(parts: DeskParts, record: ShownCorrespondence, holder: DeskUser): Promise<DeskLock | null> {
  const works = WORKED_ON.has(record.state) && record.erased === null && mayDo(holder.role, 'settle');
  return works ? parts.locks.take(record.id, holder) : parts.locks.of(record.id);
}
