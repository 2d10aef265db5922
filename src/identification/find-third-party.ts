const RELATIVES =
  '(?:mere|pere|maman|papa|parents|grand-?\\s?(?:mere|pere)|belle-?\\s?(?:mere|soeur|fille)|beau-?\\s?(?:pere|frere|fils)|frere|soeur|tante|oncle|niece|neveu|cousine?|voisine?|ami|amie|usagere?|patiente?|residente?|protegee?|locataire|administree?|pupille|cliente?|beneficiaire|salariee?|majeure? protegee?)';
/** Of one's own household: writing about them with one's own number is nothing unusual. */
const HOUSEHOLD = '(?:mari|femme|epou(?:x|se)|conjointe?|compagn(?:on|e)|concubine?|fils|fille|enfants?)';
const WRITES =
  "(?:(?:j'|je (?:vous |me permets de vous )?)(?:ecris|contacte|sollicite|adresse|interviens)|je (?:me )?(?:fais|permets)[^.\\n]{0,30}|je (?:vous )?(?:demande|agis|viens)|cette demande est)";
/** Who says to be one of these writes as one. */
const PROTECTORS =
  '(?:tut(?:eur|rice|elle)|curat(?:eur|rice)|mandataire(?: judiciaire)?|assistante? (?:sociale?|de service social)|travailleu(?:r|se) sociale?|conseill(?:er|ere) (?:social|en economie)[a-z ]*|referente? (?:sociale?|rsa|famille)|aidante? familiale?|delegue[e]? (?:mjpm|a la tutelle))';
/** Trades that an allocataire may have too: they count where somebody is named as the one they are it for. */
const TRADES =
  '(?:avocate?|notaire|huissier|commissaire de justice|educat(?:eur|rice)[a-z ]*|benevole|agent (?:communal|du ccas|de la mairie)|secretaire de mairie|bailleur(?:esse)?|proprietaire|logeu(?:r|se)|gestionnaire|employeu(?:r|se)|medecin|infirmi(?:er|ere)|aide a domicile|auxiliaire de vie|interprete)';
const CALLED = '(?:m\\.|mr|mme|mlle|monsieur|madame|mademoiselle)';

