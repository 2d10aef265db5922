import { startHouse } from '../../../src/house/start-house';
import { BlackholeProxy } from '../../fakes/blackhole-proxy';
import { FakeComposer, FakeReader } from '../../fakes/fake-stage-tools';
import { ASKING_STEPS, SmallHouse } from '../../fakes/small-house';
import { until } from '../../fakes/until';
import { QUEUE_ENGINES, queueSettings, testEnvironment } from '../test-servers';

/**
 * A worker cut off from everything in the middle of a sending, replaced by another, then brought back. Real: PostgreSQL, the
 * queue's engine, SMTP, the cut (bytes are held, nothing is closed). Fake: what reads and composes; locks and delays are short.
 */
const LOCKS = { lockDuration: 2_000, stalledInterval: 1_000 };
const PACE = { everyMs: 100, staleMs: 1_000 };
/** What is under way in the worker that was cut off is given up after so long. */
const TRANSMITTING_MS = 4_000;
jest.setTimeout(120_000);

interface Ways {
  readonly database: BlackholeProxy;
  readonly mail: BlackholeProxy;
  readonly all: readonly BlackholeProxy[];
}

const isTransmitting = (piece: Buffer): boolean => piece.includes('transmitting');

/** Where in the sending the cut falls, and what the other worker makes of the reply meanwhile. */
const CUTS: readonly {
  readonly when: string;
  readonly arm: (ways: Ways, cut: () => void) => void;
  readonly state: string;
}[] = [
  {
    when: 'before «transmitting» is written down',
    arm: ({ database }, cut) => {
      database.onPiece = (piece, direction) => direction === 'to-server' && isTransmitting(piece) && cut();
    },
    state: 'waiting-sender',
  },
  {
    when: 'after «transmitting» is written down, before it knows',
    arm: ({ database }, cut) => {
      let asked = false;
      database.onPiece = (piece, direction) => {
        if (direction === 'to-server') asked ||= isTransmitting(piece);
        else if (asked) cut();
      };
    },
    state: 'needs-agent',
  },
  {
    when: 'after the server took the message, before its answer',
    arm: ({ database, mail }, cut) => {
      let asked = false;
      database.onPiece = (piece) => {
        asked ||= isTransmitting(piece);
      };
      mail.onPiece = (_, direction) => direction === 'to-client' && asked && cut();
    },
    state: 'needs-agent',
  },
];

describe.each(QUEUE_ENGINES)('a worker cut off on $engine', ({ engine, here }) => {
  const onEngine = here ? it : it.skip;
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  }, 60_000);

  onEngine.each(CUTS)(
    '$when: nothing is sent twice, and what it knows counts once it is back',
    async ({ arm, state }) => {
      const settings = await queueSettings(engine);
      const front = await SmallHouse.start({ ...settings, ROLES: 'web,intake' });
      ends.push(() => front.stop());
      const { environment, database, correspondences } = front.running.house;
      const by = async (url: string) => {
        const proxy = await BlackholeProxy.to(new URL(url).hostname, Number(new URL(url).port));
        ends.push(() => proxy.close());
        return proxy;
      };
      const ways = { database: await by(database.url), mail: await by(environment.SMTP_URL ?? '') };
      const queue = settings.REDIS_URL === undefined ? null : await by(settings.REDIS_URL);
      const all = [ways.database, ways.mail, ...(queue === null ? [] : [queue])];
      // Before anything is stopped, whatever came of the test: no end waits for bytes that are held.
      const mend = () => {
        for (const proxy of all) {
          proxy.onPiece = () => undefined;
          proxy.mend();
        }
      };
      const worker = async (addresses: Readonly<Record<string, string>>) => {
        const shared = { DATA_FOLDER: environment.DATA_FOLDER, MAILBOXES: 'courrier@caf.invalid', ROLES: 'worker' };
        const tools = {
          reader: new FakeReader(),
          steps: ASKING_STEPS,
          composer: new FakeComposer(),
          pace: PACE,
          locks: LOCKS,
          transmittingMs: TRANSMITTING_MS,
        };
        const running = await startHouse(testEnvironment({ ...settings, ...shared, ...addresses }), tools);
        ends.push(() => running.stop());
      };
      await worker({
        DATABASE_URL: ways.database.through(database.url),
        SMTP_URL: ways.mail.through(environment.SMTP_URL ?? ''),
        ...(queue === null ? {} : { REDIS_URL: queue.through(settings.REDIS_URL ?? '') }),
      });
      const isCut = new Promise<void>((resolve) =>
        arm({ ...ways, all }, () => {
          for (const proxy of all) proxy.cut();
          resolve();
        }),
      );
      await front.send();
      await isCut;
      await worker({ DATABASE_URL: database.url, SMTP_URL: environment.SMTP_URL ?? '' });
      ends.push(async () => mend());
      await until(async () => ((await front.states())[state] === 1 ? true : null), 60_000);
      mend();
      // It comes back knowing that the message was taken: nobody is left to ask whether it was.
      await front.allAnswered(1);
      const [id = ''] = await correspondences.list(['waiting-sender'], 1);
      // Together they go on with what comes in next.
      await front.send();
      await front.allAnswered(2);
      expect(front.doubles()).toEqual([]);
      expect(front.sink.mails).toHaveLength(2);
      expect((await front.running.house.ledger.of(id)).map((entry) => entry.state)).toEqual(['sent']);
    },
  );
});
