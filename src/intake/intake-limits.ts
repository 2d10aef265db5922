/** What intake takes at most, each with its reason. */
export const INTAKE_LIMITS = {
  /** Announced by SMTP SIZE: phones send photos, providers stop at 25 to 50 MB before base64. */
  messageBytes: 50 * 1024 * 1024,
  /** A scan batch by HTTP: some hundred pages of 300 dpi. */
  batchBytes: 500 * 1024 * 1024,
  /** One file of a batch. */
  batchFileBytes: 100 * 1024 * 1024,
  batchFiles: 5_000,
} as const;
