/** The office that writes: what letters print of it, from configuration. */
export interface Office {
  readonly name: string;
  /** Postal address, one line each. */
  readonly address: readonly string[];
  readonly phone: string;
  readonly email: string;
  readonly website: string;
  /** Department code on three digits, e.g. 751. */
  readonly code: string;
  /** Path of an image for the logo's place; null leaves the place empty. */
  readonly logo: string | null;
}
