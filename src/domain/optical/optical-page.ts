/** A word that was read from a picture: its place in the text (UTF-16) and on the page. */
export interface OpticalWord {
  readonly start: number;
  readonly end: number;
  /** Left, top, right, bottom in ten-thousandths of the page as it was sent in, before it was straightened. */
  readonly box: readonly [number, number, number, number];
  /** 0 to 100: of its worst digit where it holds digits, else of the word. */
  readonly confidence: number;
}

/** A stretch of the text that two readings of the same place do not agree on. */
export interface OpticalDoubt {
  readonly start: number;
  readonly end: number;
  /** What the other reading says; null where it says nothing, or the only reading is a poor one. */
  readonly other: string | null;
}

/** Where a page's text was seen. */
export interface OpticalPage {
  /** From 1, in its file. */
  readonly page: number;
  /** Degrees clockwise by which the page was turned to stand upright; shown as sent in, the boxes fit. */
  readonly turned: 0 | 90 | 180 | 270;
  readonly words: readonly OpticalWord[];
  readonly doubts: readonly OpticalDoubt[];
}
