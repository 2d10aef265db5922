import type { ReadItem } from '../correspondence';
import { foldFrench } from '../text/fold-french-text';

/** What was newly written, as far as it takes part: letters beyond say nothing more about whether two are the same. */
const MOST_SIGNS = 100_000;
const SHINGLE = 5;
/** The smallest hashes of a letter's shingles (bottom-k, Broder 1997): enough to tell how much two letters share within 0.05. */
const SKETCH = 256;
const WRITTEN: ReadonlySet<string> = new Set(['body', 'page', 'attachment']);
/** Digits that spaces or dots group are one figure: a NIR, a date, an amount. */
const FIGURE = /\d(?:[ \u00a0\u202f./]?\d)*/g;
const MONTHS = /\b(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)\b/g;

/** Keyed hashes, so that nobody without the key can try texts against a print. */
export interface PrintKeys {
  digest(text: string): Uint8Array;
  /** Seed of the shingles' hash. */
  readonly seed: number;
}

/** By which the same letter is known again: nothing of it can be read back. */
export interface LetterPrint {
  readonly channel: 'email' | 'post';
  /** Signs of its text: letters and digits. */
  readonly signs: number;
  readonly exact: Uint8Array;
  /** Of what is attached; null where nothing is. */
  readonly attachments: Uint8Array | null;
  /** Ascending. */
  readonly sketch: Uint32Array;
  /** Distinct shingles of the whole text. */
  readonly shingles: number;
  /** Of its figures and months, ascending. */
  readonly figures: Uint32Array;
  readonly kinds: string;
}

/** @param kinds of its requests */
export function letterPrintOf(item: ReadItem, kinds: readonly string[], keys: PrintKeys): LetterPrint {
  const text = item.texts
    .filter(({ source }) => WRITTEN.has(source))
    .map((one) => one.text)
    .join('\n')
    .slice(0, MOST_SIGNS);
  const folded = foldFrench(text);
  const plain = folded.replace(/[^\p{L}\d]+/gu, '');
  const hashes = new Set<number>();
  for (let at = 0; at + SHINGLE <= plain.length; at++) hashes.add(hashOf(plain, at, at + SHINGLE, keys.seed));
  const sums = item.attachments.map(({ sha256 }) => sha256).sort();
  return {
    channel: item.channel,
    signs: plain.length,
    exact: keys.digest(plain),
    // Pages of a scan are its text already.
    attachments: item.channel === 'post' || sums.length === 0 ? null : keys.digest(sums.join(' ')),
    sketch: Uint32Array.from(hashes).sort().slice(0, SKETCH),
    shingles: hashes.size,
    figures: figuresOf(folded, keys.seed),
    kinds: [...new Set(kinds)].sort().join(' '),
  };
}

function figuresOf(folded: string, seed: number): Uint32Array {
  const figures = [...folded.matchAll(FIGURE)].map(([figure]) => figure.replace(/\D/g, ''));
  const months = [...folded.matchAll(MONTHS)].map(([month]) => month);
  const hashes = new Set([...figures, ...months].map((one) => hashOf(one, 0, one.length, seed)));
  return Uint32Array.from(hashes).sort();
}

/** FNV-1a over UTF-16 units, then mixed (MurmurHash3's last step), so that its smallest values are a fair sample. */
function hashOf(text: string, from: number, to: number, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
