import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommand } from '../../../src/cli/run-command';
import { define } from '../../../src/cli/templates.command';

/** Real: the command and its files. Fake: nothing. */
const folder = mkdtempSync(path.join(tmpdir(), 'templates-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(...argv: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    jest.spyOn(process[stream], 'write').mockImplementation((text) => {
      written[stream] += text;
      return true;
    }),
  );
  try {
    const entry = { name: 'templates', summary: '', load: () => Promise.resolve({ define }) };
    return { code: await runCommand([entry], ['templates', ...argv]), ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

describe('courrier templates check', () => {
  it('finds the house’s letters sound', async () => {
    expect(await run('check')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+ lettres, aucune faute\n$/),
    });
  });

  it('names every fault of every letter, by file and line', async () => {
    mkdirSync(path.join(folder, 'letters'));
    mkdirSync(path.join(folder, 'partials'));
    const front = (fields: string): string => `---\ntitle: A\nsubject: b\nkinds: []\nfields: [${fields}]\n---\n`;
    writeFileSync(path.join(folder, 'letters/a.md'), `${front('')}{{ nope }}\n`);
    writeFileSync(path.join(folder, 'letters/c.md'), front('').replace('kinds: []', 'kinds: [nope]'));
    writeFileSync(path.join(folder, 'letters/b.md'), `${front('channels')}## Vide\n\n## Fin\n{{= channels }}\n`);
    const { code, stdout, stderr } = await run('check', '--folder', folder, '--json');
    expect(code).toBe(1);
    const faults = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(faults).toEqual([
      { file: 'letters/a.md', line: 7, fault: 'champ inconnu «\u00a0nope\u00a0»' },
      { file: 'letters/b.md', line: 7, fault: 'variante par courrier\u00a0: rien sous ce titre' },
      { file: 'letters/b.md', line: 7, fault: 'variante par e-mail\u00a0: rien sous ce titre' },
      { file: 'letters/c.md', line: 4, fault: 'demande inconnue «\u00a0nope\u00a0»' },
    ]);
    expect(stderr).toBe('modèles\u00a0: 4 fautes\n');
  });

  it('is used wrongly without its action: exit 2; a folder that is not there: exit 1', async () => {
    expect((await run()).code).toBe(2);
    expect((await run('polish')).code).toBe(2);
    expect((await run('check', '--folder', path.join(folder, 'nowhere'))).code).toBe(1);
  });
});
