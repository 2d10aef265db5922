import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import type { Decision } from '../../src/domain/correspondence';
import { type RunningHouse, startHouse } from '../../src/house/start-house';
import type { StageTools } from '../../src/house/worker.module';
import { Receiver } from '../../src/intake/receiver';
import type { Received } from '../../src/persistence/receipt.repository';
import { NO_QUEUE_HERE } from '../../src/pipeline/enqueuer';
import type { TriageSteps } from '../../src/pipeline/triage-stage';
import { emptyDatabase, testEnvironment } from '../integration/test-servers';
import { FakeComposer, FakeReader } from './fake-stage-tools';
import { SmtpSink } from './smtp-sink';
import { until } from './until';

const DECISION: Decision = {
  action: 'ask-identifier',
  state: 'decided',
  channel: 'email',
  documents: [],
  letter: 'nir-manquant',
  preparedLetter: null,
  destination: { kind: 'email', address: 'personne@exemple.invalid', personalData: false },
  rule: 'essai',
  trace: [],
  reason: null,
  settle: null,
};

/** Whatever comes in, its sender is asked for the NIR by e-mail. */
export const ASKING_STEPS: TriageSteps = {
  identify: async () => ({
    identification: {
      verdict: 'missing',
      numeroAllocataire: null,
      person: null,
      personIndex: null,
      corroboratedBy: [],
      because: [],
      nir: null,
      nirKind: null,
      proposalKnown: false,
      numeroAllocataireGiven: false,
      thirdParty: false,
    },
    file: null,
    writtenFile: null,
  }),
  classify: () => ({ requests: [{ kind: 'autre', confidence: 1, because: [] }], danger: [] }),
  decide: () => DECISION,
};

/**
 * A whole house on a database of its own, that answers every message by SMTP to a sink. Real: PostgreSQL, the queues, SMTP
 * both ways. Fake: what reads, decides and composes.
 */
export class SmallHouse {
  readonly reader = new FakeReader();
  readonly sink = new SmtpSink();
  readonly logged: string[] = [];
  private sent = 0;

  private constructor(
    readonly running: RunningHouse,
    private readonly end: () => Promise<void>,
  ) {}

  /** @param reads `really`: by the reading processes, which needs a build */
  static async start(
    settings: Readonly<Record<string, string>>,
    tools: Partial<StageTools> = {},
    reads: 'as-told' | 'really' = 'as-told',
  ): Promise<SmallHouse> {
    const folder = mkdtempSync(path.join(tmpdir(), 'courrier-petite-'));
    const database = await emptyDatabase();
    const sink = new SmtpSink();
    const reader = new FakeReader();
    const logged: string[] = [];
    const environment = testEnvironment({
      DATABASE_URL: database.url,
      DATA_FOLDER: folder,
      SMTP_LISTEN: '127.0.0.1:0',
      SMTP_URL: await sink.start(),
      MAILBOXES: 'courrier@caf.invalid',
      LOG_LEVEL: 'info',
      ...settings,
    });
    const clean = async () => {
      await sink.stop();
      await database.drop();
      rmSync(folder, { recursive: true });
    };
    const given = { steps: ASKING_STEPS, composer: new FakeComposer(), pace: { everyMs: 100, staleMs: 60_000 } };
    const log = { write: (line: string) => void logged.push(line) };
    try {
      const running = await startHouse(
        environment,
        { ...(reads === 'really' ? {} : { reader }), ...given, ...tools },
        log,
      );
      const house = new SmallHouse(running, async () => {
        await running.stop();
        await clean();
      });
      return Object.assign(house, { sink, reader, logged });
    } catch (error) {
      await clean();
      throw error;
    }
  }

  stop(): Promise<void> {
    return this.end();
  }

  /** By SMTP; resolves once the server has said 250. */
  async send(): Promise<void> {
    const transport = createTransport({ host: '127.0.0.1', port: this.running.smtpPort ?? 0, ignoreTLS: true });
    await transport.sendMail({
      envelope: { from: 'p@exemple.invalid', to: ['courrier@caf.invalid'] },
      raw: `Subject: demande ${++this.sent}\r\n\r\nBonjour`,
    });
  }

  /** As the intake does; the sweeper finds it. */
  receive(raw: Buffer): Promise<Received> {
    const receiver = new Receiver({ ...this.running.house, enqueuer: NO_QUEUE_HERE });
    return receiver.receiveEmail(raw, 'ingest', null);
  }

  async states(): Promise<Readonly<Record<string, number>>> {
    return Object.fromEntries(await this.running.house.correspondences.countByState());
  }

  /** Waits until every message has been answered, and none is anywhere else. */
  allAnswered(count: number, withinMs = 60_000): Promise<unknown> {
    return until(async () => ((await this.states())['waiting-sender'] === count ? true : null), withinMs).catch(
      async () => {
        throw new Error(`attendu ${count} réponses, états : ${JSON.stringify(await this.states())}`);
      },
    );
  }

  /** Message-IDs that the sink was given more than once. */
  doubles(): string[] {
    const ids = this.sink.mails.map(({ mail }) => mail.messageId ?? '');
    return ids.filter((id, index) => ids.indexOf(id) !== index);
  }
}
