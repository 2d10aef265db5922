import type { MimePart } from '../mime/mime-tree';
import { readTextPart } from './read-text-part';

/**
 * Which form of a multipart/alternative (RFC 2046 §5.1.4) is read: the plain one where it says everything that the page
 * shows, since quotes are clearer in it; else the page, which is what a person sees.
 * @returns the chosen part, and parts beside it that are no other form of the text (files, calendars)
 */
export function chooseAlternative(children: readonly MimePart[]): [MimePart | null, readonly MimePart[]] {
  const texts = children.filter(isText);
  const others = children.filter(
    (part) => !isText(part) && part.type.value !== 'text/calendar' && part.type.value !== 'text/watch-html',
  );
  const plain = texts.find((part) => part.type.value === 'text/plain') ?? null;
  const rich = texts.filter((part) => part !== plain).at(-1) ?? null;
  if (plain === null || rich === null) return [rich ?? plain, others];
  return [saysAll(textOf(plain), textOf(rich)) ? plain : rich, rest(rich, plain, others)];
}

/** Files that travel with the form that was not chosen (a PDF put inside multipart/related) are attachments all the same. */
function rest(rich: MimePart, plain: MimePart, others: readonly MimePart[]): readonly MimePart[] {
  return rich.children.length > 0 && saysAll(textOf(plain), textOf(rich))
    ? [...others, ...rich.children.filter((part) => !isText(part))]
    : others;
}

function isText(part: MimePart): boolean {
  if (part.type.value.startsWith('text/'))
    return /^text\/(?:plain|html|enriched|richtext|x-html)$/.test(part.type.value);
  return part.type.value.startsWith('multipart/') && part.children.some(isText);
}

function textOf(part: MimePart): string {
  if (part.children.length > 0) return part.children.filter(isText).map(textOf).join('\n');
  return part.type.value.startsWith('text/') ? readTextPart(part) : '';
}

/** Does `plain` hold every number of `rich`, and nearly all of its words? */
function saysAll(plain: string, rich: string): boolean {
  const words = new Set(wordsOf(rich));
  if (words.size === 0) return true;
  const said = new Set(wordsOf(plain));
  const digits = (text: string): string => text.replace(/\D/g, '');
  const numbers = rich.match(/\d[\d \u00a0|.-]{5,}\d/g) ?? [];
  const allDigits = digits(plain);
  if (!numbers.every((number) => allDigits.includes(digits(number)))) return false;
  return [...words].filter((word) => said.has(word)).length >= words.size * 0.9;
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? [];
