import { setTimeout as wait } from 'node:timers/promises';
import { CORRESPONDENCE_STATES, type CorrespondenceState } from '../domain/correspondence';
import type { House } from '../house/house';
import type { CorrespondenceRecord } from '../persistence/correspondence-record';
import type { SentSample } from './send-samples';

/** From these nothing moves by itself any more. */
const AT_REST: readonly CorrespondenceState[] = [
  'answered',
  'waiting-sender',
  'needs-agent',
  'set-aside',
  'closed',
  'joined',
  'failed',
];
const PATIENCE_MS = 120_000;
const POLL_MS = 150;

/** What became of a sample, beside what it declares. */
export interface Outcome {
  readonly sample: SentSample;
  readonly record: CorrespondenceRecord | null;
  /** Plain French, one for each thing that is not as declared; empty when all is. */
  readonly differences: readonly string[];
}

/** Waits until all that was sent has come to rest, or patience ends. */
export async function awaitRest(house: House, total: number, onProgress: (done: number) => void): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const counts = await house.correspondences.countByState();
    const done = AT_REST.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0);
    onProgress(Math.min(done, total));
    if (done >= total || performance.now() > deadline) return;
    await wait(POLL_MS);
  }
}

export async function readOutcomes(house: House, samples: readonly SentSample[]): Promise<Outcome[]> {
  const ids = await house.correspondences.list(CORRESPONDENCE_STATES, samples.length * 2);
  const records = new Map((await house.correspondences.showAll(ids)).map((record) => [record.reference, record]));
  return samples.map((sample) => {
    const record = records.get(sample.reference) ?? null;
    return { sample, record, differences: differencesOf(sample, record) };
  });
}

function differencesOf({ declared }: SentSample, record: CorrespondenceRecord | null): string[] {
  if (record === null) return ['introuvable'];
  const decision = record.triage?.decision;
  const pairs = [
    ['état', declared.state, record.state],
    ['action', declared.action, decision?.action ?? 'none'],
    ['voie', declared.channel ?? 'aucune', decision?.channel ?? 'aucune'],
  ] as const;
  return pairs
    .filter(([, wanted, reached]) => wanted !== reached)
    .map(([what, wanted, reached]) => `${what} ${reached} au lieu de ${wanted}`);
}
