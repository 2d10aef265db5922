import type { OpenBreaker } from '../../persistence/answers/answer-gate';
import type { Clock } from '../../platform/clock';
import { type HealthPart, isDegraded, isOk } from './health-part';

/** Automatic answers: one of our mailboxes that gives more than it should gives none for a while, and somebody has to know. */
export function answersPart(open: () => Promise<readonly OpenBreaker[]>, clock: Clock): HealthPart {
  return {
    name: 'answers',
    async check() {
      const breakers = await open();
      if (breakers.length === 0) return isOk('aucune réponse automatique n’est retenue');
      const last = Math.max(...breakers.map(({ opensUntil }) => opensUntil.getTime()));
      const minutes = Math.ceil((last - clock.now().getTime()) / 60_000);
      const whose = breakers.length === 1 ? 'd’une boîte' : `de ${breakers.length}\u00a0boîtes`;
      return isDegraded(
        `trop de réponses automatiques en une heure\u00a0: celles ${whose} sont retenues, encore ${minutes}\u00a0min au plus`,
      );
    },
  };
}
