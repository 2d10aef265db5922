import { randomBytes } from 'node:crypto';
import type { Clock } from '../../platform/clock';
import type { Database } from '../database';
import { contentDigestOf, originOf, payloadHashOf } from './journal-digests';
import type { JournalKeys } from './journal-keys';
import {
  isSealSigned,
  type ListedEntry,
  NO_PREVIOUS,
  packEntries,
  REFUSED,
  rootOf,
  sealHash,
  signSeal,
} from './journal-seal';
import { readUnsealed, type UnsealedEntry, writeSeal } from './journal-seal.query';

export interface SealedBatch {
  readonly sealed: number;
  /** Ids of entries that the program did not write; told once, when they are put aside. */
  readonly refused: readonly number[];
  /** The journal's head after it, hex; null where nothing was sealed, here or by another process at the same moment. */
  readonly head: { readonly number: number; readonly hash: string } | null;
  readonly more: boolean;
}

export const SEAL_BATCH = 1_000;
const SALT_BYTES = 16;

/**
 * Seals entries in batches, in two round trips whatever the journal's size and with no lock: two processes that seal at the
 * same moment make the same number, and the second writes nothing. What is still in flight is sealed by a later batch.
 */
export class JournalSealer {
  constructor(
    private readonly db: Database,
    private readonly keys: JournalKeys,
    private readonly clock: Clock,
  ) {}

  async sealBatch(most = SEAL_BATCH): Promise<SealedBatch> {
    const { last, newestId, entries } = await readUnsealed(this.db, most);
    if (entries.length === 0) return { sealed: 0, refused: [], head: null, more: false };
    // Chained on it, every later seal would have to go with it.
    if (last !== null && !isSealSigned(last, last.signature, this.keys.publicKey))
      throw new Error(
        `sceau n°\u00a0${last.number} du journal altéré ou forgé\u00a0: rien n’est scellé tant qu’il est là`,
      );
    const unprovenUpTo = last?.unprovenUpTo ?? newestId;
    const judged = entries.map((entry) => this.judge(entry, { above: last?.lastId ?? 0, upTo: unprovenUpTo }));
    const listed = judged.flatMap(({ listed }) => (listed === null ? [] : [listed]));
    const packed = packEntries(listed);
    const seal = {
      number: (last?.number ?? 0) + 1,
      atMicroseconds: `${this.clock.now().getTime()}000`,
      previous: last === null ? NO_PREVIOUS : sealHash(last),
      root: rootOf(packed),
      unprovenUpTo,
      publicKey: this.keys.publicKey,
    };
    const marks = judged.map(({ listed, ...mark }) => ({ ...mark, seal: listed === null ? REFUSED : seal.number }));
    const written = await writeSeal(
      this.db,
      // A batch of strangers alone makes no seal.
      listed.length === 0 ? null : { ...seal, entries: packed, signature: signSeal(seal, this.keys.signing) },
      marks,
    );
    const more = entries.length === most;
    if (!written) return { sealed: 0, refused: [], head: null, more };
    const refused = marks.filter((mark) => mark.seal === REFUSED).map(({ id }) => id);
    const head = listed.length === 0 ? null : { number: seal.number, hash: sealHash(seal).toString('hex') };
    return { sealed: listed.length, refused, head, more };
  }

  /** @param unproven ids for which no proof of origin is asked: those that stood in the journal before there was one */
  private judge(
    entry: UnsealedEntry,
    unproven: { readonly above: number; readonly upTo: number },
  ): { id: number; salt: Buffer | null; payloadHash: Buffer | null; listed: ListedEntry | null } {
    const { id, correspondenceId, origin, detail } = entry;
    const list = (payloadHash: Buffer): ListedEntry => ({
      id,
      correspondenceId,
      digest: contentDigestOf({ ...entry, payloadHash }, origin),
    });
    if (origin === null || entry.payloadHash === null) {
      const early = id > unproven.above && id <= unproven.upTo && detail !== null;
      if (!early) return { id, salt: null, payloadHash: null, listed: null };
      const salt = randomBytes(SALT_BYTES);
      const payloadHash = payloadHashOf(detail, salt);
      return { id, salt, payloadHash, listed: list(payloadHash) };
    }
    const content = { ...entry, payloadHash: entry.payloadHash };
    const erased = detail === null && entry.salt === null;
    const whole = detail !== null && entry.salt !== null && payloadHashOf(detail, entry.salt).equals(entry.payloadHash);
    const own = !entry.copied && (erased || whole) && originOf(content, this.keys.origin).equals(origin);
    return { id, salt: null, payloadHash: null, listed: own ? list(entry.payloadHash) : null };
  }
}
