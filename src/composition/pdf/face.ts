import { readFileSync } from 'node:fs';
import { create, type Font } from 'fontkit';
import { COMMON_LETTERS, CommonGlyphs } from './common-glyphs';
import { CommonText } from './common-text';
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
const PLAIN = [
  ...[0x20, 0x24f],
  ...[0x370, 0x52f],
  ...[0x1e00, 0x1eff],
  ...[0x2000, 0x206f],
  ...[0x20ac, 0x20ac],
  ...[0x2100, 0x27bf],
] as const;
/** Beyond the last of them. */
const END_OF_PLAIN = 0x27c0;
const IS_PLAIN = Uint8Array.from({ length: END_OF_PLAIN }, (_, code) =>
  PLAIN.some((first, at) => at % 2 === 0 && code >= first && code <= (PLAIN[at + 1] ?? 0)) ? 1 : 0,
);

function needsShaping(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (IS_PLAIN[text.charCodeAt(at)] !== 1) return true;
  return false;
}

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
  private readonly glyphs: (PlacedGlyph | undefined)[] = new Array(END_OF_PLAIN).fill(undefined);
  /** Left letter before a right one, by both their codes. */
  private readonly pairs = new Map<number, PlacedGlyph>();
  /** What each document embeds of it; null for nothing but its own glyphs. */
  readonly common: CommonGlyphs | null;
  /** Sets text of nothing but those. */
  readonly commonText: CommonText | null;

  constructor(
    readonly name: string,
    readonly font: Font,
    readonly tables: TrueTypeTables,
    /** Draws the scripts that this one does not have. */
    readonly fallback: Face | null = null,
    commonLetters = '',
  ) {
    this.scale = 1000 / font.unitsPerEm;
    this.ascender = font.ascent * this.scale;
    this.descender = font.descent * this.scale;
    this.characters = new Set(font.characterSet);
    const readAs = (codePoint: number, id: number) => this.readAs(codePoint, id);
    this.common = commonLetters === '' ? null : new CommonGlyphs(tables, font, commonLetters, readAs);
    const idOf = (code: number): number | null => (IS_PLAIN[code] === 1 && this.has(code) ? this.glyph(code).id : null);
    this.commonText = this.common && new CommonText(this.common, { idOf, kerning: (pair) => this.kerning(pair) });
  }

  /** @param commonLetters that every document embeds, whether it has them or not */
  static load(name: string, path: string, fallback: Face | null = null, commonLetters = ''): Face {
    const bytes = readFileSync(path);
    return new Face(name, create(bytes), new TrueTypeTables(bytes), fallback, commonLetters);
  }

  /** The characters of a text that neither this font nor its fallback can draw: they would come out as empty boxes. */
  missing(text: string): readonly string[] {
    const found = new Set<string>();
    for (const character of text) if (!this.has(character.codePointAt(0) ?? 0)) found.add(character);
    const missing = [...found];
    return this.fallback === null || missing.length === 0 ? missing : this.fallback.missing(missing.join(''));
  }

  /** A text in stretches, each in the face that draws it; a letter stays with its accents. */
  runs(text: string): readonly { readonly face: Face; readonly text: string }[] {
    const { fallback } = this;
    if (fallback === null || this.hasAll(text)) return [{ face: this, text }];
    const runs: { face: Face; text: string }[] = [];
    for (const [cluster] of text.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
      const face = this.hasAll(cluster) ? this : fallback;
      const last = runs.at(-1);
      if (last?.face === face) last.text += cluster;
      else runs.push({ face, text: cluster });
    }
    return runs;
  }

  private hasAll(text: string): boolean {
    for (const character of text) if (!this.has(character.codePointAt(0) ?? 0)) return false;
    return true;
  }

  private has(codePoint: number): boolean {
    return this.characters.has(codePoint) || this.characters.has(STANDS_IN.get(codePoint) ?? -1);
  }

  shape(text: string): readonly PlacedGlyph[] {
    if (needsShaping(text)) return this.shapeByFontkit(text);
    const placed = new Array<PlacedGlyph>(text.length);
    for (let at = 0; at < text.length; at += 1) placed[at] = this.placed(text, at);
    return placed;
  }

  /** Width of a text in thousandths of its size. */
  widthOf(text: string): number {
    if (this.fallback === null) return this.ownWidthOf(text);
    return this.runs(text).reduce((sum, run) => sum + run.face.ownWidthOf(run.text), 0);
  }

  private ownWidthOf(text: string): number {
    const common = this.commonText?.widthOf(text) ?? null;
    if (common !== null) return common;
    let width = 0;
    if (needsShaping(text)) {
      for (const { advance } of this.shapeByFontkit(text)) width += advance;
      return width;
    }
    for (let at = 0; at < text.length; at += 1) width += this.placed(text, at).advance;
    return width;
  }

  /** A letter of a text, with the kerning that the next one asks for. */
  private placed(text: string, at: number): PlacedGlyph {
    const code = text.charCodeAt(at);
    if (at + 1 === text.length) return this.glyph(code);
    const pair = code * END_OF_PLAIN + text.charCodeAt(at + 1);
    let placed = this.pairs.get(pair);
    if (placed === undefined) {
      const glyph = this.glyph(code);
      placed = { ...glyph, advance: glyph.width + this.kerning(text.slice(at, at + 2)) };
      this.pairs.set(pair, placed);
    }
    return placed;
  }

  private glyph(asked: number): PlacedGlyph {
    let placed = this.glyphs[asked];
    if (placed === undefined) {
      const codePoint = this.drawnFor(asked);
      const { id, advanceWidth } = this.font.glyphForCodePoint(codePoint);
      const width = advanceWidth * this.scale;
      placed = { id, width, advance: width, xOffset: 0, yOffset: 0, codePoints: [this.readAs(codePoint, id)] };
      this.glyphs[asked] = placed;
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

  private kerning(pair: string): number {
    const { positions, glyphs } = this.font.layout(pair, { liga: false });
    return ((positions[0]?.xAdvance ?? 0) - (glyphs[0]?.advanceWidth ?? 0)) * this.scale;
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
    regular: ownFace('regular', `${folder}/400Regular/SourceSans3_400Regular.ttf`, COMMON_LETTERS.regular),
    strong: ownFace('strong', `${folder}/600SemiBold/SourceSans3_600SemiBold.ttf`, COMMON_LETTERS.strong),
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

const ownFace = (name: string, file: string, commonLetters: string): Face =>
  Face.load(name, require.resolve(file), null, commonLetters);
