import type { ReadItem, RepliedTo } from '../domain/correspondence';
import { findReplyReferences, type ReplyReference } from '../domain/reply-reference';

/** Says whether a check is right; null where no key is at hand to say it. */
export type VerifyReference = ((reference: string, check: string) => boolean) | null;

export interface FoundReplyTo {
  readonly replyTo: RepliedTo | null;
  /** Plain French. */
  readonly because: readonly string[];
}

/** Where a reference may stand, the surest first: what mail programs keep by themselves, then what people write. */
const PLACES: readonly (readonly [name: string, read: (item: ReadItem) => readonly string[]])[] = [
  ['le code-barres', ({ scan, codes = [] }) => [scan?.barcode ?? '', ...codes]],
  ['l’adresse de réponse', ({ recipients }) => recipients.map((address) => /\+([^@]+)@/.exec(address)?.[1] ?? '')],
  ['l’en-tête du message', ({ inReplyTo, references }) => [inReplyTo ?? '', ...[...references].reverse()]],
  ['l’objet', ({ subject }) => [subject]],
  ['le texte', ({ texts }) => texts.filter(({ source }) => source !== 'subject').map(({ text }) => text)],
];

/**
 * Which of our replies the message answers. A reference counts by its keyed check; one whose check is wrong is left out and
 * said so, one without a check, or where no key is at hand, is only a claim.
 */
export function findReplyReference(item: ReadItem, verify: VerifyReference): FoundReplyTo {
  let claim: { readonly written: ReplyReference; readonly place: string } | null = null;
  const forged = new Set<string>();
  for (const [place, read] of PLACES)
    for (const written of read(item).flatMap(findReplyReferences)) {
      const { reference, check } = written;
      if (check !== null && verify !== null) {
        if (verify(reference, check))
          return found(
            reference,
            true,
            `Ce courrier répond à notre lettre ${reference} (lu dans ${place}, code vérifié).`,
          );
        forged.add(reference);
      } else if (claim === null || (claim.written.check === null && check !== null)) claim = { written, place };
    }
  const because = [...forged].map(
    (reference) => `La référence ${reference} est écrite avec un code faux\u00a0: il n’en est pas tenu compte.`,
  );
  if (claim === null || forged.has(claim.written.reference)) return { replyTo: null, because };
  const { written, place } = claim;
  const why = written.check === null ? 'sans son code' : 'son code n’a pas pu être vérifié ici';
  const said = `La référence ${written.reference} est citée (lue dans ${place}), ${why}\u00a0: à rapprocher par un agent.`;
  const { replyTo } = found(written.reference, false, said);
  return { replyTo, because: [...because, said] };
}

function found(reference: string, verified: boolean, said: string): FoundReplyTo {
  return { replyTo: { reference, verified }, because: [said] };
}
