import { maskNirs } from '../../domain/nir/mask-nirs-in-text';
import type { TriageLine } from './triage-line';

/** Fields that hold codes of ours, hashes or a file's number: nothing that a person wrote. */
const CODES = new Set([
  'state',
  'automatic',
  'date',
  'type',
  'sha256',
  'verdict',
  'numeroAllocataire',
  'person',
  'kind',
  'certainty',
  'action',
  'channel',
  'rule',
]);

/** A line with every NIR masked, wherever it stands: text, subject, names, explanations, the file's own name. */
export function maskLine(line: TriageLine): TriageLine {
  return masked(line) as TriageLine;
}

function masked(value: unknown): unknown {
  if (typeof value === 'string') return maskNirs(value);
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, CODES.has(key) ? inner : masked(inner)]));
}
