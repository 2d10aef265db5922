import type { CorrespondenceState } from '../../domain/correspondence';
import { findReplyReferences } from '../../domain/reply-reference';
import { ok, type Result, refused } from '../../domain/result';
import type { CorrespondenceRepository } from '../../persistence/correspondence.repository';
import type { DocumentRecord, Settlement, ShownCorrespondence } from '../../persistence/correspondence-record';
import type { Aside, RegroupedRow } from '../../persistence/regroup-pages';
import type { WaitRepository } from '../../persistence/wait.repository';
import type { Enqueuer } from '../../pipeline/enqueuer';
import type { Clock } from '../../platform/clock';
import type { IdSource } from '../../platform/identifiers';
import { chosenPages } from './chosen-pages';
import type { CutFiles, LeavingPages } from './cut-files';
import type { PartMail } from './part-mail';

interface Parts {
  readonly correspondences: Pick<CorrespondenceRepository, 'show' | 'documentsOf' | 'commitStage'>;
  readonly waits: Pick<WaitRepository, 'idOf'>;
  readonly enqueuer: Pick<Enqueuer, 'kick'>;
  readonly cutFiles: CutFiles;
  readonly partMail: PartMail;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** Nothing is under way in them, and nothing was answered: pages of a letter that has its reply are not taken from it. */
const OPEN: ReadonlySet<CorrespondenceState> = new Set([
  'needs-agent',
  'waiting-sender',
  'set-aside',
  'failed',
] as const);
const MOVED = 'Ce courrier a changé depuis\u00a0: rouvrez-le.';
const BUSY = 'est en cours de traitement, répondu ou joint\u00a0: ses pages restent où elles sont.';

/** Splits a scanned letter that holds two, and makes one of two that are one letter; each can be undone, and nothing is deleted. */
export class RegroupItems {
  constructor(private readonly parts: Parts) {}

  /**
   * The pages, or the files of an e-mail, become an item of their own; both are read again. A file that holds pages of both is cut.
   * @param ticked as the form names them @returns its id, or why not, in French
   */
  async split(id: string, revision: number, ticked: readonly string[], by: string): Promise<Result<string, string>> {
    const found = await this.openItem(id, revision);
    if (!found.ok) return found;
    const item = found.value;
    const leaving = await this.leaving(item, ticked);
    if (!leaving.ok) return leaving;
    const { moved, ...cut } = leaving.value;
    const { clock, ids, correspondences, enqueuer } = this.parts;
    const part = ids.next(clock.now());
    const { channel, receivedAt, receivedOn, scan, envelope } = item;
    const made = [...moved, ...cut.pieces.filter(({ to }) => to === 'part').map((piece) => piece.id)];
    const splitFrom = { id, documentIds: made, ...(cut.asides.length === 0 ? {} : { asides: cut.asides }) };
    const kept = originOf(item);
    const done = await correspondences.commitStage(item, {
      ...{ state: 'reading', nextJob: 'read', event: 'split', detail: { part, pages: made.length }, reason: null },
      ...{ raiseRevision: true, withdrawReserved: true, settlement: { ...NOTHING_SETTLED, by, ...kept } },
      regroups: {
        documentIds: moved,
        with: {
          ...{ kind: 'new', cut },
          part: {
            ...{ id: part, channel, receivedAt, receivedOn, scan, envelope },
            settlement: { ...NOTHING_SETTLED, by, splitFrom },
          },
        },
      },
    });
    if (!done) return refused(MOVED);
    enqueuer.kick();
    return ok(part);
  }

  private async leaving(item: ShownCorrespondence, ticked: readonly string[]): Promise<Result<LeavingPages, string>> {
    const [mail] = item.scan === null ? await this.filesOf(item.id, 'raw') : [];
    if (mail !== undefined) return this.parts.partMail.part(item, mail, ticked.map(Number));
    if (item.scan === null) return refused('Rien dans ce courrier ne fait un courrier à part.');
    const pages = await this.filesOf(item.id, 'page');
    const chosen = chosenPages(ticked);
    const known = chosen !== null && [...chosen.keys()].every((one) => pages.some((page) => page.id === one));
    if (chosen === null || !known || chosen.size === 0) return refused(CHOOSE);
    const leaving = await this.parts.cutFiles.cut(pages, chosen);
    return leaving.ok && leaving.value.moved.length === pages.length ? refused(CHOOSE) : leaving;
  }

  /** All its pages go behind those of another scanned letter, to which it is joined. @param written the other’s reference */
  async merge(id: string, revision: number, written: string, by: string): Promise<Result<string, string>> {
    const found = await this.scanned(id, revision);
    if (!found.ok) return found;
    const { item, pages } = found.value;
    const [named] = findReplyReferences(written);
    const intoId = named === undefined ? null : await this.parts.waits.idOf(named.reference);
    const into = intoId === null ? null : await this.parts.correspondences.show(intoId);
    if (into === null || into.id === id)
      return refused('Donnez la référence d’un autre courrier, comme C-2026-004217.');
    if (into.scan === null) return refused(`Le courrier ${into.reference} n’est pas un courrier numérisé.`);
    if (!OPEN.has(into.state) || into.erased !== null) return refused(`Le courrier ${into.reference} ${BUSY}`);
    const documentIds = pages.map((page) => page.id);
    const merged = { id: into.id, documentIds, state: item.state, reason: item.reason };
    return this.join(item, into, {
      documentIds,
      restores: [],
      behind: true,
      by,
      kept: { ...NOTHING_SETTLED, by, merged },
    });
  }

