import type { Clock } from '../../platform/clock';
import type { Database } from '../database';
import type { JournalWriter } from '../journal/journal-writer';
import type { JournalDetail } from '../tables/journal.tables';
import type { VolumeWatch } from './volume-watch';

/** What people do at the desk besides deciding: openings, searches, reveals, exports, sign-ins. Ids and counts only. */
export class DeskJournal {
  constructor(
    private readonly db: Database,
    private readonly journal: JournalWriter,
    private readonly clock: Clock,
    private readonly watch: Pick<VolumeWatch, 'note'>,
  ) {}

  /** @param by id of the account or key @param correspondenceId null for what concerns no item */
  async tell(event: string, by: string | null, correspondenceId: string | null, detail: JournalDetail = {}) {
    const at = this.clock.now();
    const entry = { correspondenceId, at, event, revision: null, detail: { by, ...detail } };
    // Two commits that wait for the disk together.
    await Promise.all([
      this.journal.write(this.db, entry),
      ...(by === null ? [] : [this.watch.note(this.db, event, by)]),
    ]);
  }
}
