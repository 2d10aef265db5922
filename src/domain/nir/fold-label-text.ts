const ASCII = /^[\0-\x7f]*$/;
const UNDERSCORE = 0x5f;
const CAPITAL_A = 0x41;
const CAPITAL_Z = 0x5a;
const SMALL_A = 0x61;
const SMALL_Z = 0x7a;
const SMALL_E_ACUTE = 0xe9;
const SIGMA = 0x3a3;

/** What each of these characters becomes, where that is one character whatever stands around it; 0 for the others. */
const FOLDED = new Uint16Array(0x2100);
for (let code = 0; code < FOLDED.length; code += 1) {
  const folded = foldAnything(String.fromCharCode(code));
  FOLDED[code] = folded.length === 1 && code !== SIGMA ? folded.charCodeAt(0) : 0;
}

/**
 * Lower case without accents (nor what is left of an é in text of another encoding), `numeroSecuriteSociale` and `numero_ss`
 * cut into words. Lengths may change.
 */
export function foldLabelText(text: string): string {
  let plain = true;
  let before = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= FOLDED.length || FOLDED[code] === 0) return foldAnything(text);
    if (code > 0x7f || code === UNDERSCORE || isNewWord(before, code)) plain = false;
    before = code;
  }
  return plain ? text.toLowerCase() : foldEach(text);
}

function foldEach(text: string): string {
  const codes: number[] = [];
  let before = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isNewWord(before, code)) codes.push(0x20);
    codes.push(FOLDED[code] as number);
    before = code;
  }
  return String.fromCharCode(...codes);
}

function isNewWord(before: number, code: number): boolean {
  if (code < CAPITAL_A || code > CAPITAL_Z) return false;
  return (before >= SMALL_A && before <= SMALL_Z) || before === SMALL_E_ACUTE;
}

function foldAnything(text: string): string {
  const cut = text.replace(/(?<=[a-zé])(?=[A-Z])|_/g, ' ').replace(/\ufffd/g, 'e');
  return (ASCII.test(cut) ? cut : cut.normalize('NFD').replace(/\p{M}/gu, '')).toLowerCase();
}
