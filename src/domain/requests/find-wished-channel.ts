import { splitClauses } from './split-clauses';

const WISH =
  /\benvo|\badress|\btransm|\brecevoir|\brepon|\bretour|\bparvenir|\bmerci|\bsouhait|\bprefer|\bvoud|\bpouvez|\bpourriez/;
const STORY =
  /\b(?:ai|avais|avons|avez) (?:deja |bien )?(?:ete )?(?:envoye|transmis|recu|adresse|demande|ecrit|fait|repondu)/;
const BY_POST =
  /\bpar (?:la poste|courrier(?! electronique)|voie postale|lettre|papier)\b|\bvoie postale\b|\ba mon domicile\b/;
const BY_EMAIL =
  /\bpar (?:retour de )?(?:e-?mail|mail|courriel|courrier electronique|messagerie)\b|\bpas par (?:la poste|courrier)\b/;
const NOT_BY_EMAIL = /\bpas (?:[a-z']{1,15} ){0,3}par (?:e-?mail|mail|courriel)\b/;
const MOST_CLAUSE = 1_000;

/** How the answer is wished; null where nothing says it. @param folded text, folded in place */
export function findWishedChannel(folded: string): 'email' | 'post' | null {
  for (const { start, end } of splitClauses(folded)) {
    const clause = folded.slice(start, Math.min(end, start + MOST_CLAUSE));
    if (!WISH.test(clause) || STORY.test(clause)) continue;
    if (NOT_BY_EMAIL.test(clause)) return 'post';
    if (BY_EMAIL.test(clause)) return 'email';
    if (BY_POST.test(clause)) return 'post';
  }
  return null;
}
