import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { define as defineRevoke } from '../../../src/cli/revoke-document.command';
import { runCommand } from '../../../src/cli/run-command';
import { define as defineVerify } from '../../../src/cli/verify-document.command';
import { type Composer, createComposer } from '../../../src/composition/compose-reply';
import { documentIdOfPdf } from '../../../src/composition/signature/document-id-of-pdf';
import { findDrawnCodes } from '../../../src/composition/signature/find-drawn-code';
import { decodeDataMatrix } from '../../../src/domain/barcode/data-matrix';
import { makeStageTools } from '../../../src/house/make-stage-tools';
import { type RunningHouse, startHouse } from '../../../src/house/start-house';
import { anAttestationOrder, composeDocument, TEMPLATES_FOLDER } from '../../unit/composition/a-checked-document';
import { emptyDatabase, testEnvironment } from '../test-servers';

/**
 * What becomes of a document that was revoked, by HTTP and by command. Real: PostgreSQL, HTTP, the reading process, the
 * commands. Fake: the keys; the people are invented.
 */
const seed = (value: number): Uint8Array => new Uint8Array(32).fill(value);
const SIGNING = ['2026', '2025']
  .map((id, index) => `${id}:${Buffer.from(seed(index + 6)).toString('base64')}`)
  .join(',');
const NEW = { id: '2026', seed: seed(6) };
const OLD = { id: '2025', seed: seed(7) };

