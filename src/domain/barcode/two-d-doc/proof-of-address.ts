import type { CalendarDay } from '../../calendar/calendar-days';
import { PROOF_OF_ADDRESS, type TwoDDoc, type TwoDDocField } from './two-d-doc';

/** Who signs: the certification authority and the issuer's certificate within it, 4 characters each. */
export interface TwoDDocIssuer {
  readonly authority: string;
  readonly certificate: string;
}

/** Fields of the norm's lines 1 to 5; line 6 is postcode and town. */
const FIELD_OF_LINE = ['10', '20', '21', '22', '23'];

/**
 * What a 2D-Doc of type 00 says of a French address.
 * @param lines the seven lines of NF Z10-011 in order, empty where unused
 * @returns null for an address abroad or without a postcode: the type has no place for it
 */
export function proofOfAddress(lines: readonly string[], issuer: TwoDDocIssuer, issuedOn: CalendarDay): TwoDDoc | null {
  const [, postcode, town] = /^(\d{5}) (.+)$/.exec(signsOf(lines[5] ?? '')) ?? [];
  const country = signsOf(lines[6] ?? '');
  if (postcode === undefined || town === undefined || (country !== '' && country !== 'FRANCE')) return null;
  const field = (id: string, value: string): TwoDDocField => ({ id, value, truncated: false });
  return {
    header: {
      version: 4,
      ...issuer,
      issuedOn,
      signedOn: issuedOn,
      documentType: PROOF_OF_ADDRESS,
      perimeter: '01',
      country: 'FR',
    },
    fields: [
      field('26', 'FR'),
      field('24', postcode),
      ...FIELD_OF_LINE.map((id, index) => field(id, signsOf(lines[index] ?? ''))),
      field('25', town),
    ],
  };
}

/** A line in the signs that a 2D-Doc has: capitals without accents, digits, spaces. */
function signsOf(line: string): string {
  return line
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/Œ/g, 'OE')
    .replace(/Æ/g, 'AE')
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim();
}
