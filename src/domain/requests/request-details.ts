/** What goes with a request, as it was written and as it was understood. Personal data: sealed wherever it is kept. */
export interface RequestDetails {
  readonly periods: readonly ReadPeriod[];
  readonly amounts: readonly ReadAmount[];
  readonly address: ReadAddress | null;
  readonly bankAccounts: readonly BankAccount[];
  readonly events: readonly ReadEvent[];
  readonly children: readonly ReadChild[];
  /** How the answer is wished. */
  readonly channel: 'email' | 'post' | null;
  /** Codes of the benefits that a document is asked for by name. */
  readonly benefits: readonly string[];
}

/** Months from one to the other, both included, YYYY-MM; null where they are in doubt. */
export interface ReadPeriod {
  readonly from: string | null;
  readonly to: string | null;
  /** It runs to the day of the message: its last month may not be paid yet. */
  readonly open: boolean;
  readonly doubt: 'ambiguous' | 'future' | null;
  readonly words: string;
}

export interface ReadAmount {
  readonly cents: number;
  /** «loyer», «salaire»… where the words beside it say so. */
  readonly about: string | null;
  readonly words: string;
}

export interface ReadAddress {
  /** The seven lines of NF Z10-011 in order, empty where unused; the first, the name, is not read. */
  readonly lines: readonly string[];
  /** YYYY-MM-DD, from when it holds; null where nothing says it. */
  readonly from: string | null;
}

export interface BankAccount {
  /** In full, without spaces. Never shown: `masked` is. */
  readonly iban: string;
  readonly bic: string | null;
  /** «FR14 •••• 606»: country, check digits and the last three. */
  readonly masked: string;
  /** `wrong-key`: the check digits (ISO 13616, or the RIB’s own key) do not agree. */
  readonly verdict: 'valid' | 'wrong-key';
}

export interface ReadEvent {
  readonly what: EventKind;
  /** YYYY-MM-DD, or YYYY-MM where only the month is said. */
  readonly on: string;
  readonly words: string;
}

export type EventKind =
  | 'naissance'
  | 'grossesse'
  | 'séparation'
  | 'union'
  | 'déménagement'
  | 'décès'
  | 'embauche'
  | 'fin de travail'
  | 'retraite';

export interface ReadChild {
  readonly firstName: string;
  /** YYYY-MM-DD */
  readonly birthDate: string | null;
}

/** How periods, dates and names are found: a text in composed form, beside itself folded sign for sign. */
export interface FoldedText {
  readonly shown: string;
  readonly folded: string;
}
