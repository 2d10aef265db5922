import type { CorrespondenceState, DecisionAction } from '../domain/correspondence';
import type { Outcome } from './outcomes';

const STATES: Readonly<Partial<Record<CorrespondenceState, string>>> = {
  answered: 'répondu',
  'waiting-sender': 'attend l’expéditeur',
  'needs-agent': 'chez un agent',
  'set-aside': 'mis de côté',
  failed: 'en échec',
};

const ACTIONS: Readonly<Record<DecisionAction, string>> = {
  'send-document': 'attestation envoyée',
  'explain-access': 'étapes de connexion',
  'ask-identifier': 'NIR demandé',
  acknowledge: 'accusé de réception',
  'to-agent': 'rien sans un agent',
  none: 'aucune réponse',
};

const CHANNELS = { email: 'e-mail', post: 'courrier' } as const;
const HEADINGS = ['Reçu', 'État', 'Réponse', 'Voie', 'Prévu'] as const;

/** One aligned line an item, in French; `✗` where an item did not end as its sample declares. */
export function outcomeTable(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(({ sample, record, differences }) => {
    const decision = record?.triage?.decision;
    return [
      sample.name,
      record === null ? 'introuvable' : (STATES[record.state] ?? record.state),
      decision === undefined ? '–' : ACTIONS[decision.action],
      decision?.channel ? CHANNELS[decision.channel] : '–',
      differences.length === 0 ? '✓' : `✗ ${differences.join(', ')}`,
    ];
  });
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (column === cells.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width, column) => '─'.repeat(column === widths.length - 1 ? 5 : width)).join('──');
  return [line(HEADINGS), rule, ...rows.map(line)].join('\n');
}
