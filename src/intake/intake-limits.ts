/** What intake takes at most, each with its reason. */
export const INTAKE_LIMITS = {
  /** Announced by SMTP SIZE: phones send photos, providers stop at 25 to 50 MB before base64. */
  messageBytes: 50 * 1024 * 1024,
  /** A scan batch by HTTP: some hundred pages of 300 dpi. */
  batchBytes: 500 * 1024 * 1024,
  /** One file of a batch. */
  batchFileBytes: 100 * 1024 * 1024,
  batchFiles: 5_000,
  /** batch.json and its like: five thousand items of some hundred bytes. */
  metadataBytes: 16 * 1024 * 1024,
  /** What a zip unpacks to: some thousand pages; past it, a bomb. */
  unpackedBytes: 8 * 1024 * 1024 * 1024,
  /** One message's DATA, however slowly it trickles: RFC 5321 §4.5.3.2 gives a block three minutes, a whole message is some blocks. */
  dataMilliseconds: 10 * 60 * 1000,
  /** For the database to commit a receipt: a sender waits ten minutes for the answer (RFC 5321 §4.5.3.2.6), a person less. */
  commitMilliseconds: 20 * 1000,
  /** And for each item of a batch. */
  commitMillisecondsEach: 50,
  /** Connections at once by SMTP; the next are told 421. */
  smtpConnections: 100,
  /** Of them from one address, so that one that hangs takes not all: large senders open twenty. */
  peerConnections: 50,
  /** By one address, and unknown recipients tried out: a Caf’s whole day is some thousands. */
  peerMessagesPerMinute: 6_000,
  /** Of one message: the least that RFC 5321 §4.5.3.1.8 lets a server take. */
  recipients: 100,
} as const;
export type IntakeLimits = { readonly [name in keyof typeof INTAKE_LIMITS]: number };
