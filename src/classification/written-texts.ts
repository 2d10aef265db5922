import type { ReadItem } from '../domain/correspondence';
import { foldFrench } from '../domain/text/fold-french-text';
import type { RequestRules } from './load-rules';
import { SENTENCE_END, type SplitText, splitWords } from './split-words';

const BARE_WORDS = 12;
/** «Veuillez trouver ma demande ci-jointe», «voir mon courrier en PJ». */
const SEE_ENCLOSED =
  /\b(?:demande|courrier|lettre)\b[^.]{0,60}\b(?:jointe?s?|pj|pdf|annexe)\b|\b(?:jointe?s?|pj|pdf)\b[^.]{0,30}\b(?:demande|courrier|lettre)\b/;
/** Where the words that only introduce an enclosed letter end: a longer text asks for itself. */
const INTRODUCTION_LENGTH = 2_000;

export interface WrittenTexts {
  readonly written: readonly string[];
  /** Attachments that only go with what was written. */
  readonly enclosed: readonly string[];
}

/** What the sender wrote, and the attachments that only go with it. Of a bare message, the attachment is the letter. */
export function readTexts(item: ReadItem): WrittenTexts {
  const of = (...sources: readonly string[]): string[] =>
    item.texts.filter(({ source }) => sources.includes(source)).map(({ text }) => text);
  const subject = (item.subject === '' ? of('subject') : [item.subject]).map(withoutPrefix);
  const body = of('body', 'page');
  const enclosed = of('attachment');
  return isBare(body.join(' ').trim())
    ? { written: [...subject, ...body, ...enclosed], enclosed: [] }
    : { written: [...subject, ...body], enclosed };
}

function isBare(body: string): boolean {
  if (body.length > INTRODUCTION_LENGTH) return false;
  return body.split(/\s+/).length <= BARE_WORDS || SEE_ENCLOSED.test(foldFrench(body));
}

/**
 * Lines behind «>» that nothing introduces («Le … a écrit :»): a person may have written them so, and a danger in them is seen.
 * Once a quote was introduced, all that is quoted below belongs to it.
 */
export function quotedByHand({ texts }: ReadItem): string[] {
  const quoted = texts.filter(({ source }) => source === 'quoted');
  const introduced = quoted.findIndex(({ text }) => !/^\s?>/.test(text));
  const byHand = introduced < 0 ? quoted : quoted.slice(0, introduced);
  return byHand.map(({ text }) => text.replace(/^[> ]+/gm, ''));
}

function withoutPrefix(subject: string): string {
  return subject.replace(/^(?:\s*(?:re|tr|fw|fwd|ref)\s*:)+/i, '');
}

/** Words as the rules read them, and the same without the sentences that mail programs and offices put below messages. */
export function readWords(
  texts: readonly string[],
  { respeller, footers }: RequestRules,
): { readonly all: SplitText; readonly asked: SplitText } {
  const all = splitWords(texts, respeller);
  const found = footers.findAll(all.words);
  if (found.length === 0) return { all, asked: all };
  const inFooter = new Set(found.map(({ match }) => match[0] ?? 0));
  const words: string[] = [];
  const shown: string[] = [];
  let start = 0;
  let isFooter = false;
  all.words.forEach((word, index) => {
    isFooter ||= inFooter.has(index);
    if (word !== SENTENCE_END && index < all.words.length - 1) return;
    if (!isFooter)
      for (let at = start; at <= index; at++) {
        words.push(all.words[at] ?? '');
        shown.push(all.shown[at] ?? '');
      }
    start = index + 1;
    isFooter = false;
  });
  return { all, asked: { words, shown } };
}