/** Sentences by which a writer says that they write for somebody else. «Mon assistante sociale m'a dit» is none. */
const SAYS_SO: readonly RegExp[] = [
  new RegExp(
    `\\b${WRITES}[^.\\n]{0,40}\\b(?:pour|au nom de|de la part de|a la place de|au sujet de|concernant)\\s+(?:le compte de\\s+)?(?:ma|mon|une?|notre|mes|cette|ce)\\s+(?:\\p{L}+\\s)?${RELATIVES}\\b`,
    'u',
  ),
  new RegExp(`\\b${WRITES}[^.\\n]{0,30}\\b(?:au nom|pour le compte|a la place) (?:de |d')`),
  new RegExp(`\\b${WRITES}[^.\\n]{0,30}\\bde la part (?:de |d')(?!(?:mon|ma|mes|la|l'|le|votre) ?\\p{L})`, 'u'),
  /\b(?:pour le compte|au nom et pour le compte|en lieu et place|en qualite de representante?|a la demande) (?:de |d')(?!la caf)(?:m\.|mme|mr|monsieur|madame|mlle|ma |mon |notre )/,
  /\b(?:pour|au nom de|a la place de) (?:ma|mon) (?:mere|pere|maman|papa|grand-?\s?(?:mere|pere)|belle-?\s?mere|beau-?\s?pere|frere|soeur|tante|oncle|voisine?|mari|femme|epou(?:x|se))\b[^.\n]{0,40}\bqui (?:ne (?:peut|sait|parle|lit)|n'a pas|est (?:malade|agee?|hospitalisee?))/,
  new RegExp(
    `\\b(?:je suis|en (?:ma )?qualite de|en tant que|agissant comme|nommee?|designee?)\\s+(?:l[ea'] ?|une?\\s+|son |sa )?${PROTECTORS}\\b`,
  ),
  new RegExp(`\\b(?:je suis|en (?:ma )?qualite d[e'] ?|en tant que?) ?(?:son|sa)\\s+${TRADES}\\b`),
  // «Avocat de Mme Petit, je vous demande», «je suis le bailleur de Mme Petit», not «l'avocat de Mme Petit m'a dit»
  new RegExp(
    `(?:^|[.\\n] ?|\\b(?:je suis|en (?:ma )?qualite de|en tant que)\\s+(?:l[ea'] ?|une? )?)(?:${PROTECTORS}|${TRADES})\\b[^.,\\n]{0,25}\\b(?:de|pour|aupres de|accompagne|represente|assiste|suis)\\s+(?:notre |ma |mon )?${CALLED}\\b`,
  ),
  /\bje suis (?:la|le|l')\s*(?:petite?-)?(?:fille|fils|mere|pere|soeur|frere|niece|neveu|voisine?|amie?|cousine?|epou(?:x|se)|femme|mari|conjointe?|compagn(?:on|e)|belle-fille|gendre|aidante?) (?:de|d'|du)\b/,
  // «je vous écris pour Mme Petit»; people ask for papers «pour Mme Petit» who are Mme Petit.
  new RegExp(
    `(?:\\bj'|\\bje (?:vous |me permets de vous )?)(?:ecri(?:s|re)|contacte|sollicite|intervien[st])r?\\b[^.\\n]{0,30}\\b(?:pour|concernant|au sujet de|a propos de) ${CALLED} \\p{L}`,
    'u',
  ),
  /\bnous sommes (?:ses|les) (?:petits-)?(?:enfants|filles|fils|voisins|amis|proches|tuteurs|curateurs|employeurs|proprietaires|bailleurs)\b/,
  // «je suis Robert Blanc, le voisin de»; a mother or a spouse who says so may write with her own number.
  /\bje suis \p{L}[^.,\n]{1,40}, ?(?:la|le|l'|un|une)\s*(?:petite?-)?(?:fille|fils|soeur|frere|niece|neveu|voisine?|amie?|cousine?|belle-fille|gendre|aidante?) (?:de|d'|du)\b/u,
  // «Je suis sa mère» is said of a child of the writer's own file.
  /\bje suis (?:sa|son)\s*(?:petite?-)?(?:fille|fils|soeur|frere|niece|neveu|voisine?|amie?|cousine?|epou(?:x|se)|femme|mari|conjointe?|compagn(?:on|e)|belle-fille|gendre|aidante?)\b/,
  /\b(?:j'accompagne|nous accompagnons|je suis en charge de|j'assure le suivi de|nous suivons|je represente|nous representons)\s+(?:m\.|mme|mr|monsieur|madame|mlle|une?|cette|ce|l[ae])\b/,
  /\battestation[^.\n]{0,30}\b(?:de|pour) (?:ma|mon) (?:mere|pere|maman|papa|grand-?\s?(?:mere|pere)|frere|soeur|tante|oncle|voisine?)\b/,
  /\bnotre (?:association|service|structure|etude|cabinet|agence|etablissement)\b[^.\n]{0,40}(?<!')\b(?:accompagne|suit|represente|gere|heberge)\b/,
  // «Maître Dubreuil, notaire, vous prie»; «Maître Dubreuil, notaire, me demande» is the allocataire's own mention.
  /\bmaitre [^.,\n]{2,40},? (?:notaire|avocate?|huissier)\b[^.\n]{0,30}\bvous (?:prie|demande|remercie|saurait)\b/,
  // «mon mari est hospitalisé, je vous écris à sa place»
  /\b(?:ecris|demande|signe|contacte|sollicite|agis|fais (?:cette|la) demande|permets)\b[^.\n]{0,60}\b(?:a sa place|en son nom|de sa part|pour son compte|a leur place)\b/,
  /\bje (?:signe|soussignee?[^.\n]{0,40} (?:signe|agis)) (?:pour|a la place de|au nom de)\b/,
  // «c'est pour ma soeur» and a NIR that is not said to be the writer's own
  /\bc'est pour (?:ma|mon) (?:soeur|frere|mere|pere|maman|papa|tante|oncle|voisine?|mari|femme)\b(?:(?!\b(?:mon|je suis)\b)\D){0,160}[12] ?\d\d/,
];

const FOR_HOUSEHOLD = new RegExp(
  `\\b${WRITES}[^.\\n]{0,40}\\b(?:pour|au nom de|a la place de)\\s+(?:le compte de\\s+)?(?:ma|mon|mes|notre)\\s+(?:\\p{L}+\\s)?${HOUSEHOLD}\\b`,
  'u',
);

/** Services and offices, told by a signature, a sender's name or domain. */
const OFFICE =
  /\b(?:udaf|ccas|cias|mjpm|atmp|msap|pmi|mds|association tutelaire|mairie|hotel de ville|conseil departemental|departement (?:de|du|des)|service social|services sociaux|maison (?:de|des) (?:la )?solidarites?|action sociale|france services|centre social|emmaus|secours (?:catholique|populaire)|croix-rouge|restos du coeur|cimade|samu social|chrs|foyer|ehpad|esat|hopital|mission locale|protection des majeurs|cabinet d'avocats?|(?:etude|office) notariale?|notaires?|huissiers?|commissaires? de justice|agence immobiliere|regie immobiliere|office public de l'habitat|oph|hlm|bailleur social|barreau)\b/;
const ROLE_IN_SIGNATURE = new RegExp(`\\b(?:${PROTECTORS}|avocate?|educat(?:eur|rice) specialisee?)\\b`);
/** «Anne Petit (sa fille)», «son fils, Robert». */
const KIN_IN_SIGNATURE =
  /(?:^|[(,-] ?)(?:sa|son) (?:petite?-)?(?:fille|fils|mere|pere|soeur|frere|niece|neveu|tante|oncle|voisine?|amie?|cousine?|belle-fille|gendre|aidante?)(?:\)?\.?$|,? \p{L}+(?: \p{L}+)?$)/u;
/** A line of the letter that only stands where a signature would: «mon assistante sociale me demande un papier». */
const SPEAKS =
  /(?:^|[\s,'])(?:(?:me|je|mon|ma|mes|chez|aupres)(?=[\s,']|$)|[mj]'(?=\p{L})|(?:demande|veut|reclame|exige)(?=[\s,'\p{L}]|$))/u;
