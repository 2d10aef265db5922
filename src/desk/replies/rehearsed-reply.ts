import type { Result } from '../../domain/result';
import type { CorrespondenceRecord, DispatchContent } from '../../persistence/correspondence-record';

/** A reply as it would leave now, of which nothing is kept. */
export interface RehearsedReply {
  readonly destination: DispatchContent['destination'];
  readonly subject: string;
  /** The e-mail's own words; of a letter by post its PDF says all. */
  readonly text: string;
  readonly html: string;
  readonly files: readonly { readonly fileName: string; readonly bytes: Uint8Array; readonly pages: number }[];
  /** The whole message as the server would get it, without its DKIM signature; null by post. */
  readonly message: Buffer | null;
  /** Why an agent still has something to do once it has left; null for nothing. */
  readonly rest: string | null;
}

/**
 * Leads a row through the decision and the composition as the stages would, and stops before anything is written.
 * @param record as it would stand once settled
 * @returns why nothing would leave: empty or doubtful fields by name, no address, a person not confirmed
 */
export type RehearseReply = (record: CorrespondenceRecord) => Promise<Result<RehearsedReply, string>>;
