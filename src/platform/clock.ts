/** Reads the time; injected so that tests and replays fix it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** Made once: its making costs fifty times its use. */
const PARIS_DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short' });

/** The civil date in Paris, YYYY-MM-DD: what «received on» means in a letter. */
export function parisDate(instant: Date): string {
  return PARIS_DAY.format(instant);
}

/** Midnight in Paris at the beginning of a day YYYY-MM-DD. */
export function startOfParisDay(day: string): Date {
  const utc = new Date(`${day}T00:00:00Z`);
  // Paris is ahead of UTC by one hour or two: the instant that shows this day's 00:00 there.
  const ahead = [2, 1].find((hours) => parisDate(new Date(utc.getTime() - hours * 3_600_000)) === day) ?? 0;
  return new Date(utc.getTime() - ahead * 3_600_000);
}
