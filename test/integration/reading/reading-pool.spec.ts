import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pooledReader } from '../../../src/reading/pooled-reader';
import type { ReadRequest } from '../../../src/reading/read-request';
import { READING_SCRIPT, ReadingPool } from '../../../src/reading/reading-pool';
import { aScanItem } from '../../builders/a-read-item';

/**
 * The pool of reading processes. Real: the pool, its processes, killed for good; the compiled reader in the first part.
 * Fake: in the second, a child that does what a poisonous message would. Needs a build.
 */
const email = (body: string | Buffer): ReadRequest => ({
  kind: 'email',
  bytes: Buffer.from(body),
  envelope: null,
  mailboxes: [],
  authservId: null,
  dns: 'none',
  receivedAt: null,
});

describe('reading pool', () => {
  beforeAll(() => {
    if (!existsSync(READING_SCRIPT)) throw new Error('dist/reading/reading-process.js is missing: npm run build');
  });

  it('reads messages and scanned pages in its processes', async () => {
    const pool = new ReadingPool({ size: 2 });
    const page = readFileSync(path.join(__dirname, '../../fixtures/demo/scan-batch/0001-1.pdf'));
    const requests: ReadRequest[] = [
      email('From: Hélène <a@exemple.invalid>\n\nbonjour'),
      { kind: 'scan', item: aScanItem(), pages: [{ name: 'page-1.pdf', type: 'application/pdf', bytes: page }] },
      email(''),
    ];
    const [message, scan, empty] = await Promise.all(requests.map((request) => pool.read(request)));
    await pool.close();
    expect(message).toMatchObject({ text: 'bonjour', from: { name: 'Hélène' } });
    expect(scan).toMatchObject({ channel: 'post', readability: 'read' });
    expect(scan?.text.length).toBeGreaterThan(50);
    expect(empty).toMatchObject({ readability: 'unreadable' });
  });

  it('believes a relay for what came from its address alone', async () => {
    const closers: (() => Promise<unknown>)[] = [];
    const reader = pooledReader({
      size: 1,
      mailboxes: [],
      trustedRelays: new Map([['192.0.2.1', 'relais.invalid']]),
      closers,
    });
    const raw = Buffer.from(
      'Authentication-Results: relais.invalid; dmarc=pass header.from=exemple.fr\nFrom: a@exemple.fr\n\nx',
    );
    const from = (remoteAddress: string) =>
      reader.readEmail(raw, { remoteAddress, helo: null, mailFrom: null, recipients: [] }, new Date('2026-11-23'));
    expect((await from('::ffff:192.0.2.1')).authentication).toMatchObject({ authenticated: true, by: 'relay' });
    expect((await from('192.0.2.2')).authentication).toMatchObject({ authenticated: false });
    expect((await from('192.0.2.1')).date).toBe('2026-11-23T00:00:00.000Z');
    for (const close of closers) await close();
  });
});

describe('reading pool and poison', () => {
  let folder: string;
  let script: string;

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-lecture-'));
    script = path.join(folder, 'child.js');
    writeFileSync(
      script,
      `const kept = [];
       process.on('message', ({ id, request }) => {
         const word = Buffer.from(request.bytes).toString();
         const once = word.startsWith('once ') ? word.slice(5) : null;
         if (once !== null && !require('node:fs').existsSync(once)) {
           require('node:fs').writeFileSync(once, '');
           process.abort();
         }
         if (word === 'crash') process.abort();
         if (word === 'loop') for (;;);
         if (word === 'heap') for (;;) kept.push(new Array(10000).fill({ word }).map((one) => ({ ...one })));
         if (word === 'buffers') { setInterval(() => kept.push(Buffer.alloc(50e6, 1)), 5); return; }
         if (word === 'throw') return process.send({ id, failed: 'Error' });
         process.send({ id, item: { text: word + ' ' + process.pid + ' ' + Object.keys(process.env).join() } });
       });
       process.on('disconnect', () => process.exit(0));`,
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const limits = { milliseconds: 4_000, heapMegabytes: 64, residentMegabytes: 300 };

  const poisons: [string, RegExp][] = [
    ['crash', /s’est interrompue/],
    ['loop', /temps permis/],
    ['heap', /s’est interrompue/],
    ...(process.platform === 'linux' ? [['buffers', /mémoire permise/] as [string, RegExp]] : []),
    ['throw', /a échoué/],
  ];
  it.each(poisons)('%s: its item comes back unreadable, the others are read', async (word, reason) => {
    const pool = new ReadingPool({ size: 1, script, limits });
    const [before, poison, after] = await Promise.all(['avant', word, 'après'].map((body) => pool.read(email(body))));
    await pool.close();
    expect(poison).toMatchObject({ channel: 'email', readability: 'unreadable' });
    expect(poison?.unreadable[0]).toMatch(reason);
    expect([before?.text.split(' ')[0], after?.text.split(' ')[0]]).toEqual(['avant', 'après']);
  });

  it('reads in a fresh process an item whose process died once', async () => {
    const pool = new ReadingPool({ size: 1, script, limits });
    const item = await pool.read(email(`once ${path.join(folder, 'mark')}`));
    await pool.close();
    expect(item.text).toMatch(/^once /);
  });

  it('rejects, and calls nothing unreadable, when it is closed meanwhile', async () => {
    const pool = new ReadingPool({ size: 1, script, limits });
    const reading = expect(pool.read(email('loop'))).rejects.toThrow('arrêtée');
    await new Promise((resolve) => setTimeout(resolve, 300));
    await pool.close();
    await reading;
  });

  it('keeps its processes warm, replaces them after a while and hands them no environment', async () => {
    const pool = new ReadingPool({ size: 1, script, limits: { ...limits, itemsPerProcess: 2 } });
    const pids: string[] = [];
    for (const body of ['a', 'b', 'c']) {
      const [, pid = '', variables] = (await pool.read(email(body))).text.split(' ');
      pids.push(pid);
      expect(variables).not.toMatch(/PATH|URL|KEY/);
    }
    await pool.close();
    expect(pids[0]).toBe(pids[1]);
    expect(pids[2]).not.toBe(pids[1]);
  });

  it('takes nothing once closed', async () => {
    const pool = new ReadingPool({ size: 1, script });
    await pool.close();
    await expect(pool.read(email('x'))).rejects.toThrow('arrêtée');
  });
});
