import type { MimePart } from '../mime/mime-tree';
import { readTextPart } from './read-text-part';

/** Other forms of the same text that nobody needs beside it. */
const NEVER_READ = /^text\/(?:calendar|watch-html|x-amp-html)$/;

/**
 * Which forms of a multipart/alternative (RFC 2046 §5.1.4) are read: the plain one where it says everything that the
 * page shows, since quotes are clearer in it; the page where it says everything; both where each says more.
 * @returns the parts to read, in order; files that travel inside a form that is not read are among them
 */
export function chooseAlternative(children: readonly MimePart[]): readonly MimePart[] {
  const forms = children.filter(isForm);
  const texts = new Map(forms.map((form) => [form, textOf(form)]));
  const kept = new Set(forms);
  // The richest form is asked first whether it can be spared.
  for (const form of [...forms].reverse()) {
    const others = [...kept].filter((other) => other !== form);
    if (others.some((other) => saysAll(texts.get(other) ?? '', texts.get(form) ?? ''))) kept.delete(form);
  }
  return children.flatMap((part) => {
    if (kept.has(part)) return [part];
    if (isForm(part)) return filesIn(part);
    return forms.length > 0 && NEVER_READ.test(part.type.value) ? [] : [part];
  });
}

/** A PDF put beside the page in multipart/related is an attachment all the same. */
function filesIn(part: MimePart): readonly MimePart[] {
  return part.children.flatMap((child) => (isForm(child) ? filesIn(child) : [child]));
}

function isForm(part: MimePart): boolean {
  if (part.type.value.startsWith('multipart/')) return part.children.some(isForm);
  return (
    /^text\/(?:plain|html|enriched|richtext|x-html)$/.test(part.type.value) && part.disposition.value !== 'attachment'
  );
}

function textOf(part: MimePart): string {
  if (part.type.value.startsWith('multipart/')) return part.children.filter(isForm).map(textOf).join('\n');
  return readTextPart(part);
}

/** Does `one` hold every long number of `other`, and nearly all of its words? */
export function saysAll(one: string, other: string): boolean {
  const words = new Set(wordsOf(other));
  const digits = (text: string): string => text.replace(/\D/g, '');
  const allDigits = digits(one);
  const numbers = other.match(/\d[\d \u00a0|.-]{5,}\d/g) ?? [];
  if (!numbers.every((number) => allDigits.includes(digits(number)))) return false;
  const said = new Set(wordsOf(one));
  return [...words].filter((word) => said.has(word)).length >= words.size * 0.9;
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]{2,}/gu) ?? [];
