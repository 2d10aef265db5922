import { setTimeout as wait } from 'node:timers/promises';
import type { CorrespondenceRecord, LedgerRecord } from '../persistence/correspondence-record';
import type { DocumentStore } from '../persistence/document-store/document-store';
import type { FailingAddressRepository } from '../persistence/failing-address.repository';
import type { LedgerRepository } from '../persistence/ledger.repository';
import type { PrintLetterRepository } from '../persistence/print-letter.repository';
import type { StageHandler, StageOutcome } from '../pipeline/stage';
import { type Clock, parisDate } from '../platform/clock';
import { isSurroundingsFault } from '../platform/surroundings-fault';
import { composeEmail, type Sender } from './compose-email';
import { composeForward } from './compose-forward';
import type { PrintFolder } from './print-folder';
import { filesOfReply, sendingsOf } from './reply-to-send';
import { type SmtpClient, SmtpRefusal } from './smtp-client';

/** How long a reply waits for a server that is away: RFC 5321 §4.5.4.1 gives up after 4 to 5 days; a person hears earlier. */
const PATIENCE_MS = 2 * 24 * 60 * 60 * 1000;

/** The server has a minute to answer, and the database a quarter of one to hear of it. */
export const TRANSMITTING_MS = 75_000;
const REMEMBERING_TRIES = 15;

/** Another task took the sending, or an agent withdrew it, while this one was connecting. */
class Overtaken extends Error {}

interface Parts {
  readonly ledger: LedgerRepository;
  readonly store: DocumentStore;
  readonly failing: Pick<FailingAddressRepository, 'mark'>;
  readonly clock: Clock;
  readonly sender: Sender;
  /** Null where none is configured: replies are held. */
  readonly smtp: SmtpClient | null;
  readonly print: PrintFolder | null;
  readonly printLetters: Pick<PrintLetterRepository, 'leave'>;
  /** Letters wait for the day's batch, in place of being left one by one. */
  readonly printsInBatches: boolean;
  /** Whether a key that signed attestations was revoked since. */
  readonly isKeyRevoked: (keyId: string) => Promise<boolean>;
  /** How long a sending that another task began may still end well. */
  readonly transmittingMs: number;
}

/** Sends what the ledger holds for a correspondence, each row at most once. */
export class DispatchStage implements StageHandler {
  readonly job = 'dispatch';

  constructor(private readonly parts: Parts) {}

  async run(record: CorrespondenceRecord): Promise<StageOutcome> {
    for (const entry of await sendingsOf(record, this.parts.ledger)) {
      const stopped = await this.sendOne(entry, record);
      if (stopped !== null) return stopped;
    }
    return finished(record);
  }

  /** @returns null once it has left */
  private async sendOne(entry: LedgerRecord, record: CorrespondenceRecord): Promise<StageOutcome | null> {
    switch (entry.state) {
      case 'reserved':
        if (await this.isWorthNothing(entry)) return this.withdraw(entry);
        return entry.channel === 'email' ? this.sendEmail(entry) : this.print(entry, record.reference);
      case 'sent':
        return null;
      case 'transmitting':
        // Another task may still be at it, one that the queue takes for lost.
        if (this.parts.clock.now().getTime() - (entry.startedAt?.getTime() ?? 0) < this.parts.transmittingMs)
          return { kind: 'hold', reason: 'L’envoi est en cours\u00a0: son issue est attendue.' };
        // A crash after the end was given: it may have arrived. A person judges, no machine sends it twice.
        return (await this.parts.ledger.move(entry.id, ['transmitting'], 'perhaps-sent'))
          ? perhapsSent()
          : { kind: 'dropped' };
      case 'perhaps-sent':
        return perhapsSent();
      case 'refused':
      case 'withdrawn':
        return { kind: 'needs-agent', reason: 'La réponse décidée n’est pas partie\u00a0: dites ce qui doit partir.' };
    }
  }

  private async isWorthNothing({ content: { signedBy } }: LedgerRecord): Promise<boolean> {
    return signedBy !== undefined && this.parts.isKeyRevoked(signedBy);
  }

  private async withdraw({ id }: LedgerRecord): Promise<StageOutcome> {
    if (!(await this.parts.ledger.move(id, ['reserved'], 'withdrawn'))) return { kind: 'dropped' };
    const reason =
      'La clé qui avait signé le document a été révoquée avant l’envoi\u00a0: rien n’est parti. Envoyez de nouveau la lettre.';
    return { kind: 'needs-agent', reason };
  }

  private async sendEmail(entry: LedgerRecord): Promise<StageOutcome | null> {
    const { smtp, ledger, sender, clock } = this.parts;
    const { destination } = entry.content;
    if (smtp === null) return { kind: 'hold', reason: 'SMTP_URL absent\u00a0: réponse retenue' };
    if (destination.kind !== 'email') throw new Error('destination et canal ne s’accordent pas');
    const files = filesOfReply(entry, this.parts.store);
    const compose = entry.content.sealedFor === undefined ? composeEmail : composeForward;
    const message = await compose(entry, files, sender, clock.now());
    let transmitting = false;
    try {
      const beforeEnd = async (): Promise<void> => {
        if (!(await ledger.move(entry.id, ['reserved'], 'transmitting'))) throw new Overtaken();
        transmitting = true;
      };
      // What is forwarded and does not arrive has to come back to us.
      const from = entry.content.sealedFor === undefined ? '' : sender.address;
      await smtp.send(message, destination.address, beforeEnd, from);
    } catch (error) {
      return this.afterFailure(entry, error, transmitting);
    }
    await this.rememberSent(entry);
    return null;
  }

