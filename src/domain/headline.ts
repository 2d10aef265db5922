import type { ReadItem } from './correspondence';

/** Of what was read, what a list of items shows: a scan with the places of its words is a thousand times as long. */
export interface Headline {
  /** A name, else an address; null where neither is known. */
  readonly from: string | null;
  readonly subject: string | null;
}

/** Nobody reads more of it in a line of a list. */
const MOST_SIGNS = 300;

export function headlineOf({ from, subject, scan }: ReadItem): Headline {
  return {
    from: (from?.name || from?.address || null)?.slice(0, MOST_SIGNS) ?? null,
    subject: (subject || scan?.documentType || null)?.slice(0, MOST_SIGNS) ?? null,
  };
}
