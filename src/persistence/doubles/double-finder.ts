import { and, between, desc, eq, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { addDays, type CalendarDay } from '../../domain/calendar/calendar-days';
import type { CorrespondenceState, IncomingChannel } from '../../domain/correspondence';
import { canBeKnown, comparePrints, type Likeness } from '../../domain/doubles/compare-prints';
import type { LetterPrint } from '../../domain/doubles/letter-print';
import { referenceOf } from '../correspondence-record';
import type { Database, Session } from '../database';
import { correspondences } from '../tables/correspondence.tables';
import { letterPrints } from '../tables/double.tables';

/** A letter as it is looked for: by its person, by the address it came from, or as the very message that it is. */
export interface LookedFor {
  readonly correspondenceId: string;
  readonly receivedOn: CalendarDay;
  readonly person: Buffer | null;
  readonly sender: Buffer | null;
  /** Of the very message; null of a letter. */
  readonly message: Buffer | null;
  readonly print: LetterPrint;
}

export interface FoundDouble {
  readonly id: string;
  readonly reference: string;
  readonly channel: IncomingChannel;
  readonly receivedOn: CalendarDay;
  readonly state: CorrespondenceState;
  readonly likeness: Exclude<Likeness, 'other'>;
  /** Both are of one identified person. */
  readonly samePerson: boolean;
  /** It is the very message, come another way. */
  readonly sameMessage: boolean;
}

/** One linked with another, as it is shown. */
export interface LinkedLetter {
  readonly id: string;
  readonly reference: string;
  readonly state: CorrespondenceState;
}

export interface LinkedDoubles {
  /** What it is, or looks like. */
  readonly like: LinkedLetter | null;
  /** What is, or looks like, it. */
  readonly again: readonly LinkedLetter[];
}

/** Nobody sends more letters in the days that are looked at; the newest are compared. */
const MOST_COMPARED = 50;

/** Finds the letter that another one is again. */
export class DoubleFinder {
  /** @param days before and after, in which the same letter is the same one; 0 for never. The same message always is. */
  constructor(
    private readonly db: Database,
    private readonly days: number,
  ) {}

  /**
   * Keeps the letter's print, and finds the one that came before it. Those of one person or address are looked at one after the
   * other, so that of two that come together the second sees the first.
   */
  async find(letter: LookedFor): Promise<FoundDouble | null> {
    const byText = this.days > 0 && canBeKnown(letter.print);
    return this.findBy(byText ? letter : { ...letter, person: null, sender: null });
  }

  private async findBy(letter: LookedFor): Promise<FoundDouble | null> {
    const keys = [letter.person, letter.sender, letter.message].filter((key) => key !== null);
    if (keys.length === 0) return null;
    return this.db.transaction(async (tx) => {
      await lockAll(tx, keys);
      const own = await this.keep(tx, letter);
      const found = this.choose(letter, await this.before(tx, letter, own));
      if (found !== null) await tx.update(letterPrints).set({ likeId: found.id }).where(eq(letterPrints.id, own));
      return found;
    });
  }

  async linkedWith(id: string): Promise<LinkedDoubles> {
    const [likes, again] = await Promise.all([
      this.linked(sql`select like_id from ${letterPrints} where ${letterPrints.correspondenceId} = ${id}`),
      this.linked(sql`select correspondence_id from ${letterPrints} where ${letterPrints.likeId} = ${id}`),
    ]);
    return { like: likes[0] ?? null, again };
  }

  private async linked(ids: SQL): Promise<LinkedLetter[]> {
    // What is sealed in them is not read.
    const { id, receivedOn, sequence, state } = correspondences;
    const rows = await this.db
      .select({ id, receivedOn, sequence, state })
      .from(correspondences)
      .where(sql`${id} in (${ids})`)
      .orderBy(sequence);
    return rows.map((row) => ({ id: row.id, reference: referenceOf(row.receivedOn, row.sequence), state: row.state }));
  }

  private async keep(
    tx: Session,
    { correspondenceId, receivedOn, person, sender, message, print }: LookedFor,
  ): Promise<number> {
    const { channel, signs, exact, attachments, sketch, shingles, figures, kinds } = print;
    const values = {
      ...{ personHash: person, senderHash: sender, messageHash: message },
      ...{ receivedOn, channel, signs, shingles, kinds },
      exact: Buffer.from(exact),
      attachments: attachments && Buffer.from(attachments),
      sketch: packed(sketch),
      figures: packed(figures),
      likeId: null,
    };
    const [row] = await tx
      .insert(letterPrints)
      .values({ correspondenceId, ...values })
      .onConflictDoUpdate({ target: letterPrints.correspondenceId, set: values })
      .returning({ id: letterPrints.id });
    if (row === undefined) throw new Error('empreinte non gardée');
    return row.id;
  }

  private before(tx: Session, { person, sender, message, receivedOn }: LookedFor, own: number) {
    const byPerson = person && eq(letterPrints.personHash, person);
    const bySender = sender && eq(letterPrints.senderHash, sender);
    const isMessage = message && eq(letterPrints.messageHash, message);
    const inTime = between(letterPrints.receivedOn, addDays(receivedOn, -this.days), addDays(receivedOn, this.days));
    const byText = byPerson || bySender ? and(or(byPerson ?? undefined, bySender ?? undefined), inTime) : undefined;
    return tx
      .select({
        print: letterPrints,
        // What is sealed in it is not read.
        row: {
          id: correspondences.id,
          channel: correspondences.channel,
          receivedOn: correspondences.receivedOn,
          state: correspondences.state,
          sequence: correspondences.sequence,
        },
      })
      .from(letterPrints)
      .innerJoin(correspondences, eq(correspondences.id, letterPrints.correspondenceId))
      .where(and(or(isMessage ?? undefined, byText), lt(letterPrints.id, own), isNull(correspondences.erasedAt)))
      .orderBy(...(isMessage ? [desc(sql`coalesce(${isMessage}, false)`)] : []), desc(letterPrints.id))
      .limit(MOST_COMPARED);
  }

  private choose(letter: LookedFor, candidates: Awaited<ReturnType<DoubleFinder['before']>>): FoundDouble | null {
    const copies = candidates
      .filter(({ print }) => letter.message !== null && print.messageHash?.equals(letter.message) === true)
      .map(({ row }) => ({ ...found(row), likeness: 'same', samePerson: true, sameMessage: true }) as const);
    // One that was joined stands for another, which may be a case that it answered.
    const copy = copies.findLast(({ state }) => state !== 'joined') ?? copies.at(-1);
    return copy ?? this.chooseByText(letter, candidates);
  }

  private chooseByText(letter: LookedFor, candidates: Awaited<ReturnType<DoubleFinder['before']>>): FoundDouble | null {
    const likes = candidates.flatMap(({ print, row }): FoundDouble[] => {
      const likeness = comparePrints(letter.print, printOf(print));
      // The one that was joined stands for the one it was joined to, which is here as well.
      if (likeness === 'other' || row.state === 'joined') return [];
      const samePerson = letter.person !== null && print.personHash?.equals(letter.person) === true;
      // Two people may send the same words.
      if (!samePerson && letter.person !== null && print.personHash !== null) return [];
      return [{ ...found(row), likeness, samePerson, sameMessage: false }];
    });
    // Of several the oldest, which the others are being joined to.
    const certain = likes.findLast(({ likeness, samePerson }) => likeness === 'same' && samePerson);
    return certain ?? likes.at(-1) ?? null;
  }
}

/** In one order for all, so that no two wait for each other. */
async function lockAll(tx: Session, keys: readonly Buffer[]): Promise<void> {
  const names = keys.map((key) => `courrier double ${key.toString('hex')}`).sort();
  await tx.execute(sql`
    select pg_advisory_xact_lock(hashtextextended(name, 0)) from unnest(${sql.param(names)}::text[]) as name`);
}

type FoundRow = Pick<FoundDouble, 'id' | 'channel' | 'receivedOn' | 'state'> & { readonly sequence: number };

function found({ id, channel, receivedOn, state, sequence }: FoundRow) {
  return { id, reference: referenceOf(receivedOn, sequence), channel, receivedOn, state };
}

function printOf(row: typeof letterPrints.$inferSelect): LetterPrint {
  return { ...row, sketch: unpacked(row.sketch), figures: unpacked(row.figures) };
}

function packed(hashes: Uint32Array): Buffer {
  const bytes = Buffer.alloc(hashes.length * 4);
  hashes.forEach((hash, at) => void bytes.writeUInt32BE(hash, at * 4));
  return bytes;
}

function unpacked(bytes: Buffer): Uint32Array {
  return Uint32Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readUInt32BE(at * 4));
}
