import { mailServerAnswered } from '../../platform/happenings';
import { type HealthPart, isAbsent, isDegraded, isOk } from './health-part';
import type { HeldReplies } from './held-replies.query';

/**
 * The outgoing mail server, by what became of real messages: no probe connects to it. This process's own last message where
 * it sends any, and the replies that wait in the ledger, whichever process is to send them.
 */
export function mailServerPart(configured: boolean, held: () => Promise<HeldReplies>): HealthPart & { stop(): void } {
  let away = false;
  const stop = mailServerAnswered.listen(({ answer }) => {
    away = answer === 'away' || answer === 'deferred';
  });
  return {
    name: 'mail',
    stop,
    async check() {
      if (!configured) return isAbsent('SMTP_URL absent\u00a0: les réponses électroniques sont retenues');
      const { count, oldestMinutes } = await held();
      if (count > 0)
        return isDegraded(
          `${count}\u00a0réponse${count > 1 ? 's attendent' : ' attend'} le serveur de messagerie, depuis ${oldestMinutes}\u00a0min`,
        );
      if (away) return isDegraded('le serveur de messagerie n’a pas pris le dernier message\u00a0; il sera renvoyé');
      return isOk('aucune réponse n’attend le serveur de messagerie');
    },
  };
}
