import type { Clamd } from '../../platform/clamd';
import { type HealthPart, isDown, isOk } from './health-part';

/** Without its scanner nothing that comes in is read: it waits. */
export function scannerPart(scanner: Pick<Clamd, 'ping'>): HealthPart {
  return {
    name: 'scanner',
    async check() {
      const answers = await scanner.ping().then(
        () => true,
        () => false,
      );
      return answers
        ? isOk('l’antivirus répond')
        : isDown('l’antivirus ne répond pas\u00a0: le courrier entre et attend');
    },
  };
}
