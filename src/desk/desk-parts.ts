import type { ApiKeyRepository } from '../persistence/api-key.repository';
import type { CorrespondenceRepository } from '../persistence/correspondence.repository';
import type { ShownCorrespondence } from '../persistence/correspondence-record';
import type { DocumentStore } from '../persistence/document-store/document-store';
import type { LedgerRepository } from '../persistence/ledger.repository';
import type { RerunCorrespondence } from '../pipeline/rerun-correspondence';
import { Problem } from '../platform/http/problem';
import type { DeskSessions } from './desk-sessions';
import type { SettleCorrespondence } from './settle-correspondence';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Wiring {
  readonly keys: ApiKeyRepository;
  readonly correspondences: CorrespondenceRepository;
  readonly ledger: LedgerRepository;
  readonly store: DocumentStore;
  readonly settle: SettleCorrespondence;
  readonly rerun: RerunCorrespondence;
  readonly sessions: DeskSessions;
  /** Name → title. */
  readonly letters: ReadonlyMap<string, string>;
}

/** What the desk's controllers read and call, wired by the web module. */
export class DeskParts {
  readonly keys: ApiKeyRepository;
  readonly correspondences: CorrespondenceRepository;
  readonly ledger: LedgerRepository;
  readonly store: DocumentStore;
  readonly settle: SettleCorrespondence;
  readonly rerun: RerunCorrespondence;
  readonly sessions: DeskSessions;
  readonly letters: ReadonlyMap<string, string>;

  constructor(wiring: Wiring) {
    this.keys = wiring.keys;
    this.correspondences = wiring.correspondences;
    this.ledger = wiring.ledger;
    this.store = wiring.store;
    this.settle = wiring.settle;
    this.rerun = wiring.rerun;
    this.sessions = wiring.sessions;
    this.letters = wiring.letters;
  }

  /** @throws Problem 404 */
  async load(id: string): Promise<ShownCorrespondence> {
    const record = UUID.test(id) ? await this.correspondences.show(id) : null;
    if (record === null) throw new Problem(404, 'Introuvable', 'Ce courrier n’existe pas.');
    return record;
  }
}