  /** What is known now is known here alone: a database that is away for a moment is waited for. */
  private async rememberSent({ id }: LedgerRecord): Promise<void> {
    for (let left = REMEMBERING_TRIES; ; left--)
      try {
        // Another task may have taken it for lost meanwhile; here it is known to have been taken.
        await this.parts.ledger.move(id, ['transmitting', 'perhaps-sent'], 'sent');
        return;
      } catch (error) {
        if (left === 0 || !isSurroundingsFault(error)) throw error;
        await wait(1_000);
      }
  }

  private async afterFailure(entry: LedgerRecord, error: unknown, transmitting: boolean): Promise<StageOutcome> {
    if (error instanceof Overtaken) return { kind: 'dropped' };
    const { ledger } = this.parts;
    // Only what this task itself began is taken back: another may be transmitting the same row.
    const own = transmitting ? 'transmitting' : 'reserved';
    if (error instanceof SmtpRefusal && error.final) {
      await ledger.move(entry.id, [own], 'refused');
      if (error.nobodyThere) await this.markFailing(entry);
      const reason = `Le serveur de messagerie a refusé la réponse (${error.responseCode})\u00a0: elle est à envoyer autrement.`;
      return { kind: 'needs-agent', reason };
    }
    if (transmitting && !(error instanceof SmtpRefusal)) {
      await ledger.move(entry.id, ['transmitting'], 'perhaps-sent');
      return perhapsSent();
    }
    await ledger.move(entry.id, [own], 'reserved');
    return this.waitForServer(entry);
  }

  /** As after a delivery report: nothing more is sent there by e-mail. What goes to another office concerns nobody’s address. */
  private async markFailing({ correspondenceId, content: { destination, sealedFor } }: LedgerRecord): Promise<void> {
    const { failing, clock } = this.parts;
    if (destination.kind === 'email' && sealedFor === undefined)
      await failing.mark(destination.address, correspondenceId, clock.now());
  }

  /** The server is away or says «later»: the reply waits where it is, and the sweeper asks again every minute. */
  private waitForServer(entry: LedgerRecord): StageOutcome {
    if (this.parts.clock.now().getTime() - entry.reservedAt.getTime() < PATIENCE_MS)
      return {
        kind: 'hold',
        reason: 'Le serveur de messagerie ne prend pas la réponse pour le moment\u00a0: elle attend.',
      };
    return {
      kind: 'needs-agent',
      reason: 'Le serveur de messagerie ne prend pas la réponse depuis deux jours\u00a0: elle est à envoyer autrement.',
    };
  }

  private async print(entry: LedgerRecord, reference: string): Promise<StageOutcome | null> {
    const { print, ledger, printLetters, printsInBatches } = this.parts;
    if (print === null) return { kind: 'hold', reason: 'PRINT_FOLDER absent\u00a0: lettre retenue' };
    if (printsInBatches) return (await printLetters.leave(entry, 'waiting')) ? null : { kind: 'dropped' };
    const startedAt = await ledger.startPrinting(entry.id);
    if (startedAt === null) return { kind: 'dropped' };
    // The day of the first try, so that a letter left again after a crash at midnight is the same file.
    await print.leave(entry, reference, parisDate(startedAt), filesOfReply(entry, this.parts.store));
    await printLetters.leave(entry, 'handed');
    return null;
  }
}

const PERHAPS_SENT =
  'La réponse est peut-être partie\u00a0: la liaison s’est rompue au moment de l’envoi. À vérifier avant tout nouvel envoi.';

function perhapsSent(): StageOutcome {
  return { kind: 'needs-agent', reason: PERHAPS_SENT };
}

/** Where the item stands once everything has left. */
function finished({ triage }: CorrespondenceRecord): StageOutcome {
  if (triage === null) throw new Error('aucune décision dans la ligne');
  const { decision } = triage;
  const mends = PERHAPS_SENT;
  if (decision.chase?.closes === true)
    return { kind: 'finish', state: 'closed', reason: 'Fermé\u00a0: l’expéditeur n’a pas répondu.', mends };
  if (decision.state === 'needs-agent') return { kind: 'finish', state: 'needs-agent', reason: decision.reason, mends };
  const { awaited } = decision;
  if (awaited !== undefined) {
    const waitsFor = { reason: 'pieces-manquantes', answerBy: awaited.answerBy } as const;
    return { kind: 'finish', state: 'waiting-sender', reason: null, waitsFor, mends };
  }
  if (decision.action === 'ask-identifier') return { kind: 'finish', state: 'waiting-sender', reason: null, mends };
  return { kind: 'finish', state: 'answered', reason: null, mends };
}
