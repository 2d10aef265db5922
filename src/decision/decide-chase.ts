import { printableAddress } from '../domain/addresses/printable-address';
import type { Chase, Decision } from '../domain/correspondence';
import { ok, type Result, refused } from '../domain/result';
import { type ChosenDestination, chooseDestination } from './choose-destination';
import { explainItem } from './explain-decision';
import type { DecisionInput } from './request-facts';

export interface ChaseOrder extends Omit<Chase, 'closes'> {
  /** An e-mail of ours for this case came back: nothing more goes to that address. */
  readonly mailBounced?: boolean;
}

/**
 * What is sent to a sender who does not answer: a reminder the way we wrote, one by post where the file says where they live,
 * then the letter that closes the request. Without an address for the second reminder, the request is closed at once; where
 * our e-mail came back and no postal address is trusted, an agent closes it.
 */
export function decideChase(input: DecisionInput, { step, firstWrittenOn, mailBounced = false }: ChaseOrder): Decision {
  if (step === 'bounced') return decideBounced(input, firstWrittenOn);
  const dead = mailBounced && input.item.channel === 'email';
  const byPost = step === 'remind-by-post' || dead ? postedReminder(input) : null;
  const closes = step === 'close' || (step === 'remind-by-post' && byPost === null);
  const found = byPost ?? (dead ? refused(MAIL_CAME_BACK) : chooseDestination(input, false));
  const rule = closes ? 'silence-cloture' : 'silence-relance';
  const says = closes
    ? 'Règle «\u00a0silence-cloture\u00a0»\u00a0: sans réponse malgré nos rappels, la demande est fermée par une lettre.'
    : 'Règle «\u00a0silence-relance\u00a0»\u00a0: sans réponse de l’expéditeur, nous lui écrivons de nouveau.';
  const trace = [...explainItem(input), says];
  const letter = closes ? 'cloture-sans-reponse' : 'relance';
  const common = { documents: [], rule, chase: { step, firstWrittenOn, closes } };
  if (!found.ok)
    return {
      ...common,
      action: 'to-agent',
      state: 'needs-agent',
      channel: null,
      letter: null,
      preparedLetter: letter,
      destination: null,
      trace: [...trace, found.error],
      reason: `${found.error} La lettre «\u00a0${letter}\u00a0» ne peut pas partir.`,
      settle: 'set-aside',
    };
  const { destination, because } = found.value;
  return {
    ...common,
    action: closes ? 'none' : 'ask-identifier',
    state: 'decided',
    channel: destination.kind,
    letter,
    preparedLetter: null,
    destination,
    trace: [...trace, `Destination\u00a0: ${because}`],
    reason: null,
    settle: null,
  };
}

const MAIL_CAME_BACK = 'Notre e-mail n’était pas arrivé, et aucune adresse postale sûre n’est connue.';

/** Our e-mail has not arrived: it is sent by post, or an agent finds another way. */
function decideBounced(input: DecisionInput, firstWrittenOn: string): Decision {
  const byPost = postedReminder(input);
  const says =
    'Règle «\u00a0e-mail-non-remis\u00a0»\u00a0: notre e-mail n’est pas arrivé, la même demande part par la poste.';
  const common = {
    ...{ documents: [], rule: 'e-mail-non-remis', trace: [...explainItem(input), says] },
    chase: { step: 'bounced', firstWrittenOn, closes: false },
  } as const;
  if (byPost?.ok !== true) {
    const reason =
      'Notre e-mail n’est pas arrivé, et aucune adresse postale sûre n’est connue\u00a0: décidez de la suite.';
    return {
      ...common,
      ...{ action: 'to-agent', state: 'needs-agent', channel: null, letter: null, preparedLetter: 'nir-manquant' },
      ...{ destination: null, trace: [...common.trace, reason], reason, settle: 'set-aside' },
    };
  }
  const { destination, because } = byPost.value;
  return {
    ...common,
    // Such an address is known by the numéro allocataire that the message gives.
    ...{ action: 'ask-identifier', state: 'decided', channel: 'post', letter: 'numero-allocataire-seul' },
    ...{ preparedLetter: null, destination, trace: [...common.trace, `Destination\u00a0: ${because}`] },
    ...{ reason: null, settle: null },
  };
}

/** Only to where the file says that its person lives: known by the numéro allocataire and the name that the message bears. */
function postedReminder({ writtenFile }: DecisionInput): Result<ChosenDestination, string> | null {
  if (writtenFile === null || writtenFile.undeliverableSince !== undefined) return null;
  if (!printableAddress(writtenFile.address).ok) return null;
  return ok({
    destination: { kind: 'post', address: writtenFile.address },
    because: 'Courrier postal, à l’adresse du dossier dont le message donne le numéro allocataire et le nom.',
  });
}
