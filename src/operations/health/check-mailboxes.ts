import { type MailboxState, mailboxMoved } from '../../platform/happenings';
import { type HealthPart, isDegraded, isOk } from './health-part';

/** The mailboxes that this process reads, by what it last saw of each: no probe connects to a server. */
export function mailboxesPart(count: number): HealthPart & { stop(): void } {
  const states = new Map<number, MailboxState>();
  const stop = mailboxMoved.listen(({ mailbox, state }) => states.set(mailbox, state));
  return {
    name: 'mailboxes',
    stop,
    async check() {
      const faults = Array.from({ length: count }, (_, index) => faultOf(index + 1, states.get(index + 1))).filter(
        (fault) => fault !== null,
      );
      if (faults.length > 0) return isDegraded(faults.join('\u00a0; '));
      return isOk(count === 1 ? 'la boîte est lue' : `les ${count}\u00a0boîtes sont lues`);
    },
  };
}

function faultOf(mailbox: number, state: MailboxState | undefined): string | null {
  if (state === undefined || state.kind === 'connecting') return `boîte ${mailbox}\u00a0: connexion en cours`;
  if (state.kind === 'away') return `boîte ${mailbox}\u00a0: ${state.line}`;
  if (state.left === 0) return null;
  const messages =
    state.left === 1 ? '1\u00a0message laissé et marqué' : `${state.left}\u00a0messages laissés et marqués`;
  return `boîte ${mailbox}\u00a0: ${messages}, à prendre par un autre moyen`;
}
