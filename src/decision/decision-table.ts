import type { AttestationKind, DecisionAction, LetterName, SettlingAction } from '../domain/correspondence';
import type { RequestFacts } from './request-facts';
import { whyHousehold, whyThirdParty } from './why-an-agent';

/** What a row of the table leads to, before it is known where a reply could go. */
export interface Outcome {
  readonly action: DecisionAction;
  readonly state: 'decided' | 'needs-agent' | 'set-aside';
  readonly letter: LetterName | null;
  readonly documents: readonly AttestationKind[];
  readonly preparedLetter: LetterName | null;
  /** Plain French, for an agent; null where none is needed. */
  readonly reason: string | null;
  readonly settle: SettlingAction | null;
}

export interface DecisionRow {
  readonly id: string;
  /** Plain French: what the row says, as an agent reads it. */
  readonly says: string;
  readonly when: (facts: RequestFacts) => boolean;
  readonly then: (facts: RequestFacts) => Outcome;
}

/**
 * The decision table. Rows are tried in order for each request of an item, and the first that holds decides; the last one
 * always holds.
 */
export const DECISION_TABLE: readonly DecisionRow[] = [
  row(
    'lettre-choisie-sans-personne',
    'Un agent a choisi une lettre qui porte des données personnelles, et la personne n’est pas confirmée.',
    ({ chosen, verdict }) => chosen?.personalData === true && verdict !== 'matched',
    () =>
      toAgent(
        'La lettre choisie porte des données personnelles\u00a0: confirmez d’abord la personne.',
        'confirm-person',
      ),
  ),
  row(
    'lettre-choisie-sans-document',
    'Un agent a choisi d’envoyer une attestation que le dossier ne permet pas d’établir.',
    ({ chosen, attestation }) =>
      chosen?.documents.includes('attestation-paiement') === true && attestation !== 'possible',
    ({ attestation }) =>
      toAgent(`${sentence(attestation)} Choisissez une autre lettre.`, 'choose-letter', 'document-impossible'),
  ),
  row(
    'lettre-choisie',
    'Un agent a choisi la lettre\u00a0: elle part telle quelle.',
    ({ chosen }) => chosen !== null,
    ({ chosen }) => ({
      ...reply(chosen?.action ?? 'acknowledge', chosen?.letter ?? 'accuse-reception'),
      documents: chosen?.documents ?? [],
    }),
  ),
  row(
    // RFC 3834 §2: an automatic message gets no automatic answer.
    'message-automatique',
    'Un message automatique, une liste, un avis de non-remise ou notre propre message ne reçoit jamais de réponse.',
    ({ automatic }) => automatic,
    () => ({ ...nothing(), action: 'none', state: 'set-aside' }),
  ),
  row(
    'illisible',
    'Ce que la machine ne peut pas lire, un agent le lit.',
    ({ unreadable }) => unreadable,
    () => toAgent('Le contenu n’a pas pu être lu\u00a0: ouvrez l’original.', 'read'),
  ),
  row(
    'danger',
    'Danger ou détresse\u00a0: une personne répond, jamais la machine.',
    ({ danger }) => danger,
    () => toAgent('Danger ou détresse\u00a0: à lire et à traiter en premier.', 'answer'),
  ),
  row(
    'reponse-automatique-exclue',
    'Aucune réponse automatique ne peut partir, bien qu’une personne ait écrit.',
    ({ mayAutoReply }) => !mayAutoReply,
    () => toAgent('Aucune réponse automatique ne peut partir pour ce message\u00a0: répondez vous-même.', 'answer'),
  ),
  row(
    'tiers',
    'Un tiers (tuteur, travailleur social, mairie, proche) écrit pour quelqu’un\u00a0: un agent vérifie ses droits.',
    ({ thirdParty }) => thirdParty,
    ({ guardian, accessGranted }) => toAgent(whyThirdParty(guardian, accessGranted), 'answer'),
  ),
  row(
    'numero-allocataire-seul',
    'Un numéro allocataire sans NIR\u00a0: le courrier et l’e-mail s’identifient par le NIR.',
    ({ verdict, numeroGiven }) => verdict === 'missing' && numeroGiven,
    () => reply('ask-identifier', 'numero-allocataire-seul'),
  ),
  row(
    'nir-manquant',
    'Sans NIR, on le demande, en disant comment l’envoyer.',
    ({ verdict }) => verdict === 'missing',
    () => reply('ask-identifier', 'nir-manquant'),
  ),
  row(
    'cle-fausse-personne-possible',
    'La clé du NIR est fausse et quelqu’un du répertoire pourrait être désigné\u00a0: un agent en décide.',
    ({ verdict, proposalKnown }) => verdict === 'wrong-key' && proposalKnown,
    () =>
      toAgent(
        'La clé du numéro est fausse, et une correction possible est connue\u00a0: confirmez la personne ou demandez le numéro.',
        'confirm-person',
        'nir-cle-fausse',
      ),
  ),
  row(
    'cle-fausse',
    'La clé du NIR est fausse et personne du répertoire ne peut être désigné\u00a0: on demande de vérifier le numéro.',
    ({ verdict }) => verdict === 'wrong-key',
    () => reply('ask-identifier', 'nir-cle-fausse'),
  ),
  row(
    'nir-non-confirme',
    'Le NIR est connu, mais rien d’autre ne dit que cette personne écrit.',
    ({ verdict }) => verdict === 'unconfirmed',
    () =>
      toAgent('Le numéro est connu, mais rien d’autre ne le confirme\u00a0: confirmez la personne.', 'confirm-person'),
  ),
  row(
    'nir-inconnu',
    'Le NIR n’est celui de personne dans le répertoire.',
    ({ verdict }) => verdict === 'unknown',
    () => toAgent('Ce numéro n’est à personne dans le répertoire\u00a0: cherchez la personne.', 'confirm-person'),
  ),
  row(
    'plusieurs-personnes',
    'Plusieurs personnes ou plusieurs lectures du NIR restent possibles.',
    ({ verdict }) => verdict === 'ambiguous',
    () =>
      toAgent(
        'Plusieurs personnes ou plusieurs lectures restent possibles\u00a0: dites laquelle est la bonne.',
        'confirm-person',
      ),
  ),
  row(
    'contradiction',
    'Quelque chose dans le message désigne une autre personne.',
    ({ verdict }) => verdict === 'conflict',
    () => toAgent('Le message se contredit sur la personne qui écrit\u00a0: confirmez-la.', 'confirm-person'),
  ),
  row(
    'conjoint',
    'Le conjoint ne voit que ses propres données, sauf accord de l’allocataire\u00a0: un agent répond.',
    ({ person }) => person !== 'allocataire',
    ({ person, accessGranted, fittingLetter }) =>
      toAgent(whyHousehold(person, accessGranted), 'choose-letter', fittingLetter),
  ),
  row(
    'dossier-decede',
    'Le dossier est celui d’une personne décédée.',
    ({ status }) => status === 'décédé',
    (facts) =>
      toAgent(
        'Le dossier est celui d’une personne décédée\u00a0: la lettre est prête, relisez-la.',
        'choose-letter',
        facts.fittingLetter,
      ),
  ),
  row(
    'dossier-radie',
    'Le dossier est fermé.',
    ({ status }) => status === 'radié',
    (facts) =>
      toAgent('Le dossier est fermé\u00a0: la lettre est prête, relisez-la.', 'choose-letter', facts.fittingLetter),
  ),
  row(
    'dossier-suspendu',
    'Le dossier est suspendu.',
    ({ status }) => status === 'suspendu',
    (facts) =>
      toAgent('Le dossier est suspendu\u00a0: la lettre est prête, relisez-la.', 'choose-letter', facts.fittingLetter),
  ),
  row(
    'attestation-impossible',
    'L’attestation demandée ne peut pas être établie\u00a0: la lettre qui dit pourquoi est prête.',
    ({ kind, attestation }) => kind === 'attestation-paiement' && attestation !== 'possible',
    ({ attestation }) => toAgent(sentence(attestation), 'choose-letter', 'document-impossible'),
  ),
  row(
    'attestation-de-paiement',
    'La personne est reconnue et son dossier est actif\u00a0: l’attestation part avec sa lettre.',
    ({ kind }) => kind === 'attestation-paiement',
    () => ({ ...reply('send-document', 'attestation-envoyee'), documents: ['attestation-paiement'] }),
  ),
  row(
    // caf.fr takes numbers that begin with 1 or 2 only: nothing is promised to the others.
    'acces-numero-provisoire',
    'La personne a un numéro provisoire, que caf.fr n’accepte pas encore\u00a0: la lettre le lui explique.',
    ({ kind, temporaryNir }) => kind === 'acces-compte' && temporaryNir,
    () => reply('explain-access', 'acces-compte-temporaire'),
  ),
  row(
    'acces-au-compte',
    'La personne est reconnue\u00a0: la lettre explique comment se connecter.',
    ({ kind }) => kind === 'acces-compte',
    () => reply('explain-access', 'acces-compte'),
  ),
  row(
    'autre-demande',
    'La machine accuse réception, et un agent répond sur le fond.',
    () => true,
    ({ kindName }) => ({
      ...reply('acknowledge', 'accuse-reception'),
      state: 'needs-agent',
      reason: `Demande à traiter par un agent\u00a0: ${kindName}. L’accusé de réception part de lui-même.`,
      settle: 'answer',
    }),
  ),
];

function row(id: string, says: string, when: DecisionRow['when'], then: DecisionRow['then']): DecisionRow {
  return { id, says, when, then };
}

function nothing(): Outcome {
  return {
    action: 'none',
    state: 'decided',
    letter: null,
    documents: [],
    preparedLetter: null,
    reason: null,
    settle: null,
  };
}

function reply(action: DecisionAction, letter: LetterName): Outcome {
  return { ...nothing(), action, letter };
}

function toAgent(reason: string, settle: SettlingAction, preparedLetter: LetterName | null = null): Outcome {
  return { ...nothing(), action: 'to-agent', state: 'needs-agent', reason, settle, preparedLetter };
}

/** «aucun paiement dans le dossier : …» as a sentence. */
function sentence(refusal: string): string {
  return `${refusal.charAt(0).toUpperCase()}${refusal.slice(1)}.`.replace(/ ([:;!?»])/g, '\u00a0$1');
}
