import type { RequestFacts } from '../request-facts';

/** Why somebody who writes for another goes to an agent, and what speaks for them. */
export function whyThirdParty(guardian: RequestFacts['guardian'], accessGranted: boolean): string {
  if (guardian === 'proven')
    return 'Le tuteur inscrit au dossier écrit, de son adresse authentifiée\u00a0: vous pouvez lui répondre.';
  if (guardian === 'claimed')
    return 'Quelqu’un se présente comme le tuteur inscrit au dossier, sans preuve\u00a0: vérifiez avant de répondre.';
  return accessGranted
    ? 'Un tiers écrit pour cette personne, qui a donné accès à un tiers\u00a0: vérifiez que c’est lui avant de répondre.'
    : 'Un tiers écrit pour cette personne\u00a0: vérifiez à quel titre avant de répondre.';
}

/** Why a spouse or a child goes to an agent, and what the allocataire agreed to. */
export function whyHousehold(person: RequestFacts['person'], accessGranted: boolean): string {
  const who = person === 'conjoint' ? 'C’est le conjoint qui écrit' : 'C’est un enfant du dossier qui écrit';
  return accessGranted
    ? `${who}, et l’allocataire lui a donné accès au dossier\u00a0: relisez la lettre et envoyez-la.`
    : `${who}\u00a0: sans accord de l’allocataire inscrit au dossier, il ne reçoit que ses propres données.`;
}

/** «aucun paiement dans le dossier : …», why no attestation can be made, as a sentence. */
export function refusalInWords({ impossible }: Pick<RequestFacts, 'impossible'>): string {
  const why = impossible?.refusal.message ?? 'l’attestation ne peut pas être établie';
  return `${why.charAt(0).toUpperCase()}${why.slice(1)}.`.replace(/ ([:;!?»])/g, '\u00a0$1');
}
