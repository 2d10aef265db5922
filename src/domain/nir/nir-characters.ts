/**
 * What each UTF-16 code unit is to the search for NIRs. One table look-up per character keeps the search linear and quick.
 * Surrogates, lone or paired, and NUL are OTHER: they end whatever stood before them.
 */
export const OTHER = 0;
export const DIGIT = 1;
/** A letter that scanners and hurried hands write for a digit, or a letter of Corsica. */
export const MISREAD = 2;
/** A letter that stands for no digit, or a digit of another script: what it touches is a word or a reference. */
export const LETTER = 3;
export const SPACE = 4;
export const NEWLINE = 5;
export const DASH = 6;
export const DOT = 7;
export const SLASH = 8;
export const UNDERSCORE = 9;
/** Zero-width and soft-hyphen characters: a reader sees no gap, so they part nothing. */
export const INVISIBLE = 10;
/** A table's border, or a 1. */
export const PIPE = 11;
/** Punctuation, or a 1. */
export const BANG = 12;

/** In READING: 0–9 a digit; MISREAD_AS + d a letter or sign read for d; CORSICA_OR + d the B of 2B, or else d; CORSICA_A the A of 2A. */
export const MISREAD_AS = 10;
export const CORSICA_OR = 20;
export const CORSICA_A = 30;
export const NOT_READ = 255;

export const CLASS = new Uint8Array(65536);
export const READING = new Uint8Array(65536).fill(NOT_READ);

function each(characters: string, set: (code: number) => void): void {
  for (let at = 0; at < characters.length; at += 1) set(characters.charCodeAt(at));
}

function classify(characters: string, kind: number): void {
  each(characters, (code) => {
    CLASS[code] = kind;
  });
}

function classifyAll(pattern: RegExp, kind: number): void {
  for (let code = 0; code < 65536; code += 1) if (pattern.test(String.fromCharCode(code))) CLASS[code] = kind;
}

// º and ª are letters to Unicode and the degree sign of «nº» to writers.
classifyAll(/^[\p{L}\p{M}\p{Nd}]$/u, LETTER);
classify('ºª', OTHER);
classifyAll(/^[\p{White_Space}]$/u, SPACE);
classify('\n\r\u2028\u2029\u0085\v\f', NEWLINE);
classifyAll(/^\p{Pd}$/u, DASH);
classify('\u2212\u2043\u02d7', DASH);
classify('.·․‧∙⋅•．。', DOT);
classify('/⁄∕／', SLASH);
classify('_＿', UNDERSCORE);
classifyAll(/^\p{Cf}$/u, INVISIBLE);
classify('\u034f\u115f\u1160\u3164\ufeff', INVISIBLE);
classify('|¦│┃┆┊║｜', PIPE);
classify('!', BANG);

for (let digit = 0; digit < 10; digit += 1) {
  const writings = String.fromCharCode(0x30 + digit, 0xff10 + digit);
  classify(writings, DIGIT);
  each(writings, (code) => {
    READING[code] = digit;
  });
}

/** Reading errors, each letter or sign for one digit; O, Z and S look the same in lower case. */
const MISREADINGS: ReadonlyArray<readonly [string, number]> = [
  ['Oo', 0],
  ['Il', 1],
  ['Zz', 2],
  ['Ss', 5],
  ['G', 6],
  ['gq', 9],
];
for (const [letters, digit] of MISREADINGS) {
  classify(letters, MISREAD);
  each(letters, (code) => {
    READING[code] = MISREAD_AS + digit;
  });
}
classify('AaBbＡａＢｂ', MISREAD);
each('AaＡａ', (code) => {
  READING[code] = CORSICA_A;
});
each('BＢ', (code) => {
  READING[code] = CORSICA_OR + 8;
});
each('bｂ', (code) => {
  READING[code] = CORSICA_OR + 6;
});
each('|!', (code) => {
  READING[code] = MISREAD_AS + 1;
});
