import fc from 'fast-check';

const padded = (size: number) => (value: number) => String(value).padStart(size, '0');
const department = fc.oneof(
  fc
    .integer({ min: 1, max: 95 })
    .filter((value) => value !== 20)
    .map(padded(2)),
  fc.constantFrom('2A', '2B', '97', '98', '99'),
);
const month = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 20, max: 99 })).map(padded(2));

/** Any plausible NIR of 13 characters, first digit 1 or 2; all invented. */
export const anyNir = fc
  .tuple(
    fc.constantFrom('1', '2'),
    fc.nat(99).map(padded(2)),
    month,
    department,
    fc.integer({ min: 1, max: 990 }).map(padded(3)),
    fc.integer({ min: 1, max: 999 }).map(padded(3)),
  )
  .map((parts) => parts.join(''));
