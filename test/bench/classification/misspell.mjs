/** How people really write: without accents, in capitals, as on a phone, with slips of the fingers. */
import { below, one } from './choose.mjs';

/** What is written on a phone, word by word, each at most as often as people do so. */
const PHONE = [
  [/\b(bonjour|bonsoir)\b/gi, ['bjr', 'slt', 'bonjour']],
  [/\bs[’']il vous pla[iî]t\b/gi, ['svp', 'stp']],
  [/\bqu[’']est[- ]ce que\b/gi, ['keske', 'c koi']],
  [/\bpourquoi\b/gi, ['pk', 'pourkoi', 'pq']],
  [/\bparce que\b/gi, ['pcq', 'parce ke']],
  [/\bquand\b/gi, ['qd', 'kan', 'quand']],
  [/\bquoi\b/gi, ['koi']],
  [/\bque\b/gi, ['ke', 'q', 'que']],
  [/\bqui\b/gi, ['ki', 'qui']],
  [/\bpour\b/gi, ['pr', 'pour']],
  [/\btoujours\b/gi, ['tjrs', 'tjs', 'toujour']],
  [/\bbeaucoup\b/gi, ['bcp']],
  [/\bavec\b/gi, ['avc', 'avec']],
  [/\bvous\b/gi, ['vs', 'vous', 'vous']],
  [/\bnous\b/gi, ['ns', 'nous', 'nous']],
  [/\bdans\b/gi, ['ds', 'dans']],
  [/\brendez[- ]vous\b/gi, ['rdv']],
  [/\bmaintenant\b/gi, ['mtn', 'maintenan']],
  [/\bj[’']ai\b/gi, ['jai', 'g', 'j ai']],
  [/\bj[’'](?=[aeéèhiou])/gi, ['j', 'j ']],
  [/\b([ldmnsc])[’'](?=[aeéèhiou])/gi, ['$1', '$1 ', '$1’']],
  [/\bc[’']est\b/gi, ['c', 'cé', 'cest']],
  [/\bil faut\b/gi, ['fo', 'il fau', 'faut']],
  [/\bje ne\b/gi, ['je', 'jne']],
  [/\bn[’'](?=[aeéèhiouy])/gi, ['']],
  [/ments?\b/gi, ['ment', 'men']],
  [/(?<=\p{L}{4})er\b/giu, ['é', 'er']],
  [/(?<=\p{L}{4})ez\b/giu, ['é', 'er', 'ez']],
  [/(?<=\p{L}{4})s\b/giu, ['', 's']],
  [/ph/gi, ['f']],
];

const NEAR_KEYS = {
  a: 'zq',
  e: 'rz',
  i: 'uo',
  o: 'ip',
  u: 'yi',
  n: 'b',
  m: 'l',
  r: 'et',
  s: 'dq',
  t: 'ry',
  c: 'xv',
  d: 'sf',
  l: 'km',
};

export const withoutAccents = (text) => text.normalize('NFD').replace(/\p{M}/gu, '');

export const asOnAPhone = (random, text) => {
  let written = text;
  for (const [pattern, ways] of PHONE)
    written = written.replace(pattern, (...found) => one(random, ways).replace('$1', found[1]));
  written = random() < 0.7 ? written.toLowerCase() : written;
  written = random() < 0.6 ? withoutAccents(written) : written;
  return random() < 0.5 ? written.replace(/[.,;:](?=\s|$)/g, '') : written;
};

/** One slip in every `every` long words: a letter lost, doubled, changed for its neighbour, or two exchanged. */
export const withSlips = (random, text, every) =>
  text.replace(/\p{L}{5,}/gu, (word) => {
    if (random() * every >= 1) return word;
    const at = 1 + below(random, word.length - 2);
    const [before, letter, after] = [word.slice(0, at), word[at], word.slice(at + 1)];
    const near = NEAR_KEYS[letter];
    return one(random, [
      before + after,
      before + letter + letter + after,
      before + (after[0] ?? '') + letter + after.slice(1),
      near === undefined ? before + after : before + one(random, [...near]) + after,
    ]);
  });

export const inCapitals = (text) => withoutAccents(text).toUpperCase();

/** As mail programs wrap it. */
export const wrapped = (text, width) =>
  text
    .split('\n')
    .map((line) => line.replace(new RegExp(`(?![^\\n]{1,${width}}$)([^\\n]{1,${width}})\\s`, 'g'), '$1\n'))
    .join('\n');
