import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { define } from '../../../src/cli/render.command';
import { runCommand } from '../../../src/cli/run-command';
import { anAllocataireFile } from '../../builders/an-allocataire-file';
import { OFFICE } from './a-reply-order';
import { checkPdfStructure } from './check-pdf-structure';
import { readPdf } from './read-pdf';

/** Real: the command, its files, templates and fonts. Fake: nothing. */
const folder = mkdtempSync(path.join(tmpdir(), 'render-'));
const out = path.join(folder, 'out.pdf');
afterAll(() => rmSync(folder, { recursive: true }));

async function run(...argv: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  let stdout = '';
  let stderr = '';
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      stdout += text;
      return true;
    }),
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
      stderr += text;
      return true;
    }),
  ];
  try {
    const entry = { name: 'render', summary: '', load: () => Promise.resolve({ define }) };
    return { code: await runCommand([entry], ['render', ...argv]), stdout, stderr };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

function data(value: unknown): string {
  const file = path.join(folder, 'data.json');
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
  return file;
}

const SAMPLE = { reference: 'C-2026-004217', writtenOn: '2016-06-29', office: OFFICE, file: anAllocataireFile() };

describe('courrier render', () => {
  it('draws an attestation', async () => {
    const { code, stdout, stderr } = await run('attestation-paiement', '--data', data(SAMPLE), '-o', out);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' });
    const pdf = readPdf(readFileSync(out));
    expect(checkPdfStructure(pdf)).toEqual([]);
    expect(pdf.text).toContain('Attestation de paiement');
    expect(pdf.text).toContain('2 55 08 14 168 025');
  });

  it('masks the NIR where the attestation goes by e-mail', async () => {
    await run('attestation-paiement', '--data', data({ ...SAMPLE, channel: 'email' }), '-o', out);
    expect(readPdf(readFileSync(out)).text).not.toContain('168 025');
  });

  it('draws in large letters where it is asked to', async () => {
    const { code } = await run('attestation-paiement', '--data', data(SAMPLE), '-o', out, '--large-print');
    expect(code).toBe(0);
    const pdf = readPdf(readFileSync(out));
    expect(checkPdfStructure(pdf)).toEqual([]);
    expect([...pdf.objects.values()].some(({ text }) => text.includes('+AtkinsonHyperlegible'))).toBe(true);
  });

  it('draws a letter to an address as people write it', async () => {
    const address = ['Madame Marie Martin', 'Résidence des Lilas', '12, rue de l’Église', '97600 Mamoudzou'];
    const { code } = await run('nir-manquant', '--data', data({ address, office: OFFICE }), '-o', out);
    expect(code).toBe(0);
    const lines = readPdf(readFileSync(out))
      .lines.flat()
      .map((line) => line.trim());
    expect(lines.join('|')).toContain('Madame Marie Martin|Résidence des Lilas|12 RUE DE L EGLISE|97600 MAMOUDZOU');
  });

  it('names its templates and their fields, one JSON value a line', async () => {
    const { code, stdout } = await run('--list', '--json');
    expect(code).toBe(0);
    const templates = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(templates.map(({ template }) => template)).toEqual(
      expect.arrayContaining(['attestation-paiement', 'nir-manquant']),
    );
    expect(templates[0].fields).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: 'writtenOn', required: false })]),
    );
    expect((await run('--list')).stdout).toContain('attestation-paiement');
  });

  it.each<[string, string[]]>([
    ['no template', []],
    ['an unknown template', ['nope', '--data', 'x.json', '-o', 'y.pdf']],
    ['no data', ['nir-manquant', '-o', 'y.pdf']],
    ['no output', ['nir-manquant', '--data', 'x.json']],
    ['an unknown option', ['nir-manquant', '--foo']],
  ])('is used wrongly with %s: exit 2', async (_, argv) => {
    const { code, stderr } = await run(...argv);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^[^\n]+\n$/);
  });

  it.each<[string, unknown, RegExp]>([
    ['broken JSON', '{', /JSON mal formé/],
    ['an unknown field', { ...SAMPLE, foo: 1 }, /champ inconnu «\u00a0foo\u00a0»/],
    ['a day that is none', { ...SAMPLE, writtenOn: '2026-02-30' }, /writtenOn\u00a0: date attendue/],
    [
      'an amount that is none',
      {
        ...SAMPLE,
        file: { ...SAMPLE.file, payments: [{ month: '2026-05', benefit: 'AF', cents: 1.5, nature: 'droit' }] },
      },
      /file\.payments\[1\]\.cents\u00a0: nombre entier/,
    ],
    ['no file', { office: OFFICE }, /file\u00a0: dossier attendu/],
    ['no payments', { ...SAMPLE, file: { ...SAMPLE.file, payments: [] } }, /aucun paiement/],
    ['nine address lines', { ...SAMPLE, address: Array.from({ length: 9 }, () => 'LIGNE') }, /adresse de 9 lignes/],
    [
      'a name that no font can draw',
      { ...SAMPLE, address: ['漢字', '', '', '1 RUE A', '', '75001 PARIS', ''] },
      /U\+6F22/,
    ],
  ])('fails on %s: exit 1, one line', async (_, value, message) => {
    const { code, stderr } = await run('attestation-paiement', '--data', data(value), '-o', out);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect(stderr).toMatch(message);
  });

  it('says where it cannot write', async () => {
    const { code, stderr } = await run(
      'attestation-paiement',
      '--data',
      data(SAMPLE),
      '-o',
      path.join(folder, 'no/out.pdf'),
    );
    expect(code).toBe(1);
    expect(stderr).toContain('écriture impossible');
  });
});
