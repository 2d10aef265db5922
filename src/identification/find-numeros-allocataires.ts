import { foldFrench } from '../domain/text/fold-french-text';
import { matchesOf } from '../domain/text/matches-of';

export interface WrittenNumero {
  /** Seven digits, leading zeros kept. */
  readonly numero: string;
  /** «n° allocataire», «matricule» stand before it; otherwise it only stands alone and the directory has to know it. */
  readonly labelled: boolean;
}

/** «n° allocataire», «num d'alocataire», «matricule», «dossier Caf», then at most a few words before the digits. */
const LABELLED =
  /(?:\bal{1,2}oc[a-z]*|\bmatricule|\b(?:numero|num|n°|no|dossier|identifiant)\s*(?:de\s+(?:dossier\s+)?)?(?:la\s+)?caf)\b[^\d\n]{0,30}\n?[^\d\n]{0,10}?(?<!\d)(\d{7}|\d(?:[ .-]?\d){6}(?![ .-]?\d))(?!\d)/g;
const SEVEN_DIGITS = /\d(?:[ .-]?\d){6}/;
/** Seven digits joined, no digits, letters, amounts or decimals around them. */
const ALONE = /(?<![\p{L}\d@#/+])(?<!\d[ .,/-])(\d{7})(?![\p{L}\d@/])(?![ .,/-]\d)(?!\s*(?:€|euros?\b|km\b))/gu;
/** What other seven-digit numbers are called. */
const OTHER_LABEL =
  /\b(?:facture|commande|contrat|colis|suivi|client|tel|telephone|portable|fax|permis|passeport|police|sinistre|ticket|reference|ref|recommande|siret|siren|compte|iban|rib|bp|cs)\b[^\d\n]{0,15}$/;

/** Numéros allocataires written in a text (NIRs blanked out beforehand), each once, those with a label first. */
export function findNumerosAllocataires(text: string): readonly WrittenNumero[] {
  if (!/\d/.test(text)) return [];
  const folded = foldFrench(text);
  const found = new Map<string, WrittenNumero>();
  if (!SEVEN_DIGITS.test(folded)) return [];
  for (const match of matchesOf(LABELLED, folded)) {
    const numero = (match[1] ?? '').replace(/\D/g, '');
    found.set(numero, { numero, labelled: true });
  }
  for (const match of matchesOf(ALONE, folded)) {
    const numero = match[1] ?? '';
    if (found.has(numero) || OTHER_LABEL.test(folded.slice(Math.max(0, match.index - 30), match.index))) continue;
    found.set(numero, { numero, labelled: false });
  }
  return [...found.values()];
}
