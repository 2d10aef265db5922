import { CandidateChooser } from './choose-candidates';
import { ambiguousCandidate, confirmedCandidate, wrongKeyCandidate } from './judge-number';
import { LONGEST_REGION, mendSigns } from './mend-signs';
import type { NirCandidate } from './nir-candidate';
import { GroupReader } from './read-digit-groups';
import { LabelReader } from './read-nir-label';
import { readThroughSign } from './read-through-signs';
import { isAmidNumerals } from './signs-in-region';

const READER = new GroupReader();

/**
 * Every number of a text that can be a NIR, in reading order, never overlapping; what cannot be one is left out (telephone,
 * account, card, parcel and invoice numbers, other lengths, parts of longer runs of digits).
 * A number may be spaced, dashed, dotted, cut by a line's end or laid one character a cell, with or without its key; letters
 * misread for digits are mended where the key confirms it. Linear in the length of the text, whatever it holds.
 * @param text any string: prose, a mail's body, the text of a PDF or of a scan; lone surrogates and NULs are harmless
 * @returns candidates with UTF-16 offsets; their verdicts and fields are those of NirCandidate
 */
export function findNirs(text: string): NirCandidate[] {
  const candidates: NirCandidate[] = [];
  const labels = new LabelReader(text);
  const chooser = new CandidateChooser(text, labels, (candidate) => candidates.push(candidate));

  const throughSign = (start: number, end: number, signs: readonly number[]): void => {
    const number = readThroughSign(text, start, end, signs);
    if (number === null) return;
    const { labelled } = labels.before(number.start);
    if (!labelled && !number.sure) return;
    candidates.push(wrongKeyCandidate({ start: number.start, end: number.end, labelled }, number.characters));
    labels.took(number.end);
  };

  /** The runs of a region come first; its signs are looked at again only where they left no number standing. */
  const region = (start: number, end: number, signs: readonly number[]): void => {
    let kept = candidates.length;
    // Beside a number that stands without a key, a border is a border unless digits touch it on both sides.
    let inner = false;
    while (kept > 0 && (candidates[kept - 1] as NirCandidate).start >= start) {
      kept -= 1;
      const { verdict } = candidates[kept] as NirCandidate;
      if (verdict === 'valid') return;
      if (verdict === 'no-key') inner = true;
    }
    const after = candidates[kept - 1]?.end ?? 0;
    const readable = inner ? signs.filter((at) => isAmidNumerals(text, at)) : signs;
    const mended = mendSigns(text, start, end, readable).filter((number) => number.start >= after);
    const first = mended[0];
    if (first === undefined) {
      if (kept === candidates.length && end - start <= LONGEST_REGION) throughSign(start, end, signs);
      return;
    }
    const last = mended.reduce((far, number) => Math.max(far, number.end), first.end);
    const place = {
      start: mended.reduce((near, number) => Math.min(near, number.start), first.start),
      end: last,
      labelled: candidates[kept]?.labelled ?? labels.before(first.start).labelled,
    };
    const readings = mended.map((number) => number.written);
    while (candidates.length > kept) candidates.pop();
    candidates.push(
      mended.length === 1
        ? confirmedCandidate(place, text, { written: first.written, repaired: true, rival: null })
        : ambiguousCandidate(place, text, readings),
    );
    labels.took(last);
  };

  READER.read(text, 0, text.length, null, { run: (groups, until) => chooser.choose(groups, until), region });
  return candidates;
}
