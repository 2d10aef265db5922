import { z } from 'zod';
import type { CorrespondenceState } from '../domain/correspondence';

/** One queue for each scarce resource; each can be served alone on its own machine. */
export const QUEUES = ['reading', 'triage', 'composition', 'dispatch'] as const;
export type QueueName = (typeof QUEUES)[number];

/** All that a job carries: ids. A name, a number or a text in here would stay in Redis. */
export const jobPayload = z.strictObject({ correspondenceId: z.uuid(), revision: z.int().positive() });
export type JobPayload = z.infer<typeof jobPayload>;

/**
 * How a stage is tried again. `attempts` counts twice: runs of one job before the row is left to the sweeper's rounds, which is
 * all that surroundings cost; and starts that come to nothing by the item's own fault before it is *failed*. Six outlast five
 * deaths of a process that were nobody's fault.
 */
export interface RetryPolicy {
  readonly attempts: number;
  /** Doubled at each retry: 300 ms come to nine seconds in all. */
  readonly firstDelayMs: number;
}

const RETRY: RetryPolicy = { attempts: 6, firstDelayMs: 300 };

interface JobDescription {
  /** What agents call it. */
  readonly title: string;
  readonly queue: QueueName;
  /** States in which the row waits for this job; in any other the job comes too late and does nothing. */
  readonly states: readonly CorrespondenceState[];
  readonly retry: RetryPolicy;
}

/** Every job of the house: name → queue, states, retries. Booting a worker fails where a job has no handler or two. */
export const JOBS = {
  read: { title: 'lecture', queue: 'reading', states: ['received', 'reading'], retry: RETRY },
  triage: { title: 'tri', queue: 'triage', states: ['triage'], retry: RETRY },
  compose: { title: 'composition', queue: 'composition', states: ['composing'], retry: RETRY },
  dispatch: { title: 'envoi', queue: 'dispatch', states: ['dispatching'], retry: RETRY },
} as const satisfies Record<string, JobDescription>;
export type JobName = keyof typeof JOBS;

export const JOB_NAMES = Object.keys(JOBS) as JobName[];

/** The job that a row in this state waits for: what the sweeper puts back. */
export const JOB_OF_STATE: ReadonlyMap<CorrespondenceState, JobName> = new Map(
  JOB_NAMES.flatMap((name) => JOBS[name].states.map((state) => [state, name] as const)),
);

export function isJobName(name: string): name is JobName {
  return name in JOBS;
}

/** The same stage of the same revision is the same job, however often it is enqueued. BullMQ refuses «:» in an id. */
export function jobId(name: JobName, { correspondenceId, revision }: JobPayload): string {
  return `${correspondenceId}-${name}-${revision}`;
}
