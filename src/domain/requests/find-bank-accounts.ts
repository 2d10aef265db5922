import { ibanLength, ibanOfRib, isSoundIban, isSoundRib, maskIban } from '../bank/bank-key';
import type { BankAccount } from './request-details';

const MOST_ACCOUNTS = 5;
/** Most letters hold none: one look spares the rest. */
const MAY_HOLD_ONE = /[a-z]{2} ?\d{2}[ .-]?[a-z\d]{2}|\d{5}[ .-]{0,3}\d{5}/i;
const IBAN_START = /(?<![A-Z0-9])([A-Z]{2}) ?\d{2}(?=[ .-]?[A-Z0-9])/g;
const RIB = /(?<![A-Z0-9])(\d{5})[ .-]{0,3}(\d{5})[ .-]{0,3}([0-9A-Z]{11})[ .-]{0,3}(\d{2})(?![A-Z0-9])/g;
const LABEL = /\b(?:IBAN|RIB|COMPTE)\b/;
const FRENCH = /^FR\d{12}/;
/** ISO 9362, where its label stands before: six letters alone are any word. */
const BIC = /\b(?:BIC|SWIFT)\b[\s:(/A-Z-]{0,15}?[\s:(]([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)(?![A-Z0-9])/;

/** Bank accounts of a text: IBANs of the SEPA area, and French RIBs by their own key. @param text in composed form */
export function findBankAccounts(text: string): readonly BankAccount[] {
  if (!MAY_HOLD_ONE.test(text)) return [];
  const upper = text.replace(/[\u00a0\u202f\t]/g, ' ').toUpperCase();
  const found = new Map<string, BankAccount['verdict']>();
  for (const match of upper.matchAll(IBAN_START)) {
    const iban = collect(upper, match.index, ibanLength(match[1] ?? ''));
    if (iban === null) continue;
    if (isSoundIban(iban)) found.set(iban, 'valid');
    // Words and figures can look like one: a wrong key counts where somebody calls it an account.
    else if (LABEL.test(upper.slice(Math.max(0, match.index - 40), match.index)) || FRENCH.test(iban))
      found.set(iban, 'wrong-key');
    if (found.size >= MOST_ACCOUNTS) break;
  }
  const inIbans = [...found.keys()].map((iban) => iban.slice(4));
  for (const match of upper.matchAll(RIB)) {
    const rib = match.slice(1).join('');
    // Twenty-three digits in one run are a RIB by their key alone.
    if (found.size >= MOST_ACCOUNTS || inIbans.includes(rib) || !isSoundRib(rib)) continue;
    found.set(ibanOfRib(rib), 'valid');
  }
  const bic = found.size === 0 ? null : (BIC.exec(upper)?.[1] ?? null);
  return [...found].map(([iban, verdict]) => ({ iban, bic, masked: maskIban(iban), verdict }));
}

/** So many characters from there on, separators left out; null where the text parts them, or goes on behind. */
function collect(text: string, start: number, length: number | null): string | null {
  if (length === null) return null;
  let iban = '';
  let at = start;
  for (; iban.length < length; at++) {
    const sign = text[at] ?? '';
    if (/[A-Z0-9]/.test(sign)) iban += sign;
    else if (!/[ .-]/.test(sign) || /[ .-]{3}/.test(text.slice(at - 2, at + 1))) return null;
  }
  return /[A-Z0-9]/.test(text[at] ?? '') ? null : iban;
}
