/** What an act made ready for all does to an item, each as it would be done by hand; null or empty for what it leaves alone. */
export interface MacroActs {
  /** The request that the item is taken for. */
  readonly kind: string | null;
  /** The letter that answers it. */
  readonly letter: string | null;
  /** What stands in the letter's free fields until somebody changes it, by field. */
  readonly free: Readonly<Record<string, string>>;
  /** Does a colleague approve it first? */
  readonly approval: boolean;
  /** To whom the item is handed, as a form names it. */
  readonly handTo: string | null;
  /** What is noted for colleagues. */
  readonly note: string | null;
}

/** A frequent act under one name and one key. */
export interface Macro extends MacroActs {
  readonly id: string;
  readonly name: string;
  /** A digit from 1 to 9; null for none. */
  readonly key: string | null;
}

export const MACRO_KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** Does it decide of the item, rather than only note or hand over? */
export const decides = ({ kind, letter }: MacroActs): boolean => kind !== null || letter !== null;
