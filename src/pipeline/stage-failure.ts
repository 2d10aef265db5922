/** The item is as it should be; what a stage works with is away or full. Tried again for as long as it takes, at no cost to the item. */
export class TransientFailure extends Error {
  override readonly name = 'TransientFailure';
}

/**
 * A failure that no retry mends: stored as *failed* at once, openable and re-runnable. Its message is plain French for an agent,
 * without personal data.
 */
export class FinalFailure extends Error {
  override readonly name = 'FinalFailure';
}
