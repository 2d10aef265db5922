import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TriageLine } from '../../src/cli/triage/triage-line';

/**
 * `courrier triage`, spawned as people run it. Real: the built command, its reading processes, the demo's samples.
 * Fake: nothing. Needs a build.
 */
const ROOT = path.resolve(__dirname, '../..');
const CLI = path.join(ROOT, 'dist/cli.js');
const DEMO = path.join(ROOT, 'test/fixtures/demo');
const DIRECTORY = path.join(DEMO, 'directory.ndjson');

function triage(args: readonly string[], cwd = ROOT): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [CLI, 'triage', ...args], { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
}
const linesOf = ({ stdout }: SpawnSyncReturns<string>): TriageLine[] =>
  stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as TriageLine);

describe('courrier triage', () => {
  let folder: string;
  beforeAll(() => {
    if (!existsSync(CLI)) throw new Error('dist/cli.js is missing: npm run build');
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-tri-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const put = (name: string, content: string | Buffer): string => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  };
  const JEANNE = [
    'Authentication-Results: relais.demo.invalid; dmarc=pass header.from=example.org',
    'From: Jeanne Dupont <jeanne.dupont@example.org>',
    'To: contact@caf-exemple.invalid',
    'Subject: attestation 255081416802538',
    'Date: Mon, 2 Nov 2026 08:12:41 +0100',
    '',
    'Bonjour, je veux une attestation de paiement.\nMon numéro : 2 55 08 14 168 025 38\nJeanne Dupont',
  ].join('\r\n');

  it('decides the demo’s samples as they declare, by e-mail and by post', () => {
    const expected = JSON.parse(readFileSync(path.join(DEMO, 'expected.json'), 'utf8')) as Record<
      string,
      { action: string; channel: string | null }
    >;
    const run = triage(
      [
        '--json',
        '--directory',
        DIRECTORY,
        '--authserv-id',
        'relais.demo.invalid',
        '--mailbox',
        'contact@caf-exemple.invalid',
        'mailbox',
        'scan-batch',
      ],
      DEMO,
    );
    expect({ code: run.status, stderr: run.stderr }).toEqual({ code: 0, stderr: '' });
    const decided = Object.fromEntries(
      linesOf(run).map(({ file, decision }) => [file, [decision.action, decision.channel]]),
    );
    expect(decided).toEqual(
      Object.fromEntries(Object.entries(expected).map(([file, { action, channel }]) => [file, [action, channel]])),
    );
  });

  it('gives every field of the contract, NIRs masked', () => {
    const file = put('jeanne.eml', JEANNE);
    const run = triage(['--json', '--directory', DIRECTORY, '--authserv-id', 'relais.demo.invalid', file]);
    const [line] = linesOf(run);
    expect(line).toEqual({
      file,
      state: 'decided',
      reason: null,
      automatic: null,
      mayAutoReply: true,
      from: { name: 'Jeanne Dupont', address: 'jeanne.dupont@example.org' },
      subject: expect.stringMatching(/^attestation 2\u00a055/),
      date: '2026-11-02T07:12:41.000Z',
      text: expect.stringContaining('Mon numéro : 2\u00a055\u00a0••'),
      attachments: [],
      identification: {
        verdict: 'matched',
        numeroAllocataire: '0260311',
        person: 'allocataire',
        corroboratedBy: expect.arrayContaining(['sender', 'name']),
        because: expect.any(Array),
        replyTo: null,
      },
      requests: [
        {
          kind: 'attestation-paiement',
          confidence: expect.any(Number),
          certainty: 'sure',
          because: expect.any(Array),
        },
      ],
      danger: [],
      flags: [],
      decision: {
        action: 'send-document',
        channel: 'email',
        documents: ['attestation-paiement'],
        rule: expect.any(String),
        trace: expect.any(Array),
      },
    });
    expect(run.stdout).not.toMatch(/168\s?025/);
  });

  it('shows NIRs with --reveal', () => {
    expect(linesOf(triage(['--json', '--reveal', put('jeanne.eml', JEANNE)]))[0]?.text).toContain(
      '2 55 08 14 168 025 38',
    );
  });

  it('believes no sender without --authserv-id, and asks who is written to only with --mailbox', () => {
    const file = put('jeanne.eml', JEANNE);
    const plain = linesOf(triage(['--json', '--directory', DIRECTORY, file]))[0];
    expect(plain?.decision.channel).toBe('post');
    expect(plain?.identification.corroboratedBy).not.toContain('sender');
    const other = linesOf(
      triage(['--json', '--mailbox', 'autre@caf-exemple.invalid', '--mailbox', 'encore@caf-exemple.invalid', file]),
    )[0];
    expect(other).toMatchObject({ automatic: null, mayAutoReply: false });
  });

  it('goes on past what cannot be read', () => {
    put('dossier/1-vide.eml', '');
    truncateSync(put('dossier/2-gros.eml', ''), 60 * 1024 * 1024);
    put('dossier/3-image.jpg', Buffer.from([0xff, 0xd8, 0xff, 0]));
    put(
      'dossier/4-lot/batch.json',
      JSON.stringify({
        batchId: 'L',
        scannedAt: '2026-11-23T08:00:00Z',
        operator: 'o',
        items: [{ itemId: 'P1', receivedOn: '2026-11-20', pages: ['p003.tif'] }],
      }),
    );
    put('dossier/5-bon.eml', JEANNE);
    const run = triage(['--json', path.join(folder, 'dossier')]);
    expect({ code: run.status, stderr: run.stderr }).toEqual({ code: 0, stderr: '' });
    const lines = linesOf(run);
    expect(lines.map(({ file, state }) => [path.basename(file), state])).toEqual([
      ['1-vide.eml', 'unreadable'],
      ['2-gros.eml', 'unreadable'],
      ['3-image.jpg', 'unreadable'],
      ['batch.json', 'unreadable'],
      ['5-bon.eml', expect.not.stringMatching('unreadable')],
    ]);
    expect(lines[1]?.reason).toContain('50\u00a0Mo');
    expect(lines[3]?.reason).toContain('«\u00a0p003.tif\u00a0» absent du lot');
    expect(
      lines.slice(0, 4).every(({ mayAutoReply, decision }) => !mayAutoReply && decision.action === 'to-agent'),
    ).toBe(true);
  });

  it('tells a bad line of the directory and takes the good ones', () => {
    const [first = ''] = readFileSync(DIRECTORY, 'utf8').split('\n');
    const directory = put('repertoire.ndjson', `{"numeroAllocataire":"1"}\n${first}\n`);
    const run = triage(['--json', '--directory', directory, put('jeanne.eml', JEANNE)]);
    expect(run.status).toBe(0);
    expect(run.stderr).toMatch(/^répertoire, ligne 1\u00a0: /);
    expect(linesOf(run)).toHaveLength(1);
  });

  it.each([
    ['no path', [], 2],
    ['an unknown option', ['--jason', '.'], 2],
    ['a bad --now', ['--now', 'hier', '.'], 2],
    ['a bad --mailbox', ['--mailbox', 'moi', '.'], 2],
    ['a missing path', ['--json', 'absent.eml'], 1],
    ['a missing directory', ['--json', '--directory', 'absent.ndjson', '.'], 1],
  ])('says on one line what is wrong: %s', (_case, args, code) => {
    const run = triage(args as string[], folder);
    expect(run.status).toBe(code);
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(/^[^\n]+\n$/);
  });

  it('has help, and a line for a person without --json', () => {
    expect(triage(['--help'])).toMatchObject({ status: 0, stdout: expect.stringContaining('--authserv-id') });
    expect(triage([put('vide.eml', '')]).stdout).toMatch(/vide\.eml\u00a0: illisible\u00a0; .*zéro octet/);
  });
});
