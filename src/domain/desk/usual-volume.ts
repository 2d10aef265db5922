/** What an account may do more of than anybody's work explains. */
export const WATCHED_ACTS = ['reveal', 'opening', 'search', 'export'] as const;
export type WatchedAct = (typeof WATCHED_ACTS)[number];

/**
 * How many in an hour are still somebody's work. An agent settles two hundred items a day: thirty in an ordinary hour, sixty in
 * the busiest. Past it nobody is stopped (the mail must go on): it is told to those who answer for the others.
 */
export const USUAL_IN_AN_HOUR: Readonly<Record<WatchedAct, number>> = {
  /** A number in full is needed for the odd item alone: most are compared as they stand. */
  reveal: 40,
  /** Each item opened, and two or three of its documents, in the busiest hour. */
  opening: 240,
  /** A call every minute. */
  search: 90,
  /** A case leaves the house for a lawyer or the person: a few a day. */
  export: 10,
};

const ACT_OF: Readonly<Record<string, WatchedAct>> = {
  'nir-revealed': 'reveal',
  'item-opened': 'opening',
  'document-opened': 'opening',
  searched: 'search',
  'person-looked-up': 'search',
  'board-exported': 'export',
  'case-exported': 'export',
};

/** @param event of the journal @returns null for what is not watched */
export const watchedActOf = (event: string): WatchedAct | null => ACT_OF[event] ?? null;
