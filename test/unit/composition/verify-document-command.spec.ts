import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { define as defineRender } from '../../../src/cli/render.command';
import { runCommand } from '../../../src/cli/run-command';
import { define as defineVerify } from '../../../src/cli/verify-document.command';
import { anAllocataireFile } from '../../builders/an-allocataire-file';
import { OFFICE } from './a-reply-order';

/** Real: both commands, their files, the environment. Fake: the key. */
const folder = mkdtempSync(path.join(tmpdir(), 'verify-'));
const pdf = path.join(folder, 'a.pdf');
const KEY = `2026:${Buffer.alloc(32, 7).toString('base64')}`;
const before = process.env.COURRIER_SIGNING_KEYS;
afterAll(() => {
  rmSync(folder, { recursive: true });
  if (before === undefined) delete process.env.COURRIER_SIGNING_KEYS;
  else process.env.COURRIER_SIGNING_KEYS = before;
});

async function run(...argv: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    jest.spyOn(process[stream], 'write').mockImplementation((text) => {
      written[stream] += text;
      return true;
    }),
  );
  try {
    const entries = [
      { name: 'render', summary: '', load: () => Promise.resolve({ define: defineRender }) },
      { name: 'verify-document', summary: '', load: () => Promise.resolve({ define: defineVerify }) },
    ];
    return { code: await runCommand(entries, argv), ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

describe('courrier verify-document', () => {
  beforeAll(async () => {
    process.env.COURRIER_SIGNING_KEYS = KEY;
    const data = path.join(folder, 'data.json');
    const sample = { reference: 'C-2026-004217', writtenOn: '2016-06-29', office: OFFICE, file: anAllocataireFile() };
    writeFileSync(data, JSON.stringify(sample));
    expect(await run('render', 'attestation-paiement', '--data', data, '-o', pdf)).toMatchObject({ code: 0 });
  });

  it('recognises what was made here', async () => {
    const { code, stdout, stderr } = await run('verify-document', pdf, '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'authentic',
      code: { keyId: '2026', amount: '312,45\u00a0€' },
    });
    expect((await run('verify-document', pdf)).stdout).toContain(': authentique');
  });

  it('does not know what another key signed, nor what is no PDF: exit 1', async () => {
    process.env.COURRIER_SIGNING_KEYS = KEY.replace('2026', '2030');
    expect(await run('verify-document', pdf)).toMatchObject({ code: 1, stdout: expect.stringContaining('inconnu') });
    process.env.COURRIER_SIGNING_KEYS = KEY.replace('Bwc', 'CQk');
    expect(await run('verify-document', pdf)).toMatchObject({ code: 1, stdout: expect.stringContaining('modifié') });
    process.env.COURRIER_SIGNING_KEYS = KEY;
    const other = path.join(folder, 'b.pdf');
    writeFileSync(other, 'nothing');
    expect(await run('verify-document', other)).toMatchObject({ code: 1, stderr: expect.stringMatching(/^[^\n]+\n$/) });
    expect(await run('verify-document', path.join(folder, 'nowhere.pdf'))).toMatchObject({ code: 1, stdout: '' });
    expect((await run('verify-document')).code).toBe(2);
  });

  it('does not take half a file for a whole one', async () => {
    const cut = path.join(folder, 'c.pdf');
    writeFileSync(cut, readFileSync(pdf).subarray(0, 12_000));
    expect(await run('verify-document', cut)).toMatchObject({ code: 1 });
  });
});
