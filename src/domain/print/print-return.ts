import type { CalendarDay } from '../calendar/calendar-days';

/** What the print centre and the post tell of a letter, in the order in which it happens. */
export const RETURN_STATUSES = ['printed', 'posted', 'undelivered'] as const;
export type ReturnStatus = (typeof RETURN_STATUSES)[number];

/** Why a letter came back: La Poste's own four reasons. */
export const UNDELIVERED_REASONS = ['npai', 'acces', 'refuse', 'non-reclame'] as const;
export type UndeliveredReason = (typeof UNDELIVERED_REASONS)[number];

export interface PrintReturn {
  /** Of the letter, as its manifest gave it. */
  readonly id: string;
  readonly status: ReturnStatus;
  readonly on: CalendarDay;
  /** Of an undelivered letter; null for the others. */
  readonly reason: UndeliveredReason | null;
}

export const UNDELIVERED_IN_WORDS: Readonly<Record<UndeliveredReason, string>> = {
  npai: 'destinataire inconnu à l’adresse (NPAI)',
  acces: 'défaut d’accès ou d’adressage',
  refuse: 'pli refusé par le destinataire',
  'non-reclame': 'pli avisé et non réclamé',
};

/** Does it say that the address is wrong? A letter that was refused or not fetched did reach its address. */
export const isAddressAtFault = (reason: UndeliveredReason): boolean => reason === 'npai' || reason === 'acces';
