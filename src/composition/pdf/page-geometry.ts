/** All lengths of the page in points; the house thinks in millimetres. */
export const mm = (millimetres: number): number => (millimetres * 72) / 25.4;

export const PAGE = { width: mm(210), height: mm(297) } as const;

export const MARGIN = { left: mm(20), right: mm(20), bottom: mm(19) } as const;
export const CONTENT_WIDTH = PAGE.width - MARGIN.left - MARGIN.right;
/** Where a page that follows the first one begins. */
export const NEXT_PAGE_TOP = mm(24);
export const CONTENT_BOTTOM = PAGE.height - MARGIN.bottom;

/**
 * Where the addressee shows through the window of a DL envelope: inside both zones that are published
 * (85 × 33 mm at x 110, y 55 mm; safe zone x 100–190, y 54–79 mm). Nothing else may stand there.
 */
export const WINDOW = { x: mm(110), y: mm(55), width: mm(80), height: mm(24) } as const;

/** A4 folded in three for a DL envelope. */
export const FOLDS = [mm(99), mm(198)] as const;

export const LOGO = { x: MARGIN.left, y: mm(14), width: mm(60), height: mm(22) } as const;
/** The office's lines at the left, clear of the window; higher up where there is no logo. */
export const SENDER = { x: MARGIN.left, y: mm(40), yWithoutLogo: mm(27), width: mm(80) } as const;
/** Where the letter begins on the first page, below the window and the fold mark. */
export const FIRST_PAGE_TOP = mm(100);

export const COLOURS = {
  ink: '#1b2733',
  soft: '#52606d',
  accent: '#0b4f8a',
  rule: '#c3ced9',
  tint: '#eef4fa',
} as const;

/** Sizes of a document's letters, in points. */
export interface TypeSizes {
  readonly text: number;
  readonly small: number;
  readonly heading: number;
  readonly title: number;
  /** In the window, where the address's lines allow it. */
  readonly address: number;
  /** Of the office's lines, from the largest: the first at which they have room left of the window. */
  readonly sender: readonly number[];
  readonly footer: number;
}

export const SIZES: TypeSizes = {
  text: 10.5,
  small: 9.5,
  heading: 12,
  title: 16,
  address: 10.5,
  sender: [9.5],
  footer: 8.5,
};
/** For those who see badly: sixteen points and more for all that is read. */
export const LARGE_SIZES: TypeSizes = {
  text: 16,
  small: 16,
  heading: 18,
  title: 21,
  address: 14,
  sender: [14, 12.5, 11, 9.5],
  footer: 12,
};
/** Distance of baselines, in sizes. */
export const LEADING = 1.36;

/** What stands between blocks and around a table's lines, in points. */
export interface Spacing {
  readonly gap: number;
  readonly aboveHeading: number;
  readonly belowHeading: number;
  readonly row: number;
}

export const SPACING: Spacing = { gap: 6, aboveHeading: 9, belowHeading: 3, row: 2.6 };
/** For a letter that goes on one page so, and would else leave some lines alone on a second one. */
export const TIGHT_SPACING: Spacing = { gap: 3.6, aboveHeading: 5, belowHeading: 2, row: 1.6 };

/** The column that blocks are set in, in points. */
export interface Column {
  readonly x: number;
  readonly width: number;
}
