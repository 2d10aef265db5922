/** Every limit of the one-time page, with its reason. */
export const ANSWER_LIMITS = {
  /** Of a form's body: six short fields take a few hundred bytes. */
  bodyBytes: 4_096,
  /** Of a name: the longest in the civil records are half as long. */
  nameLength: 80,
  /** A person who mistypes a number tries a few times; nobody tries it twenty times within an hour. */
  perToken: { most: 20, windowMs: 3_600_000 },
  /** A family, a town hall or a social centre answers from one address; a guesser needs far more. */
  perAddress: { most: 60, windowMs: 900_000 },
  /** A breaker: an office writes a few thousand such letters a day in all. */
  together: { most: 5_000, windowMs: 900_000 },
} as const;
