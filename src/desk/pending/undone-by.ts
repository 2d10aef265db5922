import type { DeskParts } from '../desk-parts';

/** A decision that was just taken, for the page after it to show how it is taken back. */
export interface Undo {
  readonly id: string;
  readonly seconds: number;
}

/** @param id of an item, as the address has it @returns null where nothing of it can be taken back any more */
export async function undoneBy(
  { decisions, clock }: Pick<DeskParts, 'decisions' | 'clock'>,
  id: string,
): Promise<Undo | null> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return null;
  const pending = await decisions.of(id);
  if (pending === null || pending.dueAt === null) return null;
  const seconds = Math.ceil((pending.dueAt.getTime() - clock.now().getTime()) / 1_000);
  return seconds > 0 ? { id, seconds } : null;
}
