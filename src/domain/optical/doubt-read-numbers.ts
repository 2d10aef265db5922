import type { NirCandidate } from '../nir/nir-candidate';
import type { OpticalPage } from './optical-page';

/**
 * Numbers read from a picture, with those that two readings disagree on made `ambiguous`: a key can be right by chance,
 * and then nothing else would tell. Both readings stand in `repairs`, 13 or 15 characters.
 * @param candidates found in the page's text, offsets in it
 */
export function doubtReadNumbers(candidates: readonly NirCandidate[], { doubts }: OpticalPage): NirCandidate[] {
  return candidates.map((candidate) => {
    const doubt = doubts.find(({ start, end }) => start < candidate.end && candidate.start < end);
    if (doubt === undefined || candidate.verdict === 'ambiguous') return candidate;
    if (candidate.verdict === 'wrong-key') return candidate;
    const read = candidate.nir + (candidate.key ?? '');
    const repairs = [read, ...(doubt.other === null || doubt.other === read ? [] : [doubt.other])];
    return { ...candidate, verdict: 'ambiguous', repairs };
  });
}
