import type { Directory } from '../domain/directory/allocataire-file';
import type { OtherOffice } from '../domain/other-office';
import type { FreeField } from '../domain/outgoing-letter';
import type { ApiKeyRepository } from '../persistence/api-key.repository';
import type { CorrespondenceRepository } from '../persistence/correspondence.repository';
import type { DeadlineBook } from '../persistence/deadlines/deadline-book';
import type { BasketQuery } from '../persistence/desk/basket.query';
import type { BoardQuery } from '../persistence/desk/board.query';
import type { DeskJournal } from '../persistence/desk/desk-journal';
import type { ListedItemsQuery } from '../persistence/desk/listed-items.query';
import type { LockRepository } from '../persistence/desk/lock.repository';
import type { MacroRepository } from '../persistence/desk/macro.repository';
import type { NoteRepository } from '../persistence/desk/note.repository';
import type { SearchIndex } from '../persistence/desk/search-index';
import type { VolumeWatch } from '../persistence/desk/volume-watch';
import type { DocumentStore } from '../persistence/document-store/document-store';
import type { DoubleFinder } from '../persistence/doubles/double-finder';
import type { LedgerRepository } from '../persistence/ledger.repository';
import type { WaitRepository } from '../persistence/wait.repository';
import type { RerunCorrespondence } from '../pipeline/rerun-correspondence';
import type { Clock } from '../platform/clock';
import type { FailingAddressesOfItem } from './addresses/failing-addresses-of-item';
import type { AttachToPerson } from './attach/attach-to-person';
import type { AttachItem } from './attach-item';
import type { IssuedDocuments } from './issued-documents';
import type { WriteNote } from './notes/write-note';
import type { PendingDecisions } from './pending/pending-decisions';
import type { RegroupItems } from './regroup/regroup-items';
import type { RehearseReply } from './replies/rehearsed-reply';
import type { SettleCorrespondence } from './settle-correspondence';
import type { HandOver } from './team/hand-over';

/** A part of a page, in hundredths of its sides. */
export interface PageZone {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What of a stored file is to be shown: a page as a picture, what can be read in a zone of it, its own layout, an attachment as it came, some of its pages or files. */
export interface ViewAsked {
  readonly kind: 'page' | 'zone' | 'html' | 'file' | 'pages' | 'parted';
  readonly bytes: Buffer;
  readonly type: string;
  readonly page: number;
  readonly sha256: string | null;
  readonly zone?: PageZone;
  /** Of `pages`, from 1; none to ask how many there are. */
  readonly pages?: readonly number[];
  /** Of `parted`: SHA-256 of the files, and whether the message keeps them alone, or all but them. */
  readonly digests?: readonly string[];
  readonly keep?: 'only' | 'without';
}

/** What the desk's controllers read and call, wired by the web module; a class, so that Nest finds it by its type. */
export abstract class DeskParts {
  abstract readonly keys: ApiKeyRepository;
  abstract readonly correspondences: CorrespondenceRepository;
  abstract readonly ledger: LedgerRepository;
  abstract readonly deadlines: Pick<DeadlineBook, 'of'>;
  abstract readonly doubles: Pick<DoubleFinder, 'linkedWith'>;
  abstract readonly waits: Pick<WaitRepository, 'threadOf'>;
  abstract readonly store: DocumentStore;
  abstract readonly issued: IssuedDocuments;
  abstract readonly failing: FailingAddressesOfItem;
  abstract readonly handOver: HandOver;
  abstract readonly attach: AttachItem;
  abstract readonly regroup: RegroupItems;
  abstract readonly attachToPerson: AttachToPerson;
  abstract readonly settle: SettleCorrespondence;
  abstract readonly decisions: PendingDecisions;
  abstract readonly undoSeconds: number;
  abstract readonly rerun: RerunCorrespondence;
  abstract readonly journal: DeskJournal;
  abstract readonly baskets: BasketQuery;
  abstract readonly listed: Pick<ListedItemsQuery, 'of'>;
  abstract readonly search: SearchIndex;
  abstract readonly board: BoardQuery;
  abstract readonly volumes: Pick<VolumeWatch, 'alarms'>;
  abstract readonly locks: LockRepository;
  abstract readonly notes: NoteRepository;
  abstract readonly macros: Pick<MacroRepository, 'list'>;
  abstract readonly writeNote: WriteNote;
  abstract readonly directory: Directory;
  /** Draws and lays out stored files, in a process of its own. */
  abstract view(
    request: ViewAsked,
  ): Promise<{ readonly content: Buffer | null; readonly type: string; readonly count?: number }>;
  abstract readonly clock: Clock;
  /** A look at a reply before it leaves. */
  abstract readonly rehearse: RehearseReply;
  /** Name → title. */
  abstract readonly letters: ReadonlyMap<string, string>;
  /** What of a letter an agent writes, by its name. */
  abstract readonly freeFields: ReadonlyMap<string, readonly FreeField[]>;
  /** Other offices to which mail may be forwarded, by code. */
  abstract readonly offices: ReadonlyMap<string, OtherOffice>;
}
