import { foldLabelText } from './fold-label-text';
import { lastWords } from './label-words';
import { misspeltLabelEnd } from './misspelt-label';

/** Farther away, words no longer speak of this number. */
const REACH = 160;
const LONGEST_TAIL = 110;
/** SS needs a number sign before it, or capitals: two s are also the end of a word cut in two. */
const BARE_SS =
  /(?<![A-Za-zÀ-ÿ0-9])(?:S\.? ?S(?![A-Za-zÀ-ÿ])|(?:n ?[°oº.]?|n[ou]m\.?|num[eé]ro)[\s_]*(?:de\s*)?s\.? ?s(?![A-Za-zÀ-ÿ]))\.?/gi;
const CAPITAL_SS = /S\.? ?S\.?$/;
const SMALL_S = 0x73;
/** «S. S»: how far the second S stands from the first at most. */
const SS_REACH = 3;
const LETTER = /\p{L}/u;
/** Only such words may stand between another kind of number's name and the number. */
const NAMED = /^(?:[^a-z0-9]|n|no|num|numero|est|le|la|les|de|du|des|d|au|ref|reference|suivant|c)*$/;
/** A sentence has ended between the label and the number. */
const SENTENCE_END = /[.!?]\s+[a-z]{2}/;
const BLANK_LINE = /\n[^\S\n]*\r?\n/;
/** A shorter tail ends no sentence. */
const SHORTEST_END = 3;
/** Words that may stand between a number and the next one under the same label. */
const CHAIN =
  /^(?:[^a-z0-9]|et|ou|puis|ainsi|que|celui|ceux|celle|de|des|du|d|la|le|les|mon|ma|mes|son|sa|pour|mari|epoux|epouse|femme|compagne|compagnon|conjointe?|concubine?|partenaire|fils|fille|enfants?|mere|pere|m|mme|monsieur|madame|cle|clef|(?<!\d)\d{1,2}(?!\d))*$/;

/** What the words before a number say of it. */
export interface Label {
  /** It is a social-security number. */
  readonly labelled: boolean;
  /** It is another kind of number: telephone, invoice, account. */
  readonly denied: boolean;
}

const NOTHING: Label = { labelled: false, denied: false };

/**
 * Follows a text's labels from one number to the next, in reading order: each stretch of text is looked at once, so that
 * the whole stays linear.
 */
export class LabelReader {
  private readTo = 0;
  private last: Label = NOTHING;
  private askedAt = -1;
  private afterNumber = false;
  private tail = '';

  constructor(private readonly text: string) {}

  /** What is said of the number that begins at `start`; calls come in reading order. */
  before(start: number): Label {
    if (start === this.askedAt) return this.last;
    const from = Math.max(this.readTo, start - REACH);
    const goesOn = from === this.readTo;
    this.last = this.judge(this.text.slice(from, start), goesOn);
    this.readTo = Math.max(this.readTo, start);
    this.askedAt = start;
    this.afterNumber = false;
    return this.last;
  }

  /** A number was listed up to `end`: its label speaks for the next one only through words such as «et». */
  took(end: number): void {
    this.readTo = Math.max(end, this.readTo);
    this.afterNumber = true;
    this.tail = '';
  }

  private judge(original: string, goesOn: boolean): Label {
    // Most numbers of a list have no word before them.
    if (!holdsLetter(original)) return this.carryOn(original, goesOn);
    const folded = foldLabelText(original);
    const words = lastWords(folded);
    const label = Math.max(words.label, misspeltLabelEnd(folded), bareSsEnd(original, folded));
    const other = words.other;
    if (label >= 0) {
      this.tail = folded.slice(label);
      if (other > label && NAMED.test(folded.slice(other))) return { labelled: false, denied: true };
      return speaksFor(this.tail) ? { labelled: true, denied: false } : NOTHING;
    }
    if (other >= 0) {
      this.tail = '';
      return { labelled: false, denied: NAMED.test(folded.slice(other)) };
    }
    return this.carryOn(folded, goesOn);
  }

  /** No label stands between this number and the one before: does that one's speak on? */
  private carryOn(folded: string, goesOn: boolean): Label {
    if (!goesOn || (!this.last.labelled && !this.last.denied)) return NOTHING;
    if (this.last.denied) return CHAIN.test(folded) ? this.last : NOTHING;
    if (this.afterNumber) return folded.length < 60 && CHAIN.test(folded) ? this.last : NOTHING;
    this.tail += folded;
    return speaksFor(this.tail) ? this.last : NOTHING;
  }
}

/** A glance tells most gaps between numbers: only what is beyond ASCII needs Unicode's tables. */
function holdsLetter(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x7f) return LETTER.test(text);
    const lower = code | 0x20;
    if (lower >= 0x61 && lower <= 0x7a) return true;
  }
  return false;
}

function speaksFor(tail: string): boolean {
  if (tail.length < SHORTEST_END) return true;
  if (tail.length > LONGEST_TAIL || SENTENCE_END.test(tail.replace(/^\.\s*/, ''))) return false;
  return !BLANK_LINE.test(tail) || !/[a-z]/.test(tail);
}

/** Where the last «SS» ends, as an offset of the folded text; -1 where there is none. */
function bareSsEnd(original: string, folded: string): number {
  if (!mayHoldSs(original)) return -1;
  let end = -1;
  BARE_SS.lastIndex = 0;
  for (let match = BARE_SS.exec(original); match !== null; match = BARE_SS.exec(original)) {
    if (match[0].length > 4 || CAPITAL_SS.test(match[0]) || /^n/i.test(match[0])) {
      // Offsets of the original and of the folded text differ by what folding changed: count from the end.
      end = Math.max(end, folded.length - foldLabelText(original.slice(match.index + match[0].length)).length);
    }
  }
  return end;
}

/** Whether two S stand side by side, a dot and a space between them at most. */
function mayHoldSs(text: string): boolean {
  let last = -SS_REACH - 1;
  for (let at = 0; at < text.length; at += 1) {
    if ((text.charCodeAt(at) | 0x20) !== SMALL_S) continue;
    if (at - last <= SS_REACH) return true;
    last = at;
  }
  return false;
}
