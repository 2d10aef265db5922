import type { Destination } from '../domain/correspondence';
import { chooseDestination } from './choose-destination';
import type { DecisionInput } from './request-facts';

/**
 * Where an acknowledgement may go by itself when no agent has answered in time: it tells nothing of anybody's file.
 * @returns null where no machine may write: danger, automatic mail, a third party's letter, no address
 */
export function chooseAcknowledgement(input: DecisionInput): Destination | null {
  const { item, identification, classification } = input;
  if (item.automatic !== null || classification.danger.length > 0) return null;
  if (item.channel === 'email' && !item.mayAutoReply) return null;
  // A letter is answered where the file says: who wrote about somebody else, or as somebody else, does not live there.
  if (item.channel === 'post' && (identification.thirdParty || identification.verdict === 'conflict')) return null;
  if (item.channel === 'post' && identification.person !== null && identification.person !== 'allocataire') return null;
  const found = chooseDestination(input, false);
  return found.ok ? found.value.destination : null;
}
