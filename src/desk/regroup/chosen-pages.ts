/** Pages that are to leave, by the file: all of it, or some, from 1. */
export type ChosenPages = ReadonlyMap<string, 'all' | readonly number[]>;

const PAGE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?::([1-9]\d{0,3}))?$/;

/** @param ticked `<id of the file>` or `<id>:<page>` @returns null where one of them is neither */
export function chosenPages(ticked: readonly string[]): ChosenPages | null {
  const chosen = new Map<string, 'all' | number[]>();
  for (const one of ticked) {
    const [, id, page] = PAGE.exec(one) ?? [];
    if (id === undefined) return null;
    const before = chosen.get(id);
    if (page === undefined || before === 'all') chosen.set(id, 'all');
    else chosen.set(id, [...(before ?? []), Number(page)]);
  }
  return chosen;
}