describe('documents that are verified and revoked', () => {
  let folder: string;
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let running: RunningHouse;
  let operate: string;
  const settings = () => ({
    QUEUE_BACKEND: 'postgres',
    DATABASE_URL: database.url,
    DATA_FOLDER: folder,
    ROLES: 'web',
    COURRIER_SIGNING_KEYS: SIGNING,
  });

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-revocation-'));
    database = await emptyDatabase();
    running = await startHouse(testEnvironment(settings()));
    operate = await running.house.apiKeys.create('operate', 'Agent d’essai');
  });
  afterAll(async () => {
    await running.stop();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  async function attestation(key: typeof NEW, writtenOn = '2016-06-29'): Promise<Buffer> {
    const composer: Composer = await createComposer({ templatesFolder: TEMPLATES_FOLDER, signingKeys: [key] });
    const order = anAttestationOrder('attestation-paiement', { writtenOn });
    return composeDocument(composer, { name: '', template: 'attestation-paiement', order });
  }
  const post = (where: string, body: Uint8Array<ArrayBuffer> | string, headers: Record<string, string>) =>
    fetch(`http://127.0.0.1:${running.httpPort}/api/documents/${where}`, { method: 'POST', body, headers });
  const verify = async (pdf: Uint8Array, type = 'application/pdf') =>
    (await (await post('verify', Uint8Array.from(pdf), { 'content-type': type })).json()) as Record<string, unknown>;
  const revoke = (what: object, key = operate) =>
    post('revoke', JSON.stringify(what), { 'content-type': 'application/json', authorization: `Bearer ${key}` });

  it('says by HTTP what a document is, of a PDF and of a code alone, without a key', async () => {
    const pdf = await attestation(NEW);
    expect(await verify(pdf)).toMatchObject({
      verdict: 'authentic',
      documentId: documentIdOfPdf(pdf, [NEW]),
      code: { holder: expect.stringContaining('Dupont'), amount: '312,45\u00a0€' },
    });
    const code = Buffer.from(decodeDataMatrix(findDrawnCodes(pdf)[0] ?? []) ?? []);
    expect(await verify(code, 'application/octet-stream')).toMatchObject({ verdict: 'authentic' });
    expect(await verify(Buffer.from(code.toString('base64')), 'text/plain')).toMatchObject({ verdict: 'authentic' });
    code[code.length - 1] = (code.at(-1) ?? 0) ^ 1;
    expect(await verify(code, 'application/octet-stream')).toMatchObject({ verdict: 'altered', code: null });
    for (const nothing of [
      Buffer.from('%PDF-1.7 rien'),
      Buffer.alloc(0),
      await attestation({ id: '2026', seed: seed(1) }),
    ])
      expect((await verify(nothing)).verdict).toMatch(/unknown|altered/);
    expect((await post('verify', Uint8Array.from(pdf), { 'content-type': 'image/png' })).status).toBe(415);
    expect((await post('verify', Buffer.alloc(6_000_000), { 'content-type': 'application/pdf' })).status).toBe(413);
  });

  it('revokes one document, for good, and tells the journal without a name', async () => {
    const pdf = await attestation(NEW, '2016-06-30');
    const documentId = documentIdOfPdf(pdf, [NEW]) ?? '';
    expect((await revoke({ documentId, reason: 'Montant erroné de Jeanne' }, 'cou_operate_faux')).status).toBe(401);
    expect((await revoke({ documentId })).status).toBe(422);
    expect(
      (await revoke({ documentId: documentId.toLowerCase().replace(/-/g, ' '), reason: 'Montant erroné de Jeanne' }))
        .status,
    ).toBe(200);
    expect((await revoke({ documentId, reason: 'Encore' })).status).toBe(409);
    expect(await verify(pdf)).toMatchObject({ verdict: 'revoked', because: expect.stringContaining('révoqué le') });
    expect(await verify(await attestation(NEW))).toMatchObject({ verdict: 'authentic' });
    const { rows } = await running.house.database.pool.query(
      "select detail::text from journal where event = 'document-revoked'",
    );
    expect(rows).toEqual([{ detail: JSON.stringify({ documentId }).replace(':', ': ') }]);
    expect(await running.house.revocations.list()).toMatchObject([
      { documentId, by: 'Agent d’essai', reason: 'Montant erroné de Jeanne' },
    ]);
  });

  it('revokes by command, of a file or a whole key from a day on, and says so by command', async () => {
    const [before, after] = [await attestation(OLD, '2016-04-30'), await attestation(OLD, '2016-05-01')];
    const files = {
      before: path.join(folder, 'a.pdf'),
      after: path.join(folder, 'b.pdf'),
      other: path.join(folder, 'c.pdf'),
    };
    writeFileSync(files.before, before);
    writeFileSync(files.after, after);
    writeFileSync(files.other, await attestation(NEW, '2016-07-01'));
    expect(await run('verify-document', files.after)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('authentique'),
    });
    expect(
      await run('revoke-document', '--key', '2025', '--since', '2016-05-01', '--reason', 'Clé perdue'),
    ).toMatchObject({ code: 0 });
    expect(await run('verify-document', files.before)).toMatchObject({ code: 0 });
    expect(await run('verify-document', files.after, '--json')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('"verdict":"revoked"'),
    });
    expect(await run('verify-document', files.after, '--offline')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('non consultées'),
    });
    expect((await verify(after)).verdict).toBe('revoked');
    expect(await run('revoke-document', files.other, '--reason', 'Remplacée')).toMatchObject({ code: 0, stderr: '' });
    expect(await run('verify-document', files.other)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('révoqué le'),
    });
    expect((await run('revoke-document', '--list')).stdout).toContain(
      'clé «\u00a02025\u00a0», documents datés du 2016-05-01 ou après',
    );
    for (const [argv, code] of [
      [['revoke-document'], 2],
      [['revoke-document', files.other], 2],
      [['revoke-document', files.other, '--reason', 'Encore'], 1],
      [['revoke-document', '--key', 'nope', '--reason', 'x'], 1],
      [['revoke-document', path.join(folder, 'nowhere.pdf'), '--reason', 'x'], 1],
    ] as const)
      expect(await run(...argv)).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(/^[^\n]+\n$/) });
  });

  it('does not let a worker start with a key that is revoked', async () => {
    const [signing = ''] = SIGNING.split(',').reverse();
    const environment = testEnvironment({ ...settings(), COURRIER_SIGNING_KEYS: signing });
    await expect(
      makeStageTools({ ...running.house, environment }, { pace: { everyMs: 1, staleMs: 1 } } as never),
    ).rejects.toThrow(/COURRIER_SIGNING_KEYS.*révoquée/);
  });

  it('is asked so often and no more', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => post('verify', 'x', { 'content-type': 'application/pdf' })),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(10);
    expect(refused[0]?.headers.get('retry-after')).toBe('60');
  });

  async function run(...argv: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    const written = { stdout: '', stderr: '' };
    const spies = (['stdout', 'stderr'] as const).map((stream) =>
      jest.spyOn(process[stream], 'write').mockImplementation((text) => {
        written[stream] += text;
        return true;
      }),
    );
    const key = Buffer.alloc(32, 9).toString('base64');
    const given = { ...settings(), COURRIER_KEYS: `essai:${key}`, COURRIER_INDEX_KEY: key };
    const before = { ...process.env };
    Object.assign(process.env, given);
    delete process.env.REDIS_URL;
    try {
      const entries = [
        { name: 'verify-document', summary: '', load: () => Promise.resolve({ define: defineVerify }) },
        { name: 'revoke-document', summary: '', load: () => Promise.resolve({ define: defineRevoke }) },
      ];
      return { code: await runCommand(entries, argv), ...written };
    } finally {
      process.env = before;
      for (const spy of spies) spy.mockRestore();
    }
  }
});
