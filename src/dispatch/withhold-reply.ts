import type { CorrespondenceRecord, LedgerRecord } from '../persistence/correspondence-record';
import type { DocumentStore } from '../persistence/document-store/document-store';
import type { LedgerRepository } from '../persistence/ledger.repository';
import type { StageHandler, StageOutcome, WayOut } from '../pipeline/stage';
import type { Clock } from '../platform/clock';
import { composeEmail, type Sender } from './compose-email';
import { sizeOf } from './outgoing-message';
import type { PrintFolder } from './print-folder';
import { filesOfReply, replyToSend } from './reply-to-send';
import type { SmtpClient } from './smtp-client';

interface Parts {
  readonly ledger: LedgerRepository;
  readonly store: DocumentStore;
  readonly clock: Clock;
  readonly sender: Sender;
  readonly smtp: Pick<SmtpClient, 'verify'> | null;
  readonly print: Pick<PrintFolder, 'verify'> | null;
}

const SAYS_WHY = {
  email: '\u00a0; le serveur de messagerie ne répond pas ou refuse la connexion',
  post: '\u00a0; le dossier d’impression ne s’écrit pas',
} as const;

/**
 * The end of a self-check's way: the reply is made whole, the way out is tried as far as it goes without sending, and the
 * reply is withheld. Nothing of it ever leaves.
 */
export class WithholdReply implements StageHandler {
  readonly job = 'dispatch';

  constructor(private readonly parts: Parts) {}

  async run(record: CorrespondenceRecord): Promise<StageOutcome> {
    const entry = await replyToSend(record, this.parts.ledger);
    await this.assemble(entry);
    const way = await this.tryWayOut(entry.channel);
    return {
      kind: 'withheld',
      channel: entry.channel,
      way,
      reason: `Essai de bon fonctionnement\u00a0: réponse composée et retenue, rien n’est parti${way === 'fails' ? SAYS_WHY[entry.channel] : ''}.`,
    };
  }

  private async tryWayOut(channel: 'email' | 'post'): Promise<WayOut> {
    const way = channel === 'email' ? this.parts.smtp : this.parts.print;
    if (way === null) return 'none';
    return way.verify().then(
      () => 'works',
      () => 'fails',
    );
  }

  /** @throws where a file of the reply does not open */
  private async assemble(entry: LedgerRecord): Promise<void> {
    const { store, sender, clock } = this.parts;
    const files = filesOfReply(entry, store);
    if (entry.channel === 'email') await composeEmail(entry, files, sender, clock.now());
    else for (const file of files) await sizeOf(file.open());
  }
}
