import type { Clock } from '../../platform/clock';
import type { Sealing } from '../pdf/seal-field';
import { longestCms, makeCms, type SealSigner } from './cms-seal';

/** What seals the documents of an office; the room that it leaves does not depend on the seal itself. */
export function sealingBy(signer: SealSigner, clock: Clock): (officeName: string) => Sealing {
  const room = longestCms(signer);
  return (by) => ({ by, at: clock.now(), room, seal: (digest) => makeCms(digest, signer) });
}
