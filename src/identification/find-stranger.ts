import type { Person } from '../domain/directory/allocataire-file';
import { foldFrench, wordsOf } from '../domain/text/fold-french-text';
import { isMisspelling, nameOf, nameWords } from './compare-names';
import type { WriterZones } from './find-writer';

/** Two or three words with capitals: how people write their name. */
const NAME_LIKE = /^(?:(?:M\.|Mr|Mme|Mlle|Monsieur|Madame)\s+)?\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+){1,2}[\s,.]*$/u;
/** Capitalised lines that are nobody's name. */
const NOT_A_NAME =
  /\b(?:merci|bonne|journee|soiree|cordialement|salutations|bien|envoye|depuis|iphone|samsung|android|orange|mail|outlook|contact|service|client|compte|boite|famille|adresse|caf|caisse|attestation|objet|tel|telephone|madame,? monsieur|allocataire|numero|secu|securite|sociale|rue|avenue|paris|lyon|marseille|perso|maison|bonjour|demande|dossier|message|urgent|moi|quelqu'un|chere?|attention|centre|direction|agence|departement|republique|francaise|ref|reference|signature|signee?|pieces?|jointes?|copie|fait|lu|approuve)\b/;

/** After a comma, a part of an address. */
const PLACE =
  /^(?:bat|batiment|appt?|appartement|residence|escalier|esc|porte|etage|rdc|rue|avenue|place|lieu|quartier|cite|lotissement|hameau|chez|le|la|les)\b/;

/**
 * The full name of somebody who is not this person, in the signature, as the sender or at the head of a letter: null where
 * there is none. A married name beside the right first name, an initial, a nickname speak for nobody else.
 */
export function findStranger(zones: WriterZones, person: Person): 'signature' | 'from' | 'head' | null {
  if (zones.signedLines.some((line) => isAnother(withoutTrade(line), person))) return 'signature';
  if (isAnother(zones.from, person)) return 'from';
  return zones.headLines.some((line) => isAnother(line.split(/[,;:]|\sné/)[0] ?? '', person)) ? 'head' : null;
}

/** «Robert Blanc, adjoint au maire»: the name alone; «Les Lilas, bâtiment B» stays as it is. */
function withoutTrade(line: string): string {
  const [, name = '', trade = ''] = /^([^,\d]+?)(?:,| [-–—])\s*(\p{Ll}[^\d]*)$/u.exec(line.trim()) ?? [];
  return trade === '' || PLACE.test(foldFrench(trade)) ? line : name;
}

function isAnother(line: string, person: Person): boolean {
  if (!NAME_LIKE.test(line.trim())) return false;
  const folded = foldFrench(line);
  if (NOT_A_NAME.test(folded)) return false;
  const words = wordsOf(folded);
  const { first, lasts } = nameOf(person);
  // «Le Goff», «Da Silva»: a last name of two words, signed alone, is no first and last name.
  if (nameWords(folded).every((word) => lasts.some((last) => last.includes(word)))) return false;
  return !first.some((piece) => words.some((word) => word === piece || isMisspelling(word, piece, 'first')));
}
