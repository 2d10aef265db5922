/** Benefits as people call them → codes. Only those that are asked for by name right behind the document. */
const NAMES: readonly (readonly [string, string])[] = [
  ['APL', 'apl'],
  ['ALS', 'als|allocation de logement sociale'],
  ['ALF', 'alf|allocation de logement familiale'],
  ['RSA', 'rsa|revenu de solidarite(?: active)?'],
  ['PPA', "prime d'activite"],
  ['AAH', 'aah|allocation (?:aux )?adultes? handicapes?'],
  ['AF', 'allocations familiales'],
  ['ASF', 'asf|allocation de soutien familial'],
  ['AEEH', 'aeeh'],
  ['PAJE', 'paje'],
];
const ASKED =
  "\\bat+est[a-z]* (?:de |du |d'|des )?(?:paiements? |versements? |droits? )?(?:de |du |d'|des |pour |concernant |a )?(?:l'|la |le |les |mon |ma |mes )?";
const PATTERNS = NAMES.map(([code, names]) => [code, new RegExp(`${ASKED}(?:${names})\\b`)] as const);

/** Codes of the benefits that an attestation is asked for: «attestation de RSA», «attestation de paiement de mon APL». */
export function findAskedBenefits(folded: string): readonly string[] {
  if (!/\bat+est/.test(folded)) return [];
  return PATTERNS.filter(([, pattern]) => pattern.test(folded)).map(([code]) => code);
}
