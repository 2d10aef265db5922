/** Abbreviations and names that mean nothing else. */
const PLAIN =
  /(?<![a-z0-9])(?:nir|n\.i\.r|nirs|nss|n\.s\.s|nia|nnp|insee|i\.n\.s\.e\.e|secu|s[eé]cu|secus|secu sociale|immat|numero national d.identification|inscription au repertoire|(?:carte|numero|n ?[°oº]) ?(?:de )?(?:carte )?vitale|(?:numero|n ?[°oº]|matricule) ?(?:d.)?assuree?(?: sociale?)?|assuree? sociale?)(?![a-z])/y;
/** What else a long number can be, said by the words before it. */
const OTHER_NUMBER =
  /(?<![a-z])(?:tel|tele?phones?|portable|mobile|gsm|fax|siret|siren|iban|rib|bic|cb|(?:carte|cartes) (?:bancaire|bleue|visa)|visa|mastercard|factures?|fact|invoice|colis|colissimo|chronopost|suivi|tracking|expedition|bordereau|commandes?|(?:n ?[°oº]|numero) (?:de )?compte|compte (?:bancaire|courant)|contrat|cheque|mandat|quittance|transaction|ticket|police|serie|imei|ean|isbn|tva|compteur|pdl|prm|rae|client|devis|(?:n ?[°oº]|numero|num) ?(?:d.)? ?alloc\w*)(?![a-z])/y;

const IS_PLAIN = 1;
const IS_OTHER = 2;
const LETTERS = 27;
/** By the first three letters of a word (what is no letter counts as one more): which of the two it can begin. */
const BEGINNINGS = new Uint8Array(LETTERS ** 3);
begin(IS_PLAIN, 'nir n.? nss nia nnp ins i.? sec imm num no? car mat ass');
begin(IS_OTHER, 'tel por mob gsm fax sir iba rib bic cb. car vis mas fac inv col chr sui tra exp bor com n.? no? num');
begin(IS_OTHER, 'con che man qui tic pol ser ime ean isb tva pdl prm rae cli dev');

/** `.` stands for what is no letter, `?` for anything. */
function begin(kind: number, words: string): void {
  for (const word of words.split(' ')) {
    const pair = letterAt(word, 0) * LETTERS + letterAt(word, 1);
    const any = word.endsWith('?');
    for (let third = 0; third < LETTERS; third += 1) {
      const index = pair * LETTERS + third;
      if (any || third === letterAt(word, 2)) BEGINNINGS[index] = (BEGINNINGS[index] as number) | kind;
    }
  }
}

/** 1 to 26 for a to z, 0 for anything else and beyond the end. */
function letterAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0x61 && code <= 0x7a ? code - 0x60 : 0;
}

/** Where the last words of each kind end in a text, -1 where there are none. */
export interface LastWords {
  readonly label: number;
  readonly other: number;
}

/**
 * The last name of a social-security number and the last name of another kind of number.
 * @param folded lower case, without accents
 */
export function lastWords(folded: string): LastWords {
  let label = -1;
  let other = -1;
  let before = 0;
  for (let at = 0; at < folded.length; at += 1) {
    const letter = letterAt(folded, at);
    const begins = letter !== 0 && before === 0;
    before = letter;
    if (!begins) continue;
    const kinds = BEGINNINGS[
      (letter * LETTERS + letterAt(folded, at + 1)) * LETTERS + letterAt(folded, at + 2)
    ] as number;
    if (kinds === 0) continue;
    if ((kinds & IS_PLAIN) !== 0 && at >= label) label = Math.max(label, endOf(PLAIN, folded, at));
    if ((kinds & IS_OTHER) !== 0 && at >= other) other = Math.max(other, endOf(OTHER_NUMBER, folded, at));
  }
  return { label, other };
}

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}
