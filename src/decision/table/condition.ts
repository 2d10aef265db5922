/** What a row asks of the facts: for each one that it names, the values that it admits. What it does not name may be anything. */
export type Condition<Facts> = { readonly [Name in keyof Facts]?: Facts[Name] | readonly Facts[Name][] };

export function holds<Facts extends object>(condition: Condition<Facts>, facts: Facts): boolean {
  for (const name in condition) {
    const admitted = condition[name as keyof Facts];
    const value = facts[name as keyof Facts];
    if (Array.isArray(admitted) ? !admitted.includes(value) : admitted !== value) return false;
  }
  return true;
}
