import type { CorrespondenceState, IncomingChannel } from '../../domain/correspondence';

/** Which rows a rule reaches: those that came to rest before a day, in these states, by these channels. */
export interface RetentionScope {
  readonly channels: readonly IncomingChannel[];
  /** Final ones only. */
  readonly states: readonly CorrespondenceState[];
  /** Last changed before this instant. */
  readonly before: Date;
}

/** What a rule would delete now, or did. */
export type RetentionCounts = Readonly<Record<string, number>>;
