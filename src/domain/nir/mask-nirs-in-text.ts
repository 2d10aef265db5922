import { findNirs } from './find-nirs-in-text';
import { maskNir } from './nir-format';

/**
 * A text with every number that can be a NIR replaced by its mask, for logs, traces and what is shown before a reveal.
 * @returns the text itself where nothing was found
 */
export function maskNirs(text: string): string {
  let masked = '';
  let from = 0;
  for (const candidate of findNirs(text)) {
    masked += text.slice(from, candidate.start) + maskNir(candidate.nir);
    from = candidate.end;
  }
  return from === 0 ? text : masked + text.slice(from);
}
