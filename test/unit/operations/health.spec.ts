import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Role } from '../../../src/config/environment.schema';
import { readyAnswer } from '../../../src/operations/health/answer-probe';
import { documentStorePart, printFolderPart } from '../../../src/operations/health/check-folders';
import { keysPart, migrationsPart, queuePart } from '../../../src/operations/health/check-foundations';
import { mailServerPart } from '../../../src/operations/health/check-mail-server';
import { Health } from '../../../src/operations/health/health';
import {
  type HealthPart,
  isAbsent,
  isDegraded,
  isDown,
  isOk,
  type PartState,
} from '../../../src/operations/health/health-part';
import { mailServerAnswered } from '../../../src/platform/happenings';
import { CannotUnseal } from '../../../src/platform/keys/field-encryption';

/** Real: the report, the checks, folders. Fake: what the checks ask. */
const part = (name: string, state: PartState | (() => Promise<PartState>)): HealthPart => ({
  name,
  check: typeof state === 'function' ? state : async () => state,
});
const CORE = ['database', 'migrations', 'documents', 'queue'];
const partsWith = (over: Readonly<Record<string, PartState>>): HealthPart[] =>
  [...new Set([...CORE, ...Object.keys(over)])].map((name) => part(name, over[name] ?? isOk('va')));
const reportOf = (roles: readonly Role[], over: Readonly<Record<string, PartState>>) =>
  new Health(partsWith(over), roles).report();

describe('readiness', () => {
  const all: Role[] = ['web', 'intake', 'worker'];

  it.each<[string, Role[], Record<string, PartState>, string]>([
    ['all is well', all, {}, 'ok'],
    ['something was never configured', all, { mail: isAbsent('absent') }, 'ok'],
    ['a part limps', all, { directory: isDegraded('boite') }, 'degraded'],
    ['the queue is away and mail comes in', all, { queue: isDown('absente') }, 'degraded'],
    ['the queue is away from intake', ['intake'], { queue: isDown('absente') }, 'degraded'],
    ['the queue is away from a worker', ['worker'], { queue: isDown('absente') }, 'unavailable'],
    ['the store is away from the desk', ['web'], { documents: isDown('pleins') }, 'degraded'],
    ['the store is away from intake', ['intake'], { documents: isDown('pleins') }, 'unavailable'],
    ['the store is away from all in one', all, { documents: isDown('pleins') }, 'unavailable'],
    ['the database is away', ['web'], { database: isDown('absente') }, 'unavailable'],
  ])('when %s', async (_when, roles, over, status) => {
    const report = await reportOf(roles, over);
    expect(report.status).toBe(status);
    expect(readyAnswer(report).status).toBe(status === 'unavailable' ? 503 : 200);
  });

  it('names what is away in a 503, as problem details', async () => {
    const answer = readyAnswer(await reportOf(['intake'], { documents: isDown('le disque est plein') }));
    expect(answer.type).toBe('application/problem+json');
    expect(JSON.parse(answer.body)).toMatchObject({
      status: 503,
      detail: 'documents\u00a0: le disque est plein',
      roles: { intake: false },
    });
  });

  it('answers although a check hangs or throws, tells nothing of the cause, and asks no second time meanwhile', async () => {
    let asked = 0;
    const hanging = part('database', () => {
      asked++;
      return new Promise(() => undefined);
    });
    const throwing = part('queue', () => Promise.reject(new Error('redis://secret@hote')));
    const health = new Health([hanging, throwing], ['web'], { checkMs: 20, keptMs: 0 });
    const report = await health.report();
    expect(report.parts).toEqual({ database: isDown('ne répond pas à temps'), queue: isDown('ne répond pas') });
    await health.report();
    expect(asked).toBe(1);
  });

  it('looks once for a flood of probes', async () => {
    let asked = 0;
    const counted = part('database', async () => {
      asked++;
      return isOk('va');
    });
    const health = new Health([counted], ['web']);
    await Promise.all(Array.from({ length: 100 }, () => health.report()));
    expect(asked).toBe(1);
  });
});

describe('what is looked at', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-sante-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('writes into the document store, and says when little space is left', async () => {
    const store = path.join(folder, 'documents');
    expect(await documentStorePart(store, 0).check()).toMatchObject({ status: 'ok' });
    expect(await documentStorePart(store, Number.MAX_SAFE_INTEGER).check()).toMatchObject({ status: 'degraded' });
    writeFileSync(path.join(folder, 'fichier'), '');
    expect(await documentStorePart(path.join(folder, 'fichier')).check()).toMatchObject({ status: 'down' });
  });

  it('knows a print folder that is absent, will be made, or is none', async () => {
    expect(await printFolderPart(undefined).check()).toMatchObject({ status: 'absent' });
    expect(await printFolderPart(path.join(folder, 'a', 'b')).check()).toMatchObject({ status: 'ok' });
    writeFileSync(path.join(folder, 'fichier'), '');
    expect(await printFolderPart(path.join(folder, 'fichier')).check()).toMatchObject({ status: 'degraded' });
  });

  it('judges the mail server by real messages: the last one, and those that wait', async () => {
    const held = { count: 0, oldestMinutes: 0 };
    const mail = mailServerPart(true, async () => held);
    expect(await mail.check()).toMatchObject({ status: 'ok' });
    mailServerAnswered.tell({ answer: 'away' });
    expect(await mail.check()).toMatchObject({ status: 'degraded' });
    mailServerAnswered.tell({ answer: 'refused' });
    expect(await mail.check()).toMatchObject({ status: 'ok' });
    Object.assign(held, { count: 3, oldestMinutes: 12 });
    expect((await mail.check()).line).toMatch(/3\u00a0réponses attendent .* 12\u00a0min/);
    mail.stop();
    expect(await mailServerPart(false, async () => held).check()).toMatchObject({ status: 'absent' });
  });

  it('tells keys that do not open the newest row from a database that does not answer', async () => {
    let fault: Error | null = new CannotUnseal('clé k9 absente');
    const keys = keysPart({
      newest: async () => 'id',
      open: () => (fault === null ? Promise.resolve() : Promise.reject(fault)),
      signs: true,
      nowMs: () => 0,
    });
    expect(await keys.check()).toMatchObject({ status: 'degraded' });
    fault = new Error('base absente');
    await expect(keys.check()).rejects.toThrow('base absente');
    fault = null;
    expect(await keys.check()).toMatchObject({ status: 'ok' });
  });

  it('tells migrations that lack from a newer program’s, and a queue that is away from one that is badly set', async () => {
    expect(await migrationsPart(async () => 'current').check()).toMatchObject({ status: 'ok' });
    expect(await migrationsPart(async () => 'ahead').check()).toMatchObject({ status: 'degraded' });
    expect(await migrationsPart(async () => 'behind').check()).toMatchObject({ status: 'down' });
    const queue = (reachable: boolean, ...faults: string[]) => queuePart(async () => ({ reachable, faults })).check();
    expect(await queue(true)).toMatchObject({ status: 'ok' });
    expect(await queue(true, 'Redis sans AOF')).toMatchObject({ status: 'degraded', line: 'Redis sans AOF' });
    expect(await queue(false)).toMatchObject({ status: 'down' });
  });
});
