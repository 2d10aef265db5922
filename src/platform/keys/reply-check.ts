import { timingSafeEqual } from 'node:crypto';
import { checkOfHash, writeReplyReference } from '../../domain/reply-reference';
import type { LookupHash } from './field-encryption';

/** Makes and verifies the keyed check of reply references. */
export class ReplyCheck {
  constructor(private readonly hash: LookupHash) {}

  /** The case's reference with its check, as replies carry it. */
  signed(reference: string): string {
    return writeReplyReference(reference, this.checkOf(reference));
  }

  isRight(reference: string, check: string): boolean {
    const [expected, given] = [Buffer.from(this.checkOf(reference)), Buffer.from(check)];
    return expected.length === given.length && timingSafeEqual(expected, given);
  }

  private checkOf(reference: string): string {
    return checkOfHash(this.hash.of('reply-reference', reference));
  }
}
