import { Gauge, type Registry } from 'prom-client';
import type { CorrespondenceState } from '../../domain/correspondence';
import { WATCHED_ACTS } from '../../domain/desk/usual-volume';
import type { QueueDepths } from '../../pipeline/queue-depths';
import { CLASS_OF_STATE } from '../reconciliation.query';
import { type Pace, PacedReading } from './paced-reading';
import type { Standing, StandingQuery } from './standing.query';

/** Counters of the queue's engine, and small indexes. */
const QUICK: Pace = { everyMs: 3_000, share: 0.05 };
/** Counts that grow with the years: exact, and at most a hundredth of one connection's time. */
const SLOW: Pace = { everyMs: 60_000, share: 0.01 };

/**
 * What stands in the database and in the queues: the same in each process that shows it, so take the maximum of several, never
 * the sum. A scrape waits for none of it.
 */
export function showWhatStands(registry: Registry, standing: StandingQuery, depths: QueueDepths): void {
  const registers = [registry];
  showQueues(registers, depths);
  showOutbox(registers, standing);
  showCorrespondences(registers, standing);
  showDeadlines(registers, standing);
  showHeldAnswers(registers, standing);
  showLedger(registers, standing);
  showUnusualVolumes(registers, standing);
}

function showQueues(registers: Registry[], depths: QueueDepths): void {
  const reading = new PacedReading(() => depths.read(), QUICK);
  new Gauge({
    name: 'courrier_queue_jobs',
    help: 'Tâches de chaque file, par état',
    labelNames: ['queue', 'state'],
    registers,
    async collect() {
      this.reset();
      for (const [queue, depth] of (await reading.newest()) ?? [])
        for (const [state, count] of Object.entries(depth)) this.set({ queue, state }, count);
    },
  });
}

function showOutbox(registers: Registry[], standing: StandingQuery): void {
  const reading = new PacedReading(() => standing.outbox(), QUICK);
  show('courrier_outbox_entries', 'Travaux écrits en base qui ne sont pas encore en file', (read) => read.count);
  show('courrier_outbox_oldest_age_seconds', 'Âge du plus ancien d’entre eux', (read) => read.oldestSeconds ?? 0);

  function show(name: string, help: string, of: (read: Standing<unknown>) => number): void {
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.reset();
        const read = await reading.newest();
        // A gauge without labels has no «unknown»: reset leaves 0, which would be a claim.
        if (read === null) this.remove();
        else this.set(of(read));
      },
    });
  }
}

function showCorrespondences(registers: Registry[], standing: StandingQuery): void {
  const open = new PacedReading(() => standing.openCorrespondences(), QUICK);
  const settled = new PacedReading(() => standing.settledCorrespondences(), SLOW);
  new Gauge({
    name: 'courrier_correspondences',
    help: 'Courriers par état',
    labelNames: ['state'],
    registers,
    async collect() {
      this.reset();
      const [opened, closed] = await Promise.all([open.newest(), settled.newest()]);
      for (const { state, count } of [...(opened ?? []), ...(closed ?? [])]) this.set({ state }, count);
    },
  });
  new Gauge({
    name: 'courrier_correspondences_oldest_age_seconds',
    help: 'Temps depuis la réception du plus ancien courrier non réglé, par classe',
    labelNames: ['class'],
    registers,
    async collect() {
      this.reset();
      for (const [name, seconds] of oldestByClass((await open.newest()) ?? [])) this.set({ class: name }, seconds);
    },
  });
}

function oldestByClass(standings: readonly Standing<CorrespondenceState>[]): Map<string, number> {
  const oldest = new Map<string, number>();
  for (const { state, oldestSeconds } of standings) {
    const name = CLASS_OF_STATE[state];
    oldest.set(name, Math.max(oldest.get(name) ?? 0, oldestSeconds ?? 0));
  }
  return oldest;
}

function showDeadlines(registers: Registry[], standing: StandingQuery): void {
  const reading = new PacedReading(() => standing.deadlines(), QUICK);
  new Gauge({
    name: 'courrier_deadlines',
    help: 'Courriers à répondre, par alarme\u00a0: aucune, échéance proche, dépassée, délai suspendu',
    labelNames: ['alarm'],
    registers,
    async collect() {
      this.reset();
      const read = await reading.newest();
      if (read === null) return;
      for (const alarm of ['none', 'nearing', 'late', 'paused']) this.set({ alarm }, 0);
      for (const { state, count } of read) this.set({ alarm: state }, count);
    },
  });
}

function showHeldAnswers(registers: Registry[], standing: StandingQuery): void {
  const reading = new PacedReading(() => standing.heldAnswers(), QUICK);
  for (const [what, name, help] of [
    ['breakers', 'courrier_answer_breakers_open', 'Boîtes dont les réponses automatiques sont retenues'],
    ['waiting', 'courrier_answers_waiting', 'Réponses automatiques qui attendent que leur boîte réponde de nouveau'],
  ] as const)
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        const read = await reading.newest();
        if (read === null) this.remove();
        else this.set(read[what]);
      },
    });
}

function showLedger(registers: Registry[], standing: StandingQuery): void {
  const unsent = new PacedReading(() => standing.unsentReplies(), QUICK);
  const all = new PacedReading(() => standing.replies(), SLOW);
  new Gauge({
    name: 'courrier_ledger_entries',
    help: 'Réponses au registre des envois, par état\u00a0; perhaps-sent\u00a0: peut-être parties, à vérifier par un agent',
    labelNames: ['state'],
    registers,
    async collect() {
      this.reset();
      const [waiting, total] = await Promise.all([unsent.newest(), all.newest()]);
      if (waiting === null) return;
      for (const state of ['reserved', 'transmitting', 'perhaps-sent']) this.set({ state }, 0);
      for (const { state, count } of waiting) this.set({ state }, count);
      const rest = waiting.reduce((sum, { count }) => sum + count, 0);
      if (total !== null) this.set({ state: 'sent' }, Math.max(0, total - rest));
    },
  });
}

function showUnusualVolumes(registers: Registry[], standing: StandingQuery): void {
  const reading = new PacedReading(() => standing.unusualVolumes(), QUICK);
  new Gauge({
    name: 'courrier_unusual_volumes',
    help: 'Heures de la dernière journée où un compte a révélé, ouvert, cherché ou exporté bien plus que d’ordinaire',
    labelNames: ['act'],
    registers,
    async collect() {
      this.reset();
      const read = await reading.newest();
      if (read === null) return;
      for (const act of WATCHED_ACTS) this.set({ act }, read.get(act) ?? 0);
    },
  });
}
