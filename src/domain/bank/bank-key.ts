/** Characters of an IBAN by country (ISO 13616 registry): those of the SEPA area, the ones that a Caf pays to. */
const LENGTHS: Readonly<Record<string, number>> = {
  AD: 24,
  AT: 20,
  BE: 16,
  BG: 22,
  CH: 21,
  CY: 28,
  CZ: 24,
  DE: 22,
  DK: 18,
  EE: 20,
  ES: 24,
  FI: 18,
  FR: 27,
  GB: 22,
  GI: 23,
  GR: 27,
  HR: 21,
  HU: 28,
  IE: 22,
  IS: 26,
  IT: 27,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  MC: 27,
  MT: 31,
  NL: 18,
  NO: 15,
  PL: 28,
  PT: 25,
  RO: 24,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  VA: 22,
};

export function ibanLength(country: string): number | null {
  return LENGTHS[country] ?? null;
}

/** Whether its check digits agree (ISO 7064, mod 97-10) and, in a French one, the RIB’s own key. @param iban capitals, no spaces */
export function isSoundIban(iban: string): boolean {
  if (remainderOf(iban.slice(4) + iban.slice(0, 4)) !== 1) return false;
  return /^(?:FR|MC)/.test(iban) ? isSoundRib(iban.slice(4)) : true;
}

/** Bank (5), branch (5), account (11), key (2): 89 × bank + 15 × branch + 3 × account + key is a multiple of 97. */
export function isSoundRib(rib: string): boolean {
  const match = /^(\d{5})(\d{5})([0-9A-Z]{11})(\d{2})$/.exec(rib);
  if (match === null) return false;
  const [bank = 0, branch = 0, account = 0, key = 0] = match
    .slice(1)
    .map((part) => Number(part.replace(/[A-Z]/g, ribDigit)));
  return (89 * bank + 15 * branch + 3 * account + key) % 97 === 0;
}

/** The IBAN of a French RIB. */
export function ibanOfRib(rib: string): string {
  const check = 98 - remainderOf(`${rib}FR00`);
  return `FR${String(check).padStart(2, '0')}${rib}`;
}

/** «FR14 •••• 606». */
export function maskIban(iban: string): string {
  return `${iban.slice(0, 4)} •••• ${iban.slice(-3)}`;
}

/** A, J → 1; B, K, S → 2; … I, R, Z → 9. */
function ribDigit(letter: string): string {
  const place = letter.charCodeAt(0) - 65;
  return String(place < 18 ? (place % 9) + 1 : place - 16);
}

/** Letters count ten to thirty-five; digit by digit, for the whole is no safe integer. */
function remainderOf(text: string): number {
  let remainder = 0;
  for (const sign of text) {
    const value = Number.parseInt(sign, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder;
}
