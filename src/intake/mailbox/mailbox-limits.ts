/** How a mailbox is read, each with its reason. */
export const MAILBOX_LIMITS = {
  /** A server that cannot be reached, or refuses, is tried again after so long, twice as long each time… */
  firstRestMilliseconds: 1_000,
  /** …and this at most: mail waits safely where it is, a person waits for an answer. */
  longestRestMilliseconds: 5 * 60 * 1000,
  /** A refused password tried quickly locks accounts. */
  refusedRestMilliseconds: 60 * 1000,
  /** A server that tells of new mail by itself (IDLE) is asked all the same: a line that died is noticed so. */
  idlePollMilliseconds: 2 * 60 * 1000,
  /** One that does not is asked so often. */
  pollMilliseconds: 30 * 1000,
  /** No byte for so long: the connection is dead, though nobody closed it. */
  silenceMilliseconds: 60 * 1000,
  connectMilliseconds: 20 * 1000,
  /** Messages fetched and made durable at once, and what they may weigh in memory. */
  takenTogether: 5,
  bytesTogether: 16 * 1024 * 1024,
  /** Messages marked or moved by one command, and the cursor written once for them. */
  markedTogether: 20,
  /** A message on which the connection breaks each time stops the others no longer than that. */
  triesOfOneMessage: 5,
  /** For the command that prints an OAuth2 token: one round trip to a provider. */
  tokenMilliseconds: 20 * 1000,
} as const;
export type MailboxLimits = { readonly [name in keyof typeof MAILBOX_LIMITS]: number };