const OFFICE_DOMAIN =
  /(?:^|[.-])(?:udaf\d*|ccas|cias|mairie|ville|tutelle|atmp|notaires?|avocats?|croix-rouge|emmaus|ehpad|hopital)(?=[.-])/;

/** `third-party`: guardian, social worker, town hall, relative; `household`: for one's own spouse or child. */
export type WritesFor = 'third-party' | 'household' | null;

/**
 * Whether somebody writes for somebody else.
 * @param written what was newly written, folded
 * @param signed signature lines and the sender's name, folded
 * @param address the sender's e-mail address, '' where there is none
 */
export function findThirdParty(written: string, signed: readonly string[], address: string): WritesFor {
  const folded = written.replace(/[ \t]{2,}|\t/g, ' ');
  if (SAYS_SO.some((pattern) => pattern.test(folded))) return 'third-party';
  const signature = signed.filter((line) => !SPEAKS.test(line.trim()));
  const speaksOfOffice = (line: string): boolean => OFFICE.test(line) || ROLE_IN_SIGNATURE.test(line);
  if (signature.some((line) => speaksOfOffice(line) || KIN_IN_SIGNATURE.test(line.trim()))) return 'third-party';
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  if (OFFICE_DOMAIN.test(domain)) return 'third-party';
  return FOR_HOUSEHOLD.test(folded) ? 'household' : null;
}
