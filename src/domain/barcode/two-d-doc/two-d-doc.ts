import type { CalendarDay } from '../../calendar/calendar-days';

/**
 * A 2D-Doc (ANTS, «Spécifications techniques des codes à barres 2D-Doc», v3.2.6): a header of fixed length, then fields, then
 * the signature of both. Versions 03 (24 characters of header) and 04 (26, with the issuer's country) are read; 04 is written.
 */
export interface TwoDDoc {
  readonly header: TwoDDocHeader;
  readonly fields: readonly TwoDDocField[];
}

export interface TwoDDocHeader {
  readonly version: 3 | 4;
  /** Certification authority, 4 characters; `FR00` is the test authority. */
  readonly authority: string;
  /** Certificate of the issuer within it, 4 characters. */
  readonly certificate: string;
  readonly issuedOn: CalendarDay | null;
  readonly signedOn: CalendarDay | null;
  /** 2 characters; `00` is a proof of address. */
  readonly documentType: string;
  /** 2 characters; `01` is the authority's own. */
  readonly perimeter: string;
  /** ISO 3166 alpha-2; null in version 03, which does not say. */
  readonly country: string | null;
}

export interface TwoDDocField {
  /** 2 characters. */
  readonly id: string;
  readonly value: string;
  /** The value was cut at the field's greatest length. */
  readonly truncated: boolean;
}

/** Ends a variable field below its greatest length. */
export const GS = '\u001d';
/** Ends a field whose value was cut. */
export const RS = '\u001e';
/** Stands between what is signed and its signature. */
export const US = '\u001f';

/** The only type that we write: proof of address. */
export const PROOF_OF_ADDRESS = '00';
