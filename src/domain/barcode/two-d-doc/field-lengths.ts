/** How long a field's value may be: the same twice is a fixed length, without an end sign. */
export interface FieldLength {
  readonly least: number;
  /** Infinity where the specification gives none. */
  readonly most: number;
}

const upTo = (most: number): FieldLength => ({ least: 0, most });
const exactly = (length: number): FieldLength => ({ least: length, most: length });
const UNBOUNDED = upTo(Number.POSITIVE_INFINITY);

/** Identifiers of what accompanies any document (0x) and of the postal address of a proof of address (1x, 2x). ANTS v3.2.6, perimeter 01. */
export const FIELD_LENGTHS: Readonly<Record<string, FieldLength>> = {
  '01': UNBOUNDED,
  '02': UNBOUNDED,
  '03': UNBOUNDED,
  '04': UNBOUNDED,
  '05': UNBOUNDED,
  '06': exactly(4),
  '07': exactly(6),
  '08': exactly(4),
  '09': exactly(4),
  '0A': exactly(9),
  '0B': exactly(9),
  '0C': UNBOUNDED,
  '0D': exactly(36),
  // Line 1 of the address, or title, first name and name apart.
  '10': upTo(38),
  '11': upTo(38),
  '12': upTo(38),
  '13': upTo(38),
  // Lines 2 to 5, postcode, town, country.
  '20': upTo(38),
  '21': upTo(38),
  '22': upTo(38),
  '23': upTo(38),
  '24': exactly(5),
  '25': upTo(32),
  '26': exactly(2),
};

export function isFixed({ least, most }: FieldLength): boolean {
  return least === most;
}
