import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { findNirs } from '../../src/domain/nir/find-nirs-in-text';

/**
 * `courrier nir`, spawned as people run it. Real: the built command, its pipes. Fake: nothing. Needs a build.
 */
const CLI = path.resolve(__dirname, '../../dist/cli.js');

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function courrier(args: readonly string[], input: string | Buffer | ReadonlyArray<string | Buffer>): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...args]);
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
    );
    child.stdin.on('error', () => undefined);
    for (const piece of Array.isArray(input) ? (input as Array<string | Buffer>) : [input as string | Buffer]) {
      child.stdin.write(piece);
    }
    child.stdin.end();
  });
}

const NOTHING = '{"candidates":[]}\n';
const lines = (out: string) =>
  out
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));

describe('courrier nir', () => {
  beforeAll(() => {
    if (!existsSync(CLI)) throw new Error('dist/cli.js is missing: npm run build');
  });

  it('answers each line with the fields of the contract', async () => {
    const { code, out, err } = await courrier(['nir', '--json'], 'N° SS : 2 69 05 49 588 157 80\nbonjour\n');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(lines(out)).toEqual([
      {
        candidates: [
          {
            start: 8,
            end: 29,
            nir: '2690549588157',
            key: '80',
            kind: 'nir',
            verdict: 'valid',
            repaired: false,
            repairs: [],
            labelled: true,
          },
        ],
      },
      { candidates: [] },
    ]);
  });

  it('writes what JSON.stringify would', async () => {
    const lines = [
      '2690549588157 81 et NIR 269054958815',
      'NIR 26905495881578, n° SS 1 85 05 1B 006 078 68, 253072a073004',
      'nia 7850599330123 38 puis NIR 2\u200b69 05 49 588 | 57 80 « 5 » "',
      '!|2690549588|5780| \ud83d\ude00 1 85 05 1｜B 006 078 68',
    ];
    const { out } = await courrier(['nir', '--json'], `${lines.join('\n')}\n`);
    const answers = out.trimEnd().split('\n');
    expect(answers.map((answer) => JSON.stringify(JSON.parse(answer)))).toEqual(answers);
    expect(answers.map((answer) => JSON.parse(answer).candidates)).toEqual(lines.map((line) => findNirs(line)));
  });

  it.each([
    ['nothing for no input', '', ''],
    ['an empty line', '\n', NOTHING],
    ['a last line without LF', '\nbonjour', NOTHING + NOTHING],
    ['no line after the last LF', 'bonjour\n', NOTHING],
    ['CR and other breaks inside a line', 'a\rb\u2028c\u0085d\n', NOTHING],
    ['CRLF as one line each', 'a\r\nb\r\n', NOTHING + NOTHING],
  ])('prints %s', async (_, input, expected) => {
    expect(await courrier(['nir', '--json'], input)).toEqual({ code: 0, out: expected, err: '' });
  });

  it('counts offsets in UTF-16, characters cut between two pieces included', async () => {
    const bytes = Buffer.from('é😀 2690549588157 80\n');
    const { out } = await courrier(
      ['nir', '--json'],
      [...bytes].map((byte) => Buffer.from([byte])),
    );
    expect(lines(out)).toMatchObject([{ candidates: [{ start: 4, end: 20 }] }]);
  });

  it('takes bytes that are not UTF-8 for what they are: unreadable', async () => {
    const { code, out } = await courrier(['nir', '--json'], Buffer.from([0xff, 0xfe, 0x20, 0xc3, 0x0a, 0x80]));
    expect(code).toBe(0);
    expect(out).toBe(NOTHING + NOTHING);
  });

  it('reads a label and a key through the accents of another encoding', async () => {
    const { out } = await courrier(
      ['nir', '--json'],
      Buffer.from('numéro de sécurité 2690549588157 clé 80\n', 'latin1'),
    );
    expect(lines(out)).toMatchObject([{ candidates: [{ verdict: 'valid', key: '80', labelled: true }] }]);
  });

  it('leaves a byte order mark and binary noise outside', async () => {
    const { code, out } = await courrier(['nir', '--json'], Buffer.from('\ufeff2690549588157 80\n\0\x01\xff\n'));
    expect(code).toBe(0);
    expect(lines(out)).toMatchObject([{ candidates: [{ start: 1, end: 17 }] }, { candidates: [] }]);
  });

  it('keeps going on a long input, and on a long line', async () => {
    const many = await courrier(['nir', '--json'], 'mon NIR 2690549588157 80\n'.repeat(50_000));
    expect(many.out.split('\n')).toHaveLength(50_001);
    const long = await courrier(['nir', '--json'], `${'1 '.repeat(2_000_000)}, 2690549588157 80`);
    expect(lines(long.out)).toMatchObject([{ candidates: [{ start: 4_000_002, verdict: 'valid' }] }]);
  });

  it('prints a masked French form without --json', async () => {
    const { code, out } = await courrier(['nir'], 'NIR 2690549588157 80\n\n');
    expect(code).toBe(0);
    expect(out).toContain('2\u00a069\u00a0••');
    expect(out).toContain('clé juste');
    expect(out).toContain('aucun numéro');
    expect(out).not.toMatch(/588|157/);
  });

  it('helps, and refuses what it does not know with 2', async () => {
    const help = await courrier(['nir', '--help'], '');
    expect(help.code).toBe(0);
    expect(help.out).toContain('--json');
    const wrong = await courrier(['nir', '--jsno'], '');
    expect(wrong.code).toBe(2);
    expect(wrong.out).toBe('');
    expect(wrong.err.trim().split('\n')).toHaveLength(1);
  });

  it('ends without a word when its reader goes away', async () => {
    const child = spawn(process.execPath, [CLI, 'nir', '--json']);
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.stdin.on('error', () => undefined);
    child.stdout.once('data', () => child.stdout.destroy());
    child.stdin.end('2690549588157 80\n'.repeat(200_000));
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });
});
