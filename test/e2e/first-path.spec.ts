import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import { type RunningHouse, startHouse } from '../../src/house/start-house';
import { parseDirectoryLine } from '../../src/persistence/directory-line.schema';
import { SWEEP_PACE } from '../../src/pipeline/sweeper';
import { SmtpSink } from '../fakes/smtp-sink';
import { until } from '../fakes/until';
import { emptyDatabase, testEnvironment } from '../integration/test-servers';

/**
 * From an SMTP client to the reply in an SMTP sink and to the print folder, its PDF's text read back.
 * Real: everything but the person, who is invented, and the relay, played by the client.
 */
const ROOT = path.resolve(__dirname, '../..');

/** Text of a PDF's pages, read in a process of its own: pdfium's module is not for jest. */
function textOfPdf(bytes: Buffer): string {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'courrier-pdf-')), 'a.pdf');
  writeFileSync(file, bytes);
  const script = `require('${ROOT}/dist/reading/text/read-pdf-text.js').readPdfText(require('node:fs').readFileSync(process.argv[1])).then((r) => process.stdout.write(r.pages.join('\\n')))`;
  const text = execFileSync(process.execPath, ['-e', script, file], { encoding: 'utf8' });
  rmSync(path.dirname(file), { recursive: true });
  return text.replace(/[\s\u00a0\u202f]+/g, ' ');
}

describe('the first whole path', () => {
  let folder: string;
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let running: RunningHouse;
  const sink = new SmtpSink();

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-chemin-'));
    database = await emptyDatabase();
    running = await startHouse(
      testEnvironment({
        QUEUE_BACKEND: 'postgres',
        DATABASE_URL: database.url,
        DATA_FOLDER: folder,
        PRINT_FOLDER: path.join(folder, 'impression'),
        SMTP_LISTEN: '127.0.0.1:0',
        SMTP_URL: await sink.start(),
        MAILBOXES: 'courrier@caf.invalid',
        TRUSTED_RELAYS: '127.0.0.1=relais.invalid',
      }),
      { pace: { ...SWEEP_PACE, everyMs: 100 } },
    );
    const jeanne = readFileSync(path.join(ROOT, 'test/fixtures/demo/directory.ndjson'), 'utf8')
      .split('\n')
      .map((line) => parseDirectoryLine(line))
      .find((parsed) => parsed.ok && parsed.value.numeroAllocataire === '0260311');
    if (!jeanne?.ok) throw new Error('Jeanne Dupont n’est pas dans les échantillons');
    await running.house.localDirectory.save([jeanne.value]);
    email = jeanne.value.email ?? '';
  });
  afterAll(async () => {
    await running.stop();
    await sink.stop();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  let email: string;
  async function ask(from: string, passes: boolean, text: string) {
    const raw = [
      `Authentication-Results: relais.invalid; dmarc=${passes ? 'pass' : 'fail'} header.from=${from.split('@')[1]}`,
      `From: Jeanne Dupont <${from}>`,
      'To: courrier@caf.invalid',
      'Subject: =?utf-8?Q?Demande_d=E2=80=99attestation?=',
      'Message-ID: <demande@example.org>',
      'Content-Type: text/plain; charset=utf-8',
      '',
      text,
    ].join('\r\n');
    const transport = createTransport({ host: '127.0.0.1', port: running.smtpPort ?? 0, ignoreTLS: true });
    const sent = await transport.sendMail({ envelope: { from, to: ['courrier@caf.invalid'] }, raw });
    const sequence = Number(sent.response.slice(-6));
    const { rows } = await running.house.database.pool.query('select id from correspondences where sequence = $1', [
      sequence,
    ]);
    return until(async () => {
      const record = await running.house.correspondences.load(rows[0].id);
      return record !== null && ['answered', 'needs-agent', 'waiting-sender', 'failed'].includes(record.state)
        ? record
        : null;
    });
  }

  it('answers an authenticated request by e-mail with the attestation, the NIR masked everywhere', async () => {
    const text =
      'Bonjour,\r\nmerci de m’envoyer une attestation de paiement.\r\nN° de sécu : 2 55 08 14 168 025 38\r\nJeanne Dupont';
    const record = await ask(email, true, text);
    expect(record).toMatchObject({
      state: 'answered',
      triage: { decision: { action: 'send-document', channel: 'email' } },
    });
    const [sunk] = sink.mails;
    expect(sunk).toMatchObject({ from: '', to: [email] });
    expect(sunk?.mail.inReplyTo).toBe('<demande@example.org>');
    expect(sunk?.mail.subject).toContain(record.reference);
    const pdf = textOfPdf(sunk?.mail.attachments[0]?.content ?? Buffer.alloc(0));
    expect(pdf).toMatch(/Attestation de paiement/);
    expect(pdf).toMatch(/N° ALLOCATAIRE : 0260311/);
    for (const shown of [pdf, sunk?.mail.text, sunk?.mail.html, sunk?.mail.subject]) {
      expect(String(shown).replace(/\D/g, '')).not.toContain('168025');
    }
    expect(sunk?.mail.text).toMatch(/Numéro allocataire, 7.chiffres.{1,4}0260311/i);
  });

  it('sends the same by post, in full, when nobody vouches for the sender', async () => {
    const before = sink.mails.length;
    const record = await ask(email, false, 'Attestation de paiement svp. 255081416802538 Jeanne Dupont, merci');
    expect(record).toMatchObject({ state: 'answered', triage: { decision: { channel: 'post' } } });
    expect(sink.mails).toHaveLength(before);
    const day = path.join(folder, 'impression', readdirSync(path.join(folder, 'impression'))[0] ?? '');
    const letters = readdirSync(day)
      .filter((name) => name.endsWith('.pdf'))
      .sort();
    const [letter, attestation] = letters.map((name) => textOfPdf(readFileSync(path.join(day, name))));
    expect(letter).toContain('MADAME JEANNE DUPONT 1 RUE DE LA PAIX 75000 PARIS');
    expect(letter).toContain('2 55 08 14 168 025');
    expect(attestation).toContain('0260311');
  });

  it('asks for the NIR where only the old number is given, and shows none', async () => {
    const record = await ask(
      'jeanne.ailleurs@example.com',
      true,
      'Bonjour, une attestation, mon numéro allocataire 0260311. J. Dupont',
    );
    expect(record).toMatchObject({ state: 'waiting-sender', triage: { identification: { verdict: 'missing' } } });
    const sunk = sink.mails.at(-1);
    expect(sunk?.to).toEqual(['jeanne.ailleurs@example.com']);
    expect(sunk?.mail.text).not.toContain('0260311');
    expect(sunk?.mail.text).toMatch(/numéro de sécurité sociale/i);
  });
});
