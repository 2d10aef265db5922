import type { Condition } from '../../../src/decision/table/condition';
import { DECISION_TABLE } from '../../../src/decision/table/decision-table';
import { DESTINATION_TABLE } from '../../../src/decision/table/destination-rows';

/** The tables as data. Real: the tables. Fake: nothing. What they decide is walked in every-decision.spec.ts. */
interface Row {
  readonly id: string;
  readonly says: string;
  readonly when: object;
}

const admitted = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** Whether a row holds wherever the other one does: standing before it, it would hide it. */
function covers({ when: wide }: Row, { when: narrow }: Row): boolean {
  return Object.entries(wide).every(([name, values]) => {
    const other = (narrow as Record<string, unknown>)[name];
    return other !== undefined && admitted(other).every((value) => admitted(values).includes(value));
  });
}

describe.each([
  ['decisions', DECISION_TABLE as readonly Row[]],
  ['destinations', DESTINATION_TABLE as readonly Row[]],
])('the table of %s', (_, table) => {
  it('has rows with names of their own, each said in French', () => {
    expect(new Set(table.map(({ id }) => id)).size).toBe(table.length);
    for (const { id, says } of table) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(says).toMatch(/^[A-ZÀÉL].*\.$/);
      expect(says).not.toMatch(/ [:;!?»]|'/);
    }
  });

  it('ends with a row that always holds, and with no other like it', () => {
    expect(table.filter(({ when }) => Object.keys(when).length === 0)).toEqual([table.at(-1)]);
  });

  it('has no row that an earlier one hides', () => {
    const hidden = table.flatMap((later, index) =>
      table.slice(0, index).flatMap((earlier) => (covers(earlier, later) ? [`${earlier.id} hides ${later.id}`] : [])),
    );
    expect(hidden).toEqual([]);
  });

  it('admits at least one value wherever it asks for one', () => {
    for (const { when } of table)
      for (const values of Object.values(when as Condition<object>)) expect(admitted(values)).not.toEqual([]);
  });
});
