import type { TriageLine } from './triage-line';

const STATES: Readonly<Record<TriageLine['state'], string>> = {
  decided: 'décidé',
  'needs-agent': 'pour un agent',
  'set-aside': 'mis de côté',
  unreadable: 'illisible',
};

const ACTIONS: Readonly<Record<TriageLine['decision']['action'], string>> = {
  'send-document': 'envoyer le document',
  'explain-access': 'expliquer l’accès',
  'ask-identifier': 'demander l’identifiant',
  acknowledge: 'accuser réception',
  'to-agent': 'confier à un agent',
  none: 'ne rien répondre',
};

/** A line of `courrier triage` for a person. */
export function describeLine({ file, state, reason, requests, decision }: TriageLine): string {
  const kinds = requests.map(({ kind }) => kind).join(', ');
  const channel = decision.channel === null ? '' : decision.channel === 'email' ? ' par e-mail' : ' par la poste';
  const parts = [
    `${file}\u00a0: ${STATES[state]}`,
    `${ACTIONS[decision.action]}${channel}`,
    ...(kinds === '' ? [] : [kinds]),
    ...(reason === null ? [] : [reason]),
  ];
  return parts.join('\u00a0; ');
}
