import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { ROOT } from '../../chaos/house/from-build.mjs';
import { measureBacklog } from '../pipeline/measure-backlog.mjs';
import { measureIntake } from '../pipeline/measure-intake.mjs';
import { measurePipeline } from '../pipeline/measure-pipeline.mjs';
import { measureResident } from '../pipeline/measure-resident.mjs';
import { measureStart } from '../pipeline/measure-start.mjs';
import { measureWorkers } from '../pipeline/measure-workers.mjs';
import { measureStages } from '../stages/measure-stages.mjs';

const rounded = (value, digits = 0) =>
  value.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const perSecond = ({ rate }) => `${rounded(rate, 1)}/s`;
const processor = ({ processorMs, serversMs = 0 }) => `${rounded(processorMs + serversMs, 1)} ms of processor`;

/** Every row of the table by its name: what it measures, and how. Each gives lines of { what, ours, beside, share, wanted }. */
export const ROWS = new Map(
  Object.entries({
    pipeline: { title: 'mail to reply handed to SMTP, one worker process, beside one bare loop', run: pipeline },
    intake: { title: 'intake, ten connections, beside a bare smtp-server', run: intake },
    stages: { title: 'reading, identification, classification, decision, beside a bare library or scan', run: stages },
    documents: { title: 'a page beside one put together by hand, Typst and pdfkit', run: documents },
    backlog: { title: 'the next items with 1,000, 100,000 and 1,000,000 waiting', run: backlog },
    workers: { title: 'two worker processes beside one', run: workers },
    memory: { title: 'memory of each process after 1,000 and 50,000 items', run: memory },
    start: { title: 'start of a worker process to its first job', run: start },
  }),
);

async function pipeline({ quick, say }) {
  const { ours, floor, ratio } = await measurePipeline({ ...(quick ? { count: 100, rounds: 1 } : {}), say });
  return [
    {
      what: 'mail → reply handed to SMTP',
      ours: `${perSecond(ours)}, ${processor(ours)}`,
      beside: `one bare loop: ${perSecond(floor)}, ${processor(floor)}`,
      share: `${rounded(ratio, 2)} of it`,
      wanted: '0.5',
    },
  ];
}

async function intake({ quick, say }) {
  const { ours, floor, ratio } = await measureIntake({ ...(quick ? { count: 200, rounds: 1 } : {}), say });
  return [
    {
      what: 'intake: first byte → `250`, ten connections',
      ours: `${perSecond(ours)}, ${processor(ours)}`,
      beside: `bare smtp-server, fsync, one row: ${perSecond(floor)}, ${processor(floor)}`,
      share: `${rounded(ratio, 2)} of it`,
      wanted: '0.6',
    },
  ];
}

async function stages({ quick, say }) {
  const results = await measureStages({ ...(quick ? { count: 60, rounds: 1 } : {}), say });
  const told = ({ items, megabytes }) => `${rounded(items)} items/s, ${rounded(megabytes, 1)} MB/s`;
  return results.map(({ name, beside, ours, floor, ratio }) => ({
    what: `${name}, of one core`,
    ours: told(ours),
    beside: `${beside}: ${told(floor)}`,
    share: `${rounded(ratio, ratio < 0.1 ? 3 : 2)} of it`,
    wanted: '',
  }));
}

async function documents({ quick, say }) {
  const script = path.join(ROOT, 'test/bench/documents/bench-documents.mjs');
  const said = execFileSync(process.execPath, [script, quick ? '3' : '30'], { encoding: 'utf8' });
  for (const line of said.trim().split('\n')) say(line);
  const rate = (name) => Number(new RegExp(`^${name}: (\\d+) a second`, 'm').exec(said)?.[1]);
  const [, ofFloor, , , typst, pdfkit] =
    /^our page: ([\d.]+) of the floor \(([\d.]+) to ([\d.]+)\), ([\d.]+|NaN) times Typst, ([\d.]+) times/m.exec(said) ??
    [];
  if (ofFloor === undefined) throw new Error('the documents bench said something else');
  const ours = `${rounded(rate('our page'))} pages/s of processor`;
  const line = (beside, name, share) => ({
    what: 'an attestation of one page',
    ours,
    beside: `${beside}: ${rounded(rate(name))}/s`,
    share,
    wanted: '',
  });
  return [
    line('put together by hand', 'floor, assembled by hand', `${ofFloor} of it`),
    ...(typst === 'NaN' ? [] : [line('Typst', 'typst', `${typst} times it`)]),
    line('pdfkit as first written', 'pdfkit as first written', `${pdfkit} times it`),
  ];
}

/** Of several turns the middle one: each has a house of its own. */
async function backlog({ quick, say }) {
  const all = quick ? [1_000, 10_000] : [1_000, 100_000, 1_000_000];
  const sizes = quick ? { count: 300, behind: 200 } : {};
  const results = [];
  for (const waiting of all) results.push(await measureBacklog({ waiting, ...sizes, say }));
  const [least] = results;
  return results.map(({ waiting, processorMs, ms, bytes }) => ({
    what: `the next ${rounded(sizes.count ?? 2_000)} with ${rounded(waiting)} waiting behind them`,
    ours: `${rounded(processorMs, 1)} ms of processor, ${rounded(ms, 1)} ms by the clock each`,
    beside:
      bytes === null
        ? ''
        : `each that waits: ${rounded(bytes.redisBytes)} bytes in Redis, ${rounded(bytes.postgresBytes)} in PostgreSQL`,
    share: `${rounded(processorMs / least.processorMs, 2)} times the first`,
    wanted: '0.9 to 1.1',
  }));
}

async function workers({ quick, say }) {
  const { one, two, times } = await measureWorkers({ ...(quick ? { count: 100, rounds: 1 } : {}), say });
  return [
    {
      what: 'two workers on a core each',
      ours: `${perSecond(two)}, ${processor(two)}`,
      beside: `one on one core: ${perSecond(one)}, ${processor(one)}`,
      share: `${rounded(times, 2)} times it`,
      wanted: '1.6',
    },
  ];
}

async function memory({ quick, say }) {
  const sizes = quick ? { first: 500, all: 1_000 } : {};
  const { first, last } = await measureResident({ ...sizes, say });
  const told = ({ intake: door, worker, reading }) =>
    `intake ${rounded(door)}, worker ${rounded(worker)}, reading ${rounded(reading)} MB`;
  return [
    {
      what: `memory after ${rounded(last.after)} items`,
      ours: told(last),
      beside: `after ${rounded(first.after)}: ${told(first)}`,
      share: `${rounded((last.intake + last.worker + last.reading) / (first.intake + first.worker + first.reading), 2)} times`,
      wanted: 'flat',
    },
  ];
}

async function start({ quick, say }) {
  const { jobMs, replyMs } = await measureStart({ ...(quick ? { rounds: 1 } : {}), say });
  return [
    {
      what: 'start of a worker process → its first job',
      ours: `${rounded(jobMs)} ms`,
      beside: `the reply of what waited for it: ${rounded(replyMs)} ms`,
      share: '',
      wanted: '1,500 ms',
    },
  ];
}
