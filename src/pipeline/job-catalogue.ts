import { z } from 'zod';
import type { CorrespondenceState } from '../domain/correspondence';

/** One queue for each scarce resource; each can be served alone on its own machine. */
export const QUEUES = ['reading', 'triage', 'composition', 'dispatch'] as const;
export type QueueName = (typeof QUEUES)[number];

/** All that a job carries: ids. A name, a number or a text in here would stay in Redis. */
export const jobPayload = z.strictObject({ correspondenceId: z.uuid(), revision: z.int().positive() });
export type JobPayload = z.infer<typeof jobPayload>;

export interface RetryPolicy {
  readonly attempts: number;
  readonly firstDelayMs: number;
}

interface JobDescription {
  readonly queue: QueueName;
  /** States in which the row waits for this job; in any other the job comes too late and does nothing. */
  readonly states: readonly CorrespondenceState[];
  readonly retry: RetryPolicy;
}

/** Every job of the house: name → queue, states, retries. Booting a worker fails where a job has no handler or two. */
export const JOBS = {
  read: { queue: 'reading', states: ['received', 'reading'], retry: { attempts: 4, firstDelayMs: 500 } },
  // A directory asked over the network may be away for a quarter of an hour: 500 ms doubling eleven times.
  triage: { queue: 'triage', states: ['triage'], retry: { attempts: 12, firstDelayMs: 500 } },
  compose: { queue: 'composition', states: ['composing'], retry: { attempts: 4, firstDelayMs: 500 } },
  // Faults of our own; a mail server that is away holds the reply for the sweeper's rounds instead.
  dispatch: { queue: 'dispatch', states: ['dispatching'], retry: { attempts: 10, firstDelayMs: 1_000 } },
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
