import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import { createComposer } from '../../src/composition/compose-reply';
import type { AllocataireFile } from '../../src/domain/directory/allocataire-file';
import { type RunningHouse, startHouse } from '../../src/house/start-house';
import type { CorrespondenceRecord } from '../../src/persistence/correspondence-record';
import { packageRoot } from '../../src/platform/package-root';
import { TOWN } from '../builders/invented-households';
import { emptyDatabase, testEnvironment } from '../integration/test-servers';
import { SmtpSink } from './smtp-sink';
import { until } from './until';

const RESTING = ['answered', 'needs-agent', 'waiting-sender', 'closed', 'joined', 'set-aside', 'failed'];

export interface Mail {
  readonly from: string;
  readonly name?: string;
  readonly subject?: string;
  readonly text: string;
  readonly headers?: readonly string[];
  readonly to?: string;
}

/**
 * A whole house with a town of invented people, that asks who does not give their NIR. Real: PostgreSQL, its queue, SMTP both
 * ways, HTTP, reading, triage, composition. Fake: the relay that vouches for senders, played by the client.
 */
export class AskingHouse {
  readonly sink = new SmtpSink();
  readonly logged: string[] = [];
  private sent = 0;

  private constructor(
    readonly running: RunningHouse,
    readonly folder: string,
    private readonly end: () => Promise<void>,
  ) {}

  static async start(
    settings: Readonly<Record<string, string>> = {},
    files: readonly AllocataireFile[] = TOWN,
  ): Promise<AskingHouse> {
    const folder = mkdtempSync(path.join(tmpdir(), 'courrier-demande-'));
    const database = await emptyDatabase();
    const sink = new SmtpSink();
    const logged: string[] = [];
    const environment = testEnvironment({
      QUEUE_BACKEND: 'postgres',
      DATABASE_URL: database.url,
      DATA_FOLDER: folder,
      PRINT_FOLDER: path.join(folder, 'impression'),
      SMTP_LISTEN: '127.0.0.1:0',
      SMTP_URL: await sink.start(),
      MAILBOXES: 'courrier@caf.invalid',
      MAILBOX_TAGS: 'yes',
      PUBLIC_URL: 'https://courrier.exemple.invalid/',
      TRUSTED_RELAYS: '127.0.0.1=relais.invalid',
      LOG_LEVEL: 'info',
      ...settings,
    });
    const composer = await createComposer({
      templatesFolder: path.join(packageRoot, 'templates'),
      signingKeys: environment.COURRIER_SIGNING_KEYS?.map(({ id, key }) => ({ id, seed: key })) ?? [],
    });
    const log = { write: (line: string) => void logged.push(line) };
    const running = await startHouse(environment, { composer, pace: { everyMs: 100, staleMs: 2_000 } }, log);
    await running.house.localDirectory.save(files);
    const house = new AskingHouse(running, folder, async () => {
      await running.stop();
      await sink.stop();
      await database.drop();
      rmSync(folder, { recursive: true });
    });
    return Object.assign(house, { sink, logged });
  }

  stop(): Promise<void> {
    return this.end();
  }

  /** By SMTP. @returns its id */
  async receive({ from, name = '', subject = 'Demande', text, headers = [], to = 'courrier@caf.invalid' }: Mail) {
    const raw = [
      `Authentication-Results: relais.invalid; dmarc=pass header.from=${from.split('@')[1]}`,
      `From: ${name} <${from}>`,
      `To: ${to}`,
      `Subject: ${subject}`,
      `Message-ID: <essai-${++this.sent}@exemple.invalid>`,
      'Content-Type: text/plain; charset=utf-8',
      ...headers,
      '',
      text,
    ].join('\r\n');
    const transport = createTransport({ host: '127.0.0.1', port: this.running.smtpPort ?? 0, ignoreTLS: true });
    const { response } = await transport.sendMail({ envelope: { from, to: [to] }, raw });
    const { rows } = await this.query('select id from correspondences where sequence = $1', [
      Number(response.slice(-6)),
    ]);
    return rows[0]?.id as string;
  }

  /** Once it has come to rest in one of these states, or in any where none is named. */
  settled(id: string, ...states: readonly string[]): Promise<CorrespondenceRecord> {
    const wanted = states.length > 0 ? states : RESTING;
    return until(async () => {
      const record = await this.running.house.correspondences.load(id);
      return record !== null && wanted.includes(record.state) ? record : null;
    }, 45_000).catch(async () => {
      const record = await this.running.house.correspondences.load(id);
      throw new Error(`attendu ${wanted.join(', ')}, état : ${record?.state} (${record?.reason})`);
    });
  }

  async ask(mail: Mail): Promise<CorrespondenceRecord> {
    return this.settled(await this.receive(mail));
  }

  query(text: string, values: readonly unknown[] = []) {
    return this.running.house.database.pool.query(text, [...values]);
  }

  get url(): string {
    return `http://127.0.0.1:${this.running.httpPort}`;
  }

  /** The code in the last e-mail that went to this address. */
  codeSentTo(address: string): string {
    const mail = this.sink.mails.filter(({ to }) => to.includes(address)).at(-1);
    const code = /\/repondre\/([A-Z2-9]{28})/.exec(mail?.mail.text ?? '')?.[1];
    if (code === undefined) throw new Error('pas de lien dans le dernier message');
    return code;
  }

  answer(code: string, fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) {
    const body = new URLSearchParams(fields);
    return fetch(`${this.url}/repondre/${code}`, { method: 'POST', body, headers, redirect: 'manual' });
  }

  async events(id: string): Promise<string[]> {
    return (await this.running.house.correspondences.journalOf(id)).map(({ event }) => event);
  }

  /** Texts of what was left for the print centre for a case, the oldest first. */
  printed(reference: string): string[] {
    return this.printedFiles(reference).map((file) => textOfPdf(file));
  }

  /** Their places, the oldest first. */
  printedFiles(reference: string): string[] {
    const root = path.join(this.folder, 'impression');
    const days = readdirSync(root).filter((name) => /^\d/.test(name));
    const manifests = days.flatMap((day) =>
      readdirSync(path.join(root, day))
        .filter((name) => name.endsWith('.json'))
        .map((name) => ({ day, name })),
    );
    return manifests
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ day, name }) => ({ day, manifest: JSON.parse(readFileSync(path.join(root, day, name), 'utf8')) }))
      .filter(({ manifest }) => manifest.reference === reference)
      .flatMap(({ day, manifest }) => manifest.files.map((file: { name: string }) => path.join(root, day, file.name)));
  }
}

/** In a process of its own: pdfium's module is not for jest. */
function textOfPdf(file: string): string {
  const script = `require('${packageRoot}/dist/reading/text/read-pdf-text.js').readPdfText(require('node:fs').readFileSync(process.argv[1])).then((r) => process.stdout.write(r.pages.join('\\n')))`;
  const text = execFileSync(process.execPath, ['-e', script, file], { encoding: 'utf8' });
  return text.replace(/[\s\u00a0\u202f]+/g, ' ');
}
