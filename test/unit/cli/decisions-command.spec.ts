import { define } from '../../../src/cli/decisions.command';
import { runCommand } from '../../../src/cli/run-command';
import { DECISION_TABLE } from '../../../src/decision/table/decision-table';

/** Real: the command and the tables. Fake: nothing. */
async function run(...argv: string[]): Promise<string> {
  let written = '';
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written += text;
    return true;
  });
  try {
    const entry = { name: 'decisions', summary: '', load: () => Promise.resolve({ define }) };
    expect(await runCommand([entry], ['decisions', ...argv])).toBe(0);
  } finally {
    spy.mockRestore();
  }
  return written;
}

it('prints every rule in its order, with its sentence', async () => {
  const text = await run();
  const ids = [...text.matchAll(/\[([a-z-]+)\]$/gm)].map((match) => match[1]);
  expect(ids.slice(0, DECISION_TABLE.length)).toEqual(DECISION_TABLE.map(({ id }) => id));
  expect(text).toContain('Sans NIR, on le demande, en disant comment l’envoyer. [nir-manquant]');
});

it('prints them as data', async () => {
  const rows = (await run('--json'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(rows).toContainEqual(
    expect.objectContaining({ table: 'demande', id: 'nir-manquant', when: { verdict: 'missing' } }),
  );
  expect(rows.at(-1)).toMatchObject({ table: 'destination', id: 'courrier-sans-adresse', when: {} });
});
