import { Counter, collectDefaultMetrics, Gauge, Histogram, type Registry } from 'prom-client';
import {
  directoryBreakerMoved,
  httpAnswered,
  intakeAnswered,
  mailboxMoved,
  mailServerAnswered,
  readingStopped,
  stageEnded,
} from '../../platform/happenings';
import { BoundedLabel } from './bounded-label';

/** From a triage of a few milliseconds to an outgoing server that takes its time. */
const STAGE_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const HTTP_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

interface PoolUse {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

/**
 * What this process did and is: counters fed by what the house tells as it works.
 * @returns what ends the listening
 */
export function countOwnWork(registry: Registry, pool: PoolUse): () => void {
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  watchPool(registers, pool);
  const stops = [
    countStages(registers),
    countIntake(registers),
    watchMailboxes(registers),
    countReading(registers),
    countMailServer(registers),
    watchDirectory(registers),
    countRequests(registers),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

type Registers = Registry[];

function countStages(registers: Registers): () => void {
  const seconds = new Histogram({
    name: 'courrier_stage_duration_seconds',
    help: 'Durée d’une tentative à une étape',
    labelNames: ['stage'],
    buckets: STAGE_BUCKETS,
    registers,
  });
  const outcomes = new Counter({
    name: 'courrier_stage_outcomes_total',
    help: 'Tentatives à une étape, selon ce qu’elles ont donné',
    labelNames: ['stage', 'outcome'],
    registers,
  });
  const retries = new Counter({
    name: 'courrier_stage_retries_total',
    help: 'Tentatives en échec que la file a reprises',
    labelNames: ['stage'],
    registers,
  });
  const decisions = new Counter({
    name: 'courrier_decisions_total',
    help: 'Décisions de la machine, par action et par règle',
    labelNames: ['action', 'rule'],
    registers,
  });
  const requests = new Counter({
    name: 'courrier_requests_total',
    help: 'Demandes trouvées dans les courriers, par nature',
    labelNames: ['kind'],
    registers,
  });
  const [outcomeNames, rules] = [new BoundedLabel(), new BoundedLabel()];
  // An agent may settle any text as a kind: no number gets in.
  const kindNames = new BoundedLabel(/^[a-z][a-z-]{0,39}$/);
  return stageEnded.listen(({ job: stage, outcome, seconds: took, decision }) => {
    seconds.observe({ stage }, took);
    outcomes.inc({ stage, outcome: outcomeNames.of(outcome) });
    if (outcome === 'retry') retries.inc({ stage });
    if (decision === null) return;
    decisions.inc({ action: decision.action, rule: rules.of(decision.rule) });
    for (const kind of decision.kinds) requests.inc({ kind: kindNames.of(kind) });
  });
}

function countIntake(registers: Registers): () => void {
  const answers = new Counter({
    name: 'courrier_intake_total',
    help: 'Réponses données aux apports\u00a0: pris, remis à plus tard (l’expéditeur garde le message), refusé',
    labelNames: ['way', 'answer'],
    registers,
  });
  for (const way of ['smtp', 'imap', 'http', 'scan-folder', 'page'])
    for (const answer of ['accepted', 'deferred', 'refused']) answers.inc({ way, answer }, 0);
  return intakeAnswered.listen(({ way, answer }) => answers.inc({ way, answer }));
}

function watchMailboxes(registers: Registers): () => void {
  const states = new Gauge({
    name: 'courrier_mailbox_state',
    help: 'Boîtes lues par IMAP, par leur place dans IMAP_URL\u00a0: 1 pour l’état où est chacune',
    labelNames: ['mailbox', 'state'],
    registers,
  });
  const left = new Gauge({
    name: 'courrier_mailbox_left_messages',
    help: 'Messages laissés et marqués dans une boîte, faute d’avoir pu être pris',
    labelNames: ['mailbox'],
    registers,
  });
  return mailboxMoved.listen(({ mailbox, state: now }) => {
    for (const state of ['connecting', 'watching', 'away']) states.set({ mailbox, state }, state === now.kind ? 1 : 0);
    if (now.kind === 'watching') left.set({ mailbox }, now.left);
  });
}

function countReading(registers: Registers): () => void {
  const stopped = new Counter({
    name: 'courrier_reading_stopped_total',
    help: 'Processus de lecture abandonnés sur un courrier, par cause',
    labelNames: ['cause'],
    registers,
  });
  for (const cause of ['time', 'memory', 'crash', 'error']) stopped.inc({ cause }, 0);
  return readingStopped.listen(({ cause }) => stopped.inc({ cause }));
}

function countMailServer(registers: Registers): () => void {
  const answers = new Counter({
    name: 'courrier_mail_server_answers_total',
    help: 'Ce que le serveur sortant a répondu à chaque message',
    labelNames: ['answer'],
    registers,
  });
  for (const answer of ['taken', 'deferred', 'refused', 'away']) answers.inc({ answer }, 0);
  return mailServerAnswered.listen(({ answer }) => answers.inc({ answer }));
}

function watchDirectory(registers: Registers): () => void {
  const breaker = new Gauge({
    name: 'courrier_directory_breaker_state',
    help: 'Disjoncteur du répertoire distant\u00a0: 1 pour l’état où il est',
    labelNames: ['state'],
    registers,
  });
  const show = (now: string): void => {
    for (const state of ['closed', 'half-open', 'open']) breaker.set({ state }, state === now ? 1 : 0);
  };
  show('closed');
  return directoryBreakerMoved.listen(({ state }) => show(state));
}

function countRequests(registers: Registers): () => void {
  const seconds = new Histogram({
    name: 'courrier_http_request_duration_seconds',
    help: 'Durée d’une requête HTTP, par modèle de route',
    labelNames: ['method', 'route', 'status'],
    buckets: HTTP_BUCKETS,
    registers,
  });
  const [methods, routes] = [new BoundedLabel(/^[A-Z]{1,10}$/), new BoundedLabel()];
  return httpAnswered.listen(({ method, route, status, seconds: took }) =>
    seconds.observe({ method: methods.of(method), route: routes.of(route), status: String(status) }, took),
  );
}

function watchPool(registers: Registers, pool: PoolUse): void {
  new Gauge({
    name: 'courrier_postgres_pool_connections',
    help: 'Connexions PostgreSQL de ce processus, et demandes qui en attendent une',
    labelNames: ['state'],
    registers,
    collect() {
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
      this.set({ state: 'awaited' }, pool.waitingCount);
    },
  });
}
