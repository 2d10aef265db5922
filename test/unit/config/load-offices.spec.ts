import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadOffices } from '../../../src/config/load-offices';

/** Real: the file and its certificate. Fake: nothing; every office is invented. */
const folder = mkdtempSync(path.join(tmpdir(), 'courrier-offices-'));
afterAll(() => rmSync(folder, { recursive: true }));
const CERTIFICATE = path.resolve(__dirname, '../../fixtures/offices/certificate.pem');

function load(...lines: readonly string[]) {
  const file = path.join(folder, 'caf.yaml');
  writeFileSync(file, ['caf:', ...lines].join('\n'));
  return loadOffices(file);
}

const ADDRESS = 'adresse: [CAF INVENTEE, "", "", 1 RUE DE L EXEMPLE, "", 99900 EXEMPLE, ""]';
const one = (more: string): string => `  - {code: "999", nom: Caf inventée, ${ADDRESS}${more}}`;

it('reads the house’s own file, and no office of it takes e-mail', () => {
  const offices = loadOffices(path.resolve(__dirname, '../../../templates/offices.yaml'));
  expect([...offices.values()].map(({ email }) => email)).toEqual([null, null]);
});

it('reads an office with its certificate, which stands beside the file', () => {
  writeFileSync(path.join(folder, 'c.pem'), readFileSync(CERTIFICATE));
  const office = load(one(', courriel: a@caf.invalid, certificat: c.pem')).get('999');
  expect(office?.email).toMatchObject({ address: 'a@caf.invalid', certificate: expect.stringContaining('BEGIN') });
});

it.each([
  ['a code that is a number', [`  - {code: 999, nom: A, ${ADDRESS}}`], /caf\.0\.code/],
  ['a code twice', [one(''), one('')], /une fois/],
  ['an address of five lines', ['  - {code: "999", nom: A, adresse: [A, B, C, D, E]}'], /sept lignes/],
  ['an address without a town', ['  - {code: "999", nom: A, adresse: [A, "", "", B, "", "", ""]}'], /s’imprime/],
  ['an e-mail address without a certificate', [one(', courriel: a@caf.invalid')], /ensemble/],
  ['a certificate that is not there', [one(', courriel: a@caf.invalid, certificat: rien.pem')], /Caf 999, certificat/],
  ['an unknown field', [one(', telephone: "01"')], /caf\.0/],
])('refuses %s, by its place', (_, lines, message) => {
  expect(() => load(...lines)).toThrow(message);
});

it('says that there is no file', () => {
  expect(() => loadOffices(path.join(folder, 'rien.yaml'))).toThrow(/absent ou illisible/);
});
