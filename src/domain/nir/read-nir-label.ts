/** Farther away, words no longer speak of this number. */
const REACH = 160;
const LONGEST_TAIL = 110;
const NUMBER =
  /(?:^|[^a-z])(?:n|n ?[°oº]s?|no|nr|num|numeros?|nums?|nro|nume?rr?os?|immat\w*)\W{0,3}(?:d[eu'’]s?\W*)?(?:la\W*|ma\W*|sa\W*)?$/;
/** Abbreviations and names that mean nothing else. */
const PLAIN =
  /(?<![a-z0-9])(?:nir|n\.i\.r|nirs|nss|n\.s\.s|nia|nnp|insee|i\.n\.s\.e\.e|secu|s[eé]cu|secus|secu sociale|immat|numero national d.identification|inscription au repertoire|(?:carte|numero|n ?[°oº]) ?(?:de )?(?:carte )?vitale|(?:numero|n ?[°oº]|matricule) ?(?:d.)?assuree?(?: sociale?)?|assuree? sociale?)(?![a-z])/g;
/** SS needs a number sign before it, or capitals: two s are also the end of a word cut in two. */
const BARE_SS =
  /(?<![A-Za-zÀ-ÿ0-9])(?:S\.? ?S(?![A-Za-zÀ-ÿ])|(?:n ?[°oº.]?|n[ou]m\.?|num[eé]ro)[\s_]*(?:de\s*)?s\.? ?s(?![A-Za-zÀ-ÿ]))\.?/gi;
const CAPITAL_SS = /S\.? ?S\.?$/;
const WORD = /[a-z]{5,20}/g;
const LETTER = /\p{L}/u;
const ASCII = /^[\0-\x7f]*$/;
/** What else a long number can be, said by the words before it. */
const OTHER_NUMBER =
  /(?<![a-z])(?:tel|tele?phones?|portable|mobile|gsm|fax|siret|siren|iban|rib|bic|cb|(?:carte|cartes) (?:bancaire|bleue|visa)|visa|mastercard|factures?|fact|invoice|colis|colissimo|chronopost|suivi|tracking|expedition|bordereau|commandes?|(?:n ?[°oº]|numero) (?:de )?compte|compte (?:bancaire|courant)|contrat|cheque|mandat|quittance|transaction|ticket|police|serie|imei|ean|isbn|tva|compteur|pdl|prm|rae|client|devis|(?:n ?[°oº]|numero|num) ?(?:d.)? ?alloc\w*)(?![a-z])/g;
/** Only such words may stand between another kind of number's name and the number. */
const NAMED = /^(?:[^a-z0-9]|n|no|num|numero|est|le|la|les|de|du|des|d|au|ref|reference|suivant|c)*$/;
/** A sentence has ended between the label and the number. */
const SENTENCE_END = /[.!?]\s+[a-z]{2}/;
const BLANK_LINE = /\n[^\S\n]*\r?\n/;
/** Words that may stand between a number and the next one under the same label. */
const CHAIN =
  /^(?:[^a-z0-9]|et|ou|puis|ainsi|que|celui|ceux|celle|de|des|du|d|la|le|les|mon|ma|mes|son|sa|pour|mari|epoux|epouse|femme|compagne|compagnon|conjointe?|concubine?|partenaire|fils|fille|enfants?|mere|pere|m|mme|monsieur|madame|cle|clef|(?<!\d)\d{1,2}(?!\d))*$/;

/** What the words before a number say of it. */
export interface Label {
  /** It is a social-security number. */
  readonly labelled: boolean;
  /** It is another kind of number: telephone, invoice, account. */
  readonly denied: boolean;
}

const NOTHING: Label = { labelled: false, denied: false };

/**
 * Follows a text's labels from one number to the next, in reading order: each stretch of text is looked at once, so that
 * the whole stays linear.
 */
export class LabelReader {
  private readTo = 0;
  private last: Label = NOTHING;
  private askedAt = -1;
  private afterNumber = false;
  private tail = '';

  constructor(private readonly text: string) {}

  /** What is said of the number that begins at `start`; calls come in reading order. */
  before(start: number): Label {
    if (start === this.askedAt) return this.last;
    const from = Math.max(this.readTo, start - REACH);
    const goesOn = from === this.readTo;
    this.last = this.judge(this.text.slice(from, start), goesOn);
    this.readTo = Math.max(this.readTo, start);
    this.askedAt = start;
    this.afterNumber = false;
    return this.last;
  }

  /** A number was listed up to `end`: its label speaks for the next one only through words such as «et». */
  took(end: number): void {
    this.readTo = Math.max(end, this.readTo);
    this.afterNumber = true;
    this.tail = '';
  }

  private judge(original: string, goesOn: boolean): Label {
    // Most numbers of a list have no word before them.
    if (!LETTER.test(original)) return this.carryOn(original, goesOn);
    const folded = fold(original);
    const label = lastLabelEnd(folded, original);
    const other = lastMatchEnd(OTHER_NUMBER, folded);
    if (label >= 0) {
      this.tail = folded.slice(label);
      if (other > label && NAMED.test(folded.slice(other))) return { labelled: false, denied: true };
      return speaksFor(this.tail) ? { labelled: true, denied: false } : NOTHING;
    }
    if (other >= 0) {
      this.tail = '';
      return { labelled: false, denied: NAMED.test(folded.slice(other)) };
    }
    return this.carryOn(folded, goesOn);
  }

  /** No label stands between this number and the one before: does that one's speak on? */
  private carryOn(folded: string, goesOn: boolean): Label {
    if (!goesOn || (!this.last.labelled && !this.last.denied)) return NOTHING;
    if (this.last.denied) return CHAIN.test(folded) ? this.last : NOTHING;
    if (this.afterNumber) return folded.length < 60 && CHAIN.test(folded) ? this.last : NOTHING;
    this.tail += folded;
    return speaksFor(this.tail) ? this.last : NOTHING;
  }
}

/** Lower case without accents (nor what is left of an é in text of another encoding), `numeroSecuriteSociale` and `numero_ss` cut into words: lengths may change. */
function fold(text: string): string {
  const cut = text.replace(/(?<=[a-zé])(?=[A-Z])|_/g, ' ').replace(/\ufffd/g, 'e');
  return (ASCII.test(cut) ? cut : cut.normalize('NFD').replace(/\p{M}/gu, '')).toLowerCase();
}

function speaksFor(tail: string): boolean {
  if (tail.length > LONGEST_TAIL || SENTENCE_END.test(tail.replace(/^\.\s*/, ''))) return false;
  return !BLANK_LINE.test(tail) || !/[a-z]/.test(tail);
}

function lastMatchEnd(pattern: RegExp, text: string): number {
  let end = -1;
  pattern.lastIndex = 0;
  while (pattern.test(text)) end = pattern.lastIndex;
  return end;
}

function lastLabelEnd(folded: string, original: string): number {
  let end = Math.max(lastMatchEnd(PLAIN, folded), misspeltLabelEnd(folded));
  BARE_SS.lastIndex = 0;
  for (let match = BARE_SS.exec(original); match !== null; match = BARE_SS.exec(original)) {
    if (match[0].length > 4 || CAPITAL_SS.test(match[0]) || /^n/i.test(match[0])) {
      // Offsets of the original and of the folded text differ by what folding changed: count from the end.
      end = Math.max(end, folded.length - fold(original.slice(match.index + match[0].length)).length);
    }
  }
  return end;
}

/** «sécurité sociale», «immatriculation», however spelt; «numéro de sécurité» and «numéro social» too. */
function misspeltLabelEnd(folded: string): number {
  let end = -1;
  let security = -1;
  WORD.lastIndex = 0;
  for (let match = WORD.exec(folded); match !== null; match = WORD.exec(folded)) {
    const word = match[0];
    const past = match.index + word.length;
    if (word.startsWith('i')) {
      if (word.length > 9 && differsBy(word, 'immatriculation', 3)) end = past;
    } else if (word.startsWith('s') || word.startsWith('c')) {
      if (word.length < 12 && (differsBy(word, 'securite', 2) || differsBy(word, 'securiter', 2))) {
        security = past;
        if (NUMBER.test(folded.slice(Math.max(0, match.index - 24), match.index))) end = past;
        else if (/^ (?:soc|s)(?![a-z])/.test(folded.slice(past, past + 5))) end = past;
      } else if (word.length < 10 && !word.startsWith('sp') && differsBy(word, 'sociale', 2)) {
        const near = security >= 0 && match.index - security < 4;
        if (near || NUMBER.test(folded.slice(Math.max(0, match.index - 24), match.index))) end = past;
      }
    }
  }
  return end;
}

/** Whether two words are within `most` changes of one another (letters lost, added or replaced). */
function differsBy(word: string, model: string, most: number): boolean {
  if (word === model) return true;
  if (Math.abs(word.length - model.length) > most) return false;
  let row = Array.from({ length: model.length + 1 }, (_, at) => at);
  for (let i = 1; i <= word.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= model.length; j += 1) {
      const replaced = (row[j - 1] as number) + (word[i - 1] === model[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return (row[model.length] as number) <= most;
}
