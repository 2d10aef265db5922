import { eq } from 'drizzle-orm';
import type { Session } from './database';
import type { Receipt, ReceiptRepository } from './receipt.repository';
import { correspondences } from './tables/correspondence.tables';

/** References that are named; a stack of more letters says how many they are. */
const MOST_NAMED = 20;

/** Takes in the letters that a stack was cut into, and names them on the stack's row; in the transaction that sets it aside. */
export async function receiveLetters(
  session: Session,
  stackId: string,
  letters: readonly Receipt[],
  receipts: Pick<ReceiptRepository, 'receiveWithin'>,
): Promise<void> {
  const references: string[] = [];
  for (const letter of letters) references.push((await receipts.receiveWithin(session, letter)).reference);
  const named = references.slice(0, MOST_NAMED).join(', ');
  const more = references.length > MOST_NAMED ? '…' : '';
  const count = references.length === 1 ? 'un courrier' : `${references.length} courriers`;
  const reason = `Pile coupée à ses feuilles de séparation\u00a0: ${count}, ${named}${more}.`;
  await session.update(correspondences).set({ reason }).where(eq(correspondences.id, stackId));
}