  /** What was split is one again, and what was merged is two. */
  async undo(id: string, revision: number, by: string): Promise<Result<string, string>> {
    const item = await this.parts.correspondences.show(id);
    if (item === null || item.revision !== revision) return refused(MOVED);
    const { splitFrom, merged } = item.settlement ?? NOTHING_SETTLED;
    const origin = splitFrom ?? merged;
    const other = origin === undefined ? null : await this.parts.correspondences.show(origin.id);
    if (origin === undefined || other === null) return refused('Ce courrier n’a été ni scindé ni réuni.');
    if (!OPEN.has(other.state) || other.erased !== null) return refused(`Le courrier ${other.reference} ${BUSY}`);
    if (merged !== undefined && item.state === 'joined') return this.part(item, other, merged.documentIds, by);
    if (splitFrom === undefined || !OPEN.has(item.state)) return refused(`Ce courrier ${BUSY}`);
    // All that it has now: pages may have come to it since.
    const [own, theirs] = await Promise.all([this.pagesOf(id), this.pagesOf(other.id)]);
    const restores = splitFrom.asides ?? [];
    const pieces = restores.flatMap((aside) => aside.pieces);
    const there = new Set([...own, ...theirs].map((page) => page.id));
    if (!pieces.every((piece) => there.has(piece)))
      return refused('Ces pages ont été scindées ou réunies depuis\u00a0: défaites d’abord ce qui a été fait ensuite.');
    const documentIds = own.filter((page) => !pieces.includes(page.id)).map((page) => page.id);
    return this.join(item, other, { documentIds, restores, behind: false, by, kept: { ...NOTHING_SETTLED, by } });
  }

  private async join(
    item: ShownCorrespondence,
    into: ShownCorrespondence,
    how: {
      readonly documentIds: readonly string[];
      readonly restores: readonly Aside[];
      readonly behind: boolean;
      readonly by: string;
      readonly kept: Settlement;
    },
  ): Promise<Result<string, string>> {
    const { documentIds, restores, behind, by, kept } = how;
    const done = await this.parts.correspondences.commitStage(item, {
      ...{ state: 'joined', event: 'merged', detail: { into: into.id, pages: documentIds.length } },
      reason: `Réuni à ${into.reference} par un agent\u00a0: ses pages y sont.`,
      ...{ raiseRevision: true, withdrawReserved: true, settlement: kept },
      regroups: {
        documentIds,
        with: { kind: 'other', row: rowOf(into, by, 'pages-joined'), way: 'to', behind, restores },
      },
    });
    if (!done) return refused(MOVED);
    this.parts.enqueuer.kick();
    return ok(into.id);
  }

  private async part(
    item: ShownCorrespondence,
    other: ShownCorrespondence,
    documentIds: readonly string[],
    by: string,
  ): Promise<Result<string, string>> {
    const done = await this.parts.correspondences.commitStage(item, {
      ...{ state: 'reading', nextJob: 'read', event: 'merge-undone', reason: null, raiseRevision: true },
      ...{ detail: { from: other.id, pages: documentIds.length }, settlement: { ...NOTHING_SETTLED, by } },
      regroups: {
        documentIds,
        with: { kind: 'other', row: rowOf(other, by, 'pages-left'), way: 'from', behind: false, restores: [] },
      },
    });
    if (!done) return refused(MOVED);
    this.parts.enqueuer.kick();
    return ok(item.id);
  }

  private async openItem(id: string, revision: number): Promise<Result<ShownCorrespondence, string>> {
    const item = await this.parts.correspondences.show(id);
    if (item === null || item.revision !== revision) return refused(MOVED);
    return OPEN.has(item.state) && item.erased === null ? ok(item) : refused(`Ce courrier ${BUSY}`);
  }

  private async scanned(
    id: string,
    revision: number,
  ): Promise<Result<{ readonly item: ShownCorrespondence; readonly pages: readonly DocumentRecord[] }, string>> {
    const found = await this.openItem(id, revision);
    if (!found.ok) return found;
    if (found.value.scan === null) return refused('Seul un courrier numérisé se réunit, par ses pages.');
    return ok({ item: found.value, pages: await this.pagesOf(id) });
  }

  private async filesOf(id: string, role: DocumentRecord['role']): Promise<readonly DocumentRecord[]> {
    return (await this.parts.correspondences.documentsOf(id)).filter((one) => one.role === role);
  }

  /** What of it is read. */
  private async pagesOf(id: string): Promise<readonly DocumentRecord[]> {
    const documents = await this.parts.correspondences.documentsOf(id);
    return documents.filter(({ role }) => role === 'page' || role === 'raw');
  }
}

const CHOOSE = 'Cochez les pages qui font un autre courrier\u00a0: au moins une, pas toutes.';
const NOTHING_SETTLED: Settlement = { person: null, kind: null, letter: null, setAside: null, by: '' };

/** What was settled of its pages holds no more; whence it came itself does. */
function rowOf(item: ShownCorrespondence, by: string, event: string): RegroupedRow {
  const { id, revision, state } = item;
  return { id, revision, state, event, settlement: { ...NOTHING_SETTLED, by, ...originOf(item) } };
}

function originOf({ settlement }: ShownCorrespondence): Pick<Settlement, 'splitFrom' | 'merged'> {
  const { splitFrom, merged } = settlement ?? {};
  return { ...(splitFrom === undefined ? {} : { splitFrom }), ...(merged === undefined ? {} : { merged }) };
}
