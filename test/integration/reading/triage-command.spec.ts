import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { drawSeparatorSheets } from '../../../src/composition/draw-separator-sheets';
import { packageRoot } from '../../../src/platform/package-root';

const run = promisify(execFile);

/** `courrier triage` over a scanned stack. Real: the command (a build is needed), its reading processes, the sheets. Fake: nothing. */
describe('courrier triage', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'courrier-tri-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('cuts a stack at its separator sheets, as intake does', async () => {
    const samples = path.join(packageRoot, 'test/fixtures/demo/scan-batch');
    for (const name of ['0001-1.pdf', '0003-1.pdf', '0004-1.pdf'])
      copyFileSync(path.join(samples, name), path.join(folder, name));
    writeFileSync(path.join(folder, 'feuille.pdf'), await drawSeparatorSheets(1));
    writeFileSync(path.join(folder, 'seule.pdf'), await drawSeparatorSheets(1));
    const items = [
      { itemId: 'P', pages: ['0001-1.pdf', 'feuille.pdf', '0003-1.pdf'], nir: '2690549588157' },
      { itemId: 'S', pages: ['seule.pdf'] },
      { itemId: 'Q', pages: ['0004-1.pdf'] },
    ].map((item) => ({ ...item, receivedOn: '2026-11-20' }));
    const batch = { batchId: 'L', scannedAt: '2026-11-23T08:00:00Z', items };
    writeFileSync(path.join(folder, 'batch.json'), JSON.stringify(batch));
    const { stdout, stderr } = await run(process.execPath, [
      path.join(packageRoot, 'dist/cli.js'),
      ...['triage', '--json', '--reveal', folder],
    ]);
    expect(stderr).toBe('');
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ file }) => path.relative(folder, file))).toEqual(['P-1', 'P-2', 'S', 'Q']);
    // What was typed for the whole stack counts for none of its letters.
    expect(JSON.stringify(lines)).not.toContain('2690549588157');
    expect(lines[2]).toMatchObject({
      state: 'unreadable',
      reason: 'Rien que des feuilles de séparation\u00a0: aucun courrier dans cette pile.',
    });
  }, 60_000);
});
