import { CandidateChooser } from './choose-candidates';
import type { DigitGroups } from './digit-groups';
import type { NirCandidate } from './nir-candidate';
import { GroupReader } from './read-digit-groups';
import { LabelReader } from './read-nir-label';

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
  const chooser = new CandidateChooser(text, new LabelReader(text), (candidate) => candidates.push(candidate));
  const reader = new GroupReader(text, text.length, null, {
    run: (groups: DigitGroups, until: number) => chooser.choose(groups, until),
    region: () => undefined,
  });
  reader.readFrom(0);
  return candidates;
}
