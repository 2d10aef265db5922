import { findNirs } from './find-nirs-in-text';
import { maskNir } from './nir-format';
import { isPlausibleNir } from './plausible-nir';

/**
 * A text with every number that can be a NIR replaced by its mask, for logs, traces and what is shown before a reveal.
 * @returns the text itself where nothing was found
 */
export function maskNirs(text: string): string {
  return maskRuns(maskFound(text));
}

/** Thirteen or fifteen characters in one run: in an address, a message's id or a file's name nothing makes them stand alone. */
const RUN = /(?<!\d)[1-8]\d{4}(?:\d\d|2[ab])\d{6}(?:\d\d)?(?!\d)/gi;

function maskRuns(text: string): string {
  return text.replace(RUN, (run) => {
    const nir = run.slice(0, 13).toUpperCase();
    return isPlausibleNir(nir) ? maskNir(nir) : run;
  });
}

function maskFound(text: string): string {
  let masked = '';
  let from = 0;
  for (const candidate of findNirs(text)) {
    masked += text.slice(from, candidate.start) + maskNir(candidate.nir);
    from = candidate.end;
  }
  return from === 0 ? text : masked + text.slice(from);
}
