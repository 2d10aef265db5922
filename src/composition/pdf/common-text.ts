import type { CommonGlyphs } from './common-glyphs';
import { hexOf } from './glyph-subset';
import { LatinWriter } from './latin-writer';

/** Letters beyond are set one by one. */
const LETTERS = 0x2200;
const UNKNOWN = -2;
const NOT_COMMON = -1;

const shown = new LatinWriter();
/** Four figures, and a gap of a sign, four figures, a point and three more between two brackets. */
const LONGEST_SHOWN = 16;
const ENDS = 16;

/** What a face says of its letters. */
interface Letters {
  /** Null for one that is not set by itself, or has no glyph. */
  idOf(code: number): number | null;
  /** What a pair's first letter is moved by, in thousandths of the size; negative where they stand closer. */
  kerning(pair: string): number;
}

/**
 * Text of common letters alone, which is most: measured and written from tables of letters and pairs, without an object for a
 * glyph (a sixth of the time of a page). Holds no words, which are names.
 */
export class CommonText {
  private readonly places = new Int16Array(LETTERS).fill(UNKNOWN);
  private readonly hexes: readonly string[];
  private readonly advances: Float64Array;
  /** By pair of places; NaN where nobody asked yet. */
  private readonly kernings: Float64Array;
  /** The same as it is written between two letters. */
  private readonly gaps: string[] = [];
  private readonly count: number;

  constructor(
    private readonly common: CommonGlyphs,
    private readonly letters: Letters,
  ) {
    this.count = common.ids.length;
    this.hexes = common.ids.map((_id, place) => hexOf(place));
    this.advances = Float64Array.from(common.widths);
    this.kernings = new Float64Array(this.count * this.count).fill(Number.NaN);
  }

  /** Width in thousandths of the size; null where a letter is not common. */
  widthOf(text: string): number | null {
    let width = 0;
    let last = NOT_COMMON;
    for (let at = 0; at < text.length; at += 1) {
      const place = this.placeAt(text, at);
      if (place < 0) return null;
      width += (this.advances[place] ?? 0) + (last < 0 ? 0 : this.kerningOf(last, place, text, at));
      last = place;
    }
    return width;
  }

  /** The instruction that shows a text; null where a letter is not common. */
  show(text: string): string | null {
    shown.begin(text.length * LONGEST_SHOWN + ENDS);
    shown.put('[<');
    let last = NOT_COMMON;
    for (let at = 0; at < text.length; at += 1) {
      const place = this.placeAt(text, at);
      if (place < 0) return null;
      if (last >= 0 && this.kerningOf(last, place, text, at) !== 0)
        shown.put(this.gaps[last * this.count + place] ?? '');
      shown.put(this.hexes[place] ?? '');
      last = place;
    }
    shown.put('>] TJ');
    return shown.take();
  }

  private placeAt(text: string, at: number): number {
    const code = text.charCodeAt(at);
    if (code >= LETTERS) return NOT_COMMON;
    const known = this.places[code] ?? NOT_COMMON;
    if (known !== UNKNOWN) return known;
    const id = this.letters.idOf(code);
    const place = id === null ? NOT_COMMON : (this.common.places.get(id) ?? NOT_COMMON);
    this.places[code] = place;
    return place;
  }

  private kerningOf(one: number, other: number, text: string, at: number): number {
    const pair = one * this.count + other;
    const known = this.kernings[pair] ?? 0;
    if (!Number.isNaN(known)) return known;
    const kerning = this.letters.kerning(text.slice(at - 1, at + 1));
    this.kernings[pair] = kerning;
    this.gaps[pair] = `>${Math.round(-kerning * 1000) / 1000}<`;
    return kerning;
  }
}
