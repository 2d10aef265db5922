import { readFileSync } from 'node:fs';
import { create, type Font } from 'fontkit';
import { TrueTypeTables } from './glyph-subset';
import { LARGE_SIZES, SIZES, type TypeSizes } from './page-geometry';

/** A glyph and where it stands, in thousandths of the size. */
export interface PlacedGlyph {
  readonly id: number;
  /** Advance that the font's width table says. */
  readonly width: number;
  /** Advance after kerning with the next glyph. */
  readonly advance: number;
  readonly xOffset: number;
  readonly yOffset: number;
  readonly codePoints: readonly number[];
}

/** Combining marks, and scripts whose letters change with their neighbours, are laid out by fontkit itself. */
const NEEDS_SHAPING = /[^\u0020-\u024f\u0370-\u052f\u1e00-\u1eff\u2000-\u206f\u20ac\u2100-\u27bf]/;

/** What stands in for a sign that a font lacks: as wide as may be, but no box. */
const STANDS_IN: ReadonlyMap<number, number> = new Map([
  [0x202f, 0xa0],
  [0x2011, 0x2d],
]);

/** No-break space and hyphen, which fonts draw with the glyph of the ordinary ones. */
const ORDINARY: ReadonlyMap<number, number> = new Map([
  [0xa0, 0x20],
  [0x2011, 0x2d],
]);

/**
 * A font parsed once and shared by every document. Latin, Greek and Cyrillic text is set letter by letter with its
 * pairs' kerning, which gives fontkit's own positions; letters and pairs are remembered, never words, which are names.
 */
export class Face {
  readonly ascender: number;
  readonly descender: number;
  private readonly scale: number;
  private readonly characters: ReadonlySet<number>;
  private readonly glyphs = new Map<string, PlacedGlyph>();
  private readonly pairs = new Map<string, number>();

  constructor(
    readonly name: string,
    readonly font: Font,
    readonly tables: TrueTypeTables,
    /** Draws the scripts that this one does not have. */
    readonly fallback: Face | null = null,
  ) {
    this.scale = 1000 / font.unitsPerEm;
    this.ascender = font.ascent * this.scale;
    this.descender = font.descent * this.scale;
    this.characters = new Set(font.characterSet);
  }

  static load(name: string, path: string, fallback: Face | null = null): Face {
    const bytes = readFileSync(path);
    return new Face(name, create(bytes), new TrueTypeTables(bytes), fallback);
  }

  /** The characters of a text that neither this font nor its fallback can draw: they would come out as empty boxes. */
  missing(text: string): readonly string[] {
    const missing = [...new Set([...text].filter((character) => !this.has(character)))];
    return this.fallback === null || missing.length === 0 ? missing : this.fallback.missing(missing.join(''));
  }

  /** A text in stretches, each in the face that draws it; a letter stays with its accents. */
  runs(text: string): readonly { readonly face: Face; readonly text: string }[] {
    const { fallback } = this;
    if (fallback === null || [...text].every((character) => this.has(character))) return [{ face: this, text }];
    const runs: { face: Face; text: string }[] = [];
    for (const [cluster] of text.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
      const face = [...cluster].every((character) => this.has(character)) ? this : fallback;
      const last = runs.at(-1);
      if (last?.face === face) last.text += cluster;
      else runs.push({ face, text: cluster });
    }
    return runs;
  }

  private has(character: string): boolean {
    const codePoint = character.codePointAt(0) ?? 0;
    return this.characters.has(codePoint) || this.characters.has(STANDS_IN.get(codePoint) ?? -1);
  }

  shape(text: string): readonly PlacedGlyph[] {
    if (NEEDS_SHAPING.test(text)) return this.shapeByFontkit(text);
    const letters = [...text];
    return letters.map((letter, index) => {
      const glyph = this.glyph(letter);
      const next = letters[index + 1];
      const kerning = next === undefined ? 0 : this.kerning(letter, next);
      return kerning === 0 ? glyph : { ...glyph, advance: glyph.width + kerning };
    });
  }

