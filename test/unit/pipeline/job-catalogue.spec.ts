import { CORRESPONDENCE_STATES } from '../../../src/domain/correspondence';
import {
  JOB_NAMES,
  JOB_OF_STATE,
  JOBS,
  type JobName,
  jobId,
  jobPayload,
  QUEUES,
} from '../../../src/pipeline/job-catalogue';
import type { StageHandler } from '../../../src/pipeline/stage';
import { StageRunner } from '../../../src/pipeline/stage-runner';

const id = '018f0000-0000-7000-8000-000000000001';

describe('the job catalogue', () => {
  it('serves every queue and knows the job of every state under way', () => {
    expect(new Set(JOB_NAMES.map((name) => JOBS[name].queue))).toEqual(new Set(QUEUES));
    const underWay = ['received', 'reading', 'triage', 'composing', 'dispatching'];
    expect([...JOB_OF_STATE.keys()].sort()).toEqual([...underWay].sort());
    expect(underWay.every((state) => (CORRESPONDENCE_STATES as readonly string[]).includes(state))).toBe(true);
  });

  it('gives ids that BullMQ takes, the same for the same work', () => {
    const payload = { correspondenceId: id, revision: 2 };
    expect(jobId('triage', payload)).toBe(`${id}-triage-2`);
    expect(jobId('triage', payload)).not.toContain(':');
  });

  it('lets nothing but ids into a job', () => {
    expect(jobPayload.safeParse({ correspondenceId: id, revision: 1 }).success).toBe(true);
    expect(jobPayload.safeParse({ correspondenceId: id, revision: 1, name: 'Dupont' }).success).toBe(false);
    expect(jobPayload.safeParse({ correspondenceId: '2550814168025', revision: 1 }).success).toBe(false);
  });
});

describe('StageRunner', () => {
  const handler = (job: JobName): StageHandler => ({ job, run: async () => ({ kind: 'hold', reason: '' }) });
  const runnerOf = (jobs: readonly JobName[]) =>
    new StageRunner(jobs.map(handler), {} as ConstructorParameters<typeof StageRunner>[1]);

  it('boots with exactly one handler a job, not with none or two', () => {
    expect(() => runnerOf(JOB_NAMES)).not.toThrow();
    expect(() => runnerOf(JOB_NAMES.slice(1))).toThrow('«\u00a0read\u00a0» a 0 traitements');
    expect(() => runnerOf([...JOB_NAMES, 'triage'])).toThrow('«\u00a0triage\u00a0» a 2 traitements');
  });
});
