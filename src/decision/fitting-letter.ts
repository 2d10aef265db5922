import type { LetterName } from '../domain/correspondence';
import type { DecidingFacts } from './request-facts';

/** The letter that would answer a request, for an agent to read before it leaves. */
export function fittingLetter(
  facts: Pick<DecidingFacts, 'kind' | 'temporaryNir' | 'status' | 'documentIsPossible'>,
): LetterName {
  const { kind, temporaryNir, status, documentIsPossible } = facts;
  if (kind.startsWith('attestation-')) return documentIsPossible ? 'attestation-envoyee' : 'document-impossible';
  // Nobody logs in to the account of somebody who has died.
  if (status === 'décédé') return 'deces';
  if (kind === 'acces-compte') return temporaryNir ? 'acces-compte-temporaire' : 'acces-compte';
  return 'accuse-reception';
}