  /** Width of a text in thousandths of its size. */
  widthOf(text: string): number {
    if (this.fallback === null) return this.ownWidthOf(text);
    return this.runs(text).reduce((sum, run) => sum + run.face.ownWidthOf(run.text), 0);
  }

  private ownWidthOf(text: string): number {
    let width = 0;
    if (NEEDS_SHAPING.test(text)) {
      for (const { advance } of this.shapeByFontkit(text)) width += advance;
      return width;
    }
    let before = '';
    for (const letter of text) {
      width += this.glyph(letter).width + (before === '' ? 0 : this.kerning(before, letter));
      before = letter;
    }
    return width;
  }

  private glyph(letter: string): PlacedGlyph {
    let placed = this.glyphs.get(letter);
    if (!placed) {
      const codePoint = this.drawnFor(letter.codePointAt(0) ?? 0);
      const { id, advanceWidth } = this.font.glyphForCodePoint(codePoint);
      const width = advanceWidth * this.scale;
      placed = { id, width, advance: width, xOffset: 0, yOffset: 0, codePoints: [this.readAs(codePoint, id)] };
      this.glyphs.set(letter, placed);
    }
    return placed;
  }

  private drawnFor(codePoint: number): number {
    return this.characters.has(codePoint) ? codePoint : (STANDS_IN.get(codePoint) ?? codePoint);
  }

  /** A glyph that two characters share is copied and searched as the ordinary one, whichever a document draws first. */
  private readAs(codePoint: number, id: number): number {
    const ordinary = ORDINARY.get(codePoint);
    return ordinary !== undefined && this.font.glyphForCodePoint(ordinary).id === id ? ordinary : codePoint;
  }

  private kerning(left: string, right: string): number {
    const pair = left + right;
    let kerning = this.pairs.get(pair);
    if (kerning === undefined) {
      const { positions, glyphs } = this.font.layout(pair, { liga: false });
      kerning = ((positions[0]?.xAdvance ?? 0) - (glyphs[0]?.advanceWidth ?? 0)) * this.scale;
      this.pairs.set(pair, kerning);
    }
    return kerning;
  }

  private shapeByFontkit(text: string): readonly PlacedGlyph[] {
    const { glyphs, positions } = this.font.layout(text, { liga: false });
    return glyphs.map((glyph, index) => ({
      id: glyph.id,
      width: glyph.advanceWidth * this.scale,
      advance: (positions[index]?.xAdvance ?? glyph.advanceWidth) * this.scale,
      xOffset: (positions[index]?.xOffset ?? 0) * this.scale,
      yOffset: (positions[index]?.yOffset ?? 0) * this.scale,
      codePoints: glyph.codePoints,
    }));
  }
}

/** The two faces of a document, and the sizes that it is set in. */
export interface Faces {
  readonly regular: Face;
  readonly strong: Face;
  readonly sizes: TypeSizes;
}
export type FaceName = 'regular' | 'strong';

/** Source Sans 3 (SIL Open Font License), whole TrueType cuts from its npm package. */
export function loadFaces(): Faces {
  const folder = '@expo-google-fonts/source-sans-3';
  return {
    regular: Face.load('regular', require.resolve(`${folder}/400Regular/SourceSans3_400Regular.ttf`)),
    strong: Face.load('strong', require.resolve(`${folder}/600SemiBold/SourceSans3_600SemiBold.ttf`)),
    sizes: SIZES,
  };
}

/** Atkinson Hyperlegible Next (SIL Open Font License), made for people who see badly; Greek, Cyrillic and more from the others. */
export function loadLargeFaces(others: Faces): Faces {
  const folder = '@expo-google-fonts/atkinson-hyperlegible-next';
  const load = (name: string, file: string, fallback: Face): Face =>
    Face.load(name, require.resolve(`${folder}/${file}`), fallback);
  return {
    regular: load('large', '400Regular/AtkinsonHyperlegibleNext_400Regular.ttf', others.regular),
    strong: load('large-strong', '700Bold/AtkinsonHyperlegibleNext_700Bold.ttf', others.strong),
    sizes: LARGE_SIZES,
  };
}
