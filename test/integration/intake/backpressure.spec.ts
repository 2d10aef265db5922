import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import { Client } from 'pg';
import { type House, openHouse } from '../../../src/house/house';
import { type RunningHouse, startHouse } from '../../../src/house/start-house';
import { INTAKE_LIMITS, type IntakeLimits } from '../../../src/intake/intake-limits';
import { Receiver } from '../../../src/intake/receiver';
import { SmtpListener } from '../../../src/intake/smtp/smtp-listener';
import { NO_QUEUE_HERE } from '../../../src/pipeline/enqueuer';
import { FreeSpace } from '../../../src/platform/free-space';
import { createLogger } from '../../../src/platform/logger';
import { UnsteadyLink } from '../../fakes/unsteady-link';
import { until } from '../../fakes/until';
import { emptyDatabase, testEnvironment } from '../test-servers';

/**
 * What a sender is told while something is away, and what is kept of it.
 * Real: SMTP, HTTP, PostgreSQL behind a link that breaks, the document store. Fake: the reserve of the disk.
 */
describe('backpressure towards senders', () => {
  let folder: string;
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let link: UnsteadyLink;
  let environment: ReturnType<typeof testEnvironment>;
  let truth: Client;
  let count = 0;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-reception-'));
    database = await emptyDatabase();
    const url = new URL(database.url);
    link = new UnsteadyLink({ host: url.hostname, port: Number(url.port) });
    url.hostname = '127.0.0.1';
    url.port = String(await link.start());
    environment = testEnvironment({
      QUEUE_BACKEND: 'postgres',
      ROLES: 'web,intake',
      DATABASE_URL: url.href,
      DATA_FOLDER: folder,
      SMTP_LISTEN: '127.0.0.1:0',
    });
    truth = new Client({ connectionString: database.url });
    await truth.connect();
  });
  afterAll(async () => {
    await truth.end();
    await link.stop();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const message = () => `Subject: essai ${++count}\r\n\r\nBonjour`;
  const rows = async () => (await truth.query('select count(*)::int as n from correspondences')).rows[0].n as number;
  const incoming = () => readdirSync(path.join(folder, 'documents/incoming'));
  const send = (port: number, raw: string) =>
    createTransport({ host: '127.0.0.1', port, ignoreTLS: true }).sendMail({
      envelope: { from: 'p@exemple.invalid', to: ['courrier@caf.invalid'] },
      raw,
    });

  describe('of the whole service', () => {
    let running: RunningHouse;
    let key: string;
    beforeAll(async () => {
      running = await startHouse(environment);
      key = await running.house.apiKeys.create('ingest', 'essai');
    });
    afterAll(() => running.stop());
    afterEach(() => link.become('passes'));

    const post = (raw: string) =>
      fetch(`http://127.0.0.1:${running.httpPort}/api/correspondences`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'message/rfc822' },
        body: raw,
      });

    it('says later while the database is away, keeps no row, and takes the same again when it is back', async () => {
      const [byMail, byHttp, before] = [message(), message(), await rows()];
      link.become('refuses');
      await expect(send(running.smtpPort ?? 0, byMail)).rejects.toMatchObject({
        responseCode: 451,
        response: expect.stringContaining('4.3.0'),
      });
      const refusal = await post(byHttp);
      expect([refusal.status, refusal.headers.get('retry-after')]).toEqual([503, '30']);
      expect(await rows()).toBe(before);
      expect(incoming()).toEqual([]);
      link.become('passes');
      await send(running.smtpPort ?? 0, byMail);
      expect((await post(byHttp)).status).toBe(202);
      expect(await rows()).toBe(before + 2);
    });

    it('answers who sends too much, though it is still sending', async () => {
      const response = await post(`Subject: x\r\n\r\n${'x'.repeat(INTAKE_LIMITS.messageBytes)}`);
      expect(response.status).toBe(413);
      expect(incoming()).toEqual([]);
    });

    it('takes a message that its sender resends because the answer was lost as the same', async () => {
      const [raw, before] = [message(), await rows()];
      const socket = await dataGiven(running.smtpPort ?? 0, `${raw}\r\n.\r\n`);
      socket.destroy();
      await until(async () => ((await rows()) === before + 1 ? true : null));
      expect((await send(running.smtpPort ?? 0, raw)).response).toMatch(/^250/);
      expect(await rows()).toBe(before + 1);
    });

    it('keeps nothing of a message whose sender left in the middle', async () => {
      const before = await rows();
      const socket = await dataGiven(running.smtpPort ?? 0, `${message()}${'y'.repeat(200_000)}`);
      await until(async () => (incoming().length > 0 ? true : null));
      socket.destroy();
      await until(async () => (incoming().length === 0 ? true : null));
      expect(await rows()).toBe(before);
    });
  });

  describe('of one way in', () => {
    let house: House;
    let listener: SmtpListener | null = null;
    beforeAll(async () => {
      house = await openHouse(environment, createLogger('silent'));
    });
    afterEach(async () => {
      link.become('passes');
      await listener?.close();
      listener = null;
    });
    afterAll(() => house.close());

    const listen = (limits: Partial<IntakeLimits>, over: Partial<House> = {}, Takes = Receiver) => {
      const all = { ...INTAKE_LIMITS, ...limits };
      const receiver = new Takes({ ...house, ...over, enqueuer: NO_QUEUE_HERE, limits: all });
      listener = new SmtpListener(
        {
          host: '127.0.0.1',
          port: 0,
          protocol: 'smtp',
          mailboxes: [],
          certificate: null,
          relays: new Set(),
          limits: all,
        },
        receiver,
        createLogger('silent'),
      );
      return listener.listen();
    };

    it('says later when the database hangs, and takes the same again as one item', async () => {
      const port = await listen({ commitMilliseconds: 300 });
      const [raw, before] = [message(), await rows()];
      link.become('hangs');
      await expect(send(port, raw)).rejects.toMatchObject({ responseCode: 451 });
      expect(incoming()).toEqual([]);
      link.become('passes');
      // What hung may commit by now, before or after the sender's next try.
      await until(async () => send(port, raw).catch(() => null));
      await send(port, raw);
      expect(await rows()).toBe(before + 1);
    });

    it('says before the message is sent that there is no room for it', async () => {
      const full = new FreeSpace(folder, Number.MAX_SAFE_INTEGER);
      const port = await listen({}, { freeSpace: full });
      await expect(send(port, message())).rejects.toMatchObject({
        responseCode: 452,
        response: expect.stringContaining('4.3.1'),
        command: 'MAIL FROM',
      });
      await expect(
        new Receiver({ ...house, freeSpace: full, enqueuer: NO_QUEUE_HERE }).receiveEmail(
          Buffer.from('x'),
          'http',
          null,
        ),
      ).rejects.toMatchObject({ code: 'ENOSPC' });
    });

    it('ends a message that trickles', async () => {
      const port = await listen({ dataMilliseconds: 200 });
      const socket = await dataGiven(port, 'Subject: lent\r\n');
      const answer = await new Promise<string>((resolve) => socket.once('data', (bytes) => resolve(String(bytes))));
      expect(answer).toMatch(/^421/);
      await until(async () => incoming().length === 0 || null);
      socket.destroy();
    });

    it('goes on when a sender leaves before its message is looked at', async () => {
      let left = 0;
      class Busy extends Receiver {
        override async receiveEmail(...message: Parameters<Receiver['receiveEmail']>) {
          const [stream] = message;
          if (stream instanceof Readable && left === 0) {
            await new Promise((resolve) => stream.once('close', resolve));
            left += 1;
          }
          return super.receiveEmail(...message);
        }
      }
      const [port, before] = [await listen({}, {}, Busy), await rows()];
      (await dataGiven(port, 'Subject: parti\r\n')).destroy();
      await until(async () => left || null);
      await send(port, message());
      expect([await rows(), incoming()]).toEqual([before + 1, []]);
    });

    it('tells more connections than it takes to come later, and takes the next when one has left', async () => {
      const port = await listen({ smtpConnections: 1 });
      const slow = await dataGiven(port, 'Subject: lent\r\n');
      await expect(send(port, message())).rejects.toMatchObject({ responseCode: 421 });
      slow.destroy();
      await until(async () => send(port, message()).catch(() => null));
    });

    it('removes what was coming in when its process died, and only that', async () => {
      await house.store.put(Buffer.from('x'));
      const [old, fresh] = ['ancien', 'recent'].map((name) => path.join(folder, 'documents/incoming', name));
      for (const file of [old, fresh]) writeFileSync(file as string, 'x');
      utimesSync(old as string, new Date(0), new Date(0));
      expect(await house.store.clearIncoming()).toBe(1);
      expect(incoming()).toEqual(['recent']);
      rmSync(fresh as string);
    });
  });
});

/** Speaks SMTP as far as DATA and sends that, without waiting for what comes of it. */
async function dataGiven(port: number, data: string): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port });
  const answer = () => new Promise<string>((resolve) => socket.once('data', (bytes) => resolve(String(bytes))));
  await answer();
  for (const line of [
    'HELO client.invalid',
    'MAIL FROM:<p@exemple.invalid>',
    'RCPT TO:<courrier@caf.invalid>',
    'DATA',
  ]) {
    const answered = answer();
    socket.write(`${line}\r\n`);
    await answered;
  }
  socket.write(data);
  return socket;
}
