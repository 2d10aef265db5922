/** Somebody who takes items on, and how many they have. */
export interface Colleague {
  readonly id: string;
  readonly load: number;
}

/**
 * Gives each item to whoever has the fewest then, so that all end as level as can be; of several the first in the order given.
 * @returns by item, the colleague's id; empty where there is nobody
 */
export function shareEvenly(items: readonly string[], colleagues: readonly Colleague[]): ReadonlyMap<string, string> {
  const loads = colleagues.map(({ id, load }) => ({ id, load }));
  const given = new Map<string, string>();
  for (const item of items) {
    const least = loads.reduce<(typeof loads)[number] | null>(
      (best, one) => (best === null || one.load < best.load ? one : best),
      null,
    );
    if (least === null) return given;
    least.load += 1;
    given.set(item, least.id);
  }
  return given;
}
