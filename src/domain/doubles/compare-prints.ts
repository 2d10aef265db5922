import type { LetterPrint } from './letter-print';

/** `same`: one letter, received twice; `like`: a person has to say. */
export type Likeness = 'same' | 'like' | 'other';

/** A text shorter than that says the same of many people: «Bonjour, ci-joint mon document». */
const LEAST_SIGNS = 60;
/** Of the shorter one, what the longer one has as well: two readings of a page with one sign in fifty misread share nine tenths. */
const SAME_CONTAINED = 0.8;
/** Of both together: a letter that says much more is not the same one. */
const SAME_SHARED = 0.5;
const LIKE_CONTAINED = 0.6;
const LIKE_SHARED = 0.35;

/** Says it enough to be known again? A short text with nothing attached is like many. */
export function canBeKnown({ signs, attachments }: LetterPrint): boolean {
  return signs >= LEAST_SIGNS || attachments !== null;
}

/**
 * Whether two prints are of one letter. Two e-mails are where text and attachments are equal to the sign. A letter on paper is
 * read with mistakes and has an address on top: it must hold most of the other, ask for the same, and name every figure and
 * month of the shorter one, since «avril» and «mai» are two requests. Attachments and pages cannot be compared: a person does.
 */
export function comparePrints(one: LetterPrint, other: LetterPrint): Likeness {
  if (one.channel === 'email' && other.channel === 'email') return compareEmails(one, other);
  if (Math.min(one.signs, other.signs) < LEAST_SIGNS) return 'other';
  const { contained, shared } = overlap(one, other);
  if (contained < LIKE_CONTAINED || shared < LIKE_SHARED) return 'other';
  const [shorter, longer] = one.signs <= other.signs ? [one, other] : [other, one];
  const same =
    contained >= SAME_CONTAINED &&
    shared >= SAME_SHARED &&
    one.kinds === other.kinds &&
    one.attachments === null &&
    other.attachments === null &&
    shorter.figures.every((figure) => longer.figures.includes(figure));
  return same ? 'same' : 'like';
}

function compareEmails(one: LetterPrint, other: LetterPrint): Likeness {
  if (!equal(one.exact, other.exact) || !equal(one.attachments, other.attachments)) return 'other';
  return canBeKnown(one) ? 'same' : 'other';
}

/** Estimated from the smallest hashes of both together: exact where they are all there. */
export function overlap(one: LetterPrint, other: LetterPrint): { readonly contained: number; readonly shared: number } {
  const [inOne, inOther] = [new Set(one.sketch), new Set(other.sketch)];
  const size = Math.max(one.sketch.length, other.sketch.length);
  const union = Uint32Array.from(new Set([...inOne, ...inOther]))
    .sort()
    .slice(0, size);
  if (union.length === 0) return { contained: 0, shared: 0 };
  const common = union.filter((hash) => inOne.has(hash) && inOther.has(hash)).length;
  const shared = common / union.length;
  const both = (shared * (one.shingles + other.shingles)) / (1 + shared);
  return { shared, contained: Math.min(1, both / Math.min(one.shingles, other.shingles)) };
}

function equal(one: Uint8Array | null, other: Uint8Array | null): boolean {
  if (one === null || other === null) return one === other;
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
