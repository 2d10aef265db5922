import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CORRESPONDENCE_STATES } from '../../../src/domain/correspondence';
import type { AllocataireFile } from '../../../src/domain/directory/allocataire-file';
import { parseDirectoryLine } from '../../../src/persistence/directory-line.schema';

/** The demo's samples hold together. Real: the samples, their generator, the directory's reader. Fake: nothing. */
const FOLDER = path.resolve(__dirname, '../../fixtures/demo');
const read = (name: string): string => readFileSync(path.join(FOLDER, name), 'utf8');
const RESERVED = /@([a-z-]+\.)*(example\.(org|com|net)|invalid)$/;

const rawFiles = read('directory.ndjson')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as AllocataireFile);
const files = read('directory.ndjson')
  .trim()
  .split('\n')
  .map((line) => parseDirectoryLine(line));

/** domain.md §2: 97 − (N mod 97), Corsica 2A → 19 and 2B → 18. */
function keyOf(nir: string): string {
  return String(97n - (BigInt(nir.replace('2A', '19').replace('2B', '18')) % 97n)).padStart(2, '0');
}

describe('demo directory', () => {
  it('has at least 45 files, all of which the directory takes', () => {
    expect(files.length).toBeGreaterThanOrEqual(45);
    expect(files.filter((file) => !file.ok)).toEqual([]);
  });

  it('gives each person a number of their own, whose key, sex, year and month are right', () => {
    const persons = rawFiles.flatMap((file) => file.persons);
    const numbers = persons.map(({ nir }) => nir ?? '');
    expect(new Set(numbers.map((nir) => nir.slice(0, 13))).size).toBe(persons.length);
    for (const { nir, sex, birthDate } of persons) {
      const number = nir ?? '';
      expect(number).toMatch(/^\d{5}(\d\d|2A|2B)\d{6}(\d\d)?$/);
      if (number.length === 15) expect(number.slice(13)).toBe(keyOf(number.slice(0, 13)));
      expect(sex === 'M' ? ['1', '7'] : ['2', '8']).toContain(number[0]);
      expect(number.slice(1, 5)).toBe(birthDate.slice(2, 4) + birthDate.slice(5, 7));
    }
    expect(numbers.filter((nir) => nir.length === 13).length).toBeGreaterThan(10);
    expect(numbers.filter((nir) => nir.length === 15).length).toBeGreaterThan(10);
  });

  it('has Jeanne Dupont of the brief', () => {
    const jeanne = rawFiles.find(({ numeroAllocataire }) => numeroAllocataire === '0260311');
    expect(jeanne?.address).toEqual(['MADAME JEANNE DUPONT', '', '', '1 RUE DE LA PAIX', '', '75000 PARIS', '']);
    expect(jeanne?.persons[0]?.nir).toBe('255081416802538');
    expect(jeanne?.payments.some(({ month }) => month.startsWith('2016-'))).toBe(true);
  });

  it('has every status, households of all kinds, and numbers from everywhere', () => {
    const nirs = rawFiles.flatMap(({ persons }) => persons.map(({ nir }) => nir ?? ''));
    expect(new Set(rawFiles.map(({ status }) => status))).toEqual(new Set(['actif', 'suspendu', 'radié', 'décédé']));
    for (const pattern of [/^.{5}2A/, /^.{5}2B/, /^.{5}97/, /^.{5}99/, /^8/, /^7/])
      expect(nirs.some((nir) => pattern.test(nir))).toBe(true);
    expect(new Set(rawFiles.map(({ numeroAllocataire }) => numeroAllocataire)).size).toBe(rawFiles.length);
  });

  it('writes to reserved domains only', () => {
    for (const { email } of rawFiles) if (email !== null) expect(email).toMatch(RESERVED);
  });
});

describe('demo samples', () => {
  const expected = JSON.parse(read('expected.json')) as Record<
    string,
    { state: string; action: string; channel: string | null; why: string }
  >;
  const mailbox = readdirSync(path.join(FOLDER, 'mailbox'));
  const batch = JSON.parse(read('scan-batch/batch.json')) as { items: { itemId: string; pages: string[] }[] };

  it('declares the state of each, and of nothing else', () => {
    const samples = [
      ...mailbox.map((name) => `mailbox/${name}`),
      ...batch.items.map(({ itemId }) => `scan-batch/${itemId}`),
    ];
    expect(Object.keys(expected).sort()).toEqual(samples.sort());
    expect(mailbox.length).toBeGreaterThanOrEqual(34);
    expect(batch.items).toHaveLength(6);
    for (const { state, why } of Object.values(expected)) {
      expect(CORRESPONDENCE_STATES).toContain(state);
      expect(why).toMatch(/\.$/);
    }
  });

  it('has the pages that the batch names, and no others', () => {
    const pages = readdirSync(path.join(FOLDER, 'scan-batch')).filter((name) => name.endsWith('.pdf'));
    expect(batch.items.flatMap((item) => item.pages).sort()).toEqual(pages.sort());
  });

  it('ends each line with CRLF and puts the relay’s verdict on top', () => {
    for (const name of mailbox) {
      const text = readFileSync(path.join(FOLDER, 'mailbox', name), 'latin1');
      expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      const results = [...text.matchAll(/^Authentication-Results: (\S+);/gm)];
      expect(results.map((match) => match[1])).toEqual(['relais.demo.invalid']);
      expect(text.match(/^From: .*<(.*)>\r$/m)?.[1]?.toLowerCase()).toMatch(RESERVED);
    }
  });

  it('is what its generator writes, byte for byte', () => {
    const fresh = mkdtempSync(path.join(tmpdir(), 'courrier-samples-'));
    try {
      execFileSync(process.execPath, [path.join(FOLDER, 'make/write-samples.mjs'), fresh]);
      for (const name of readdirSync(fresh, { recursive: true, withFileTypes: true })) {
        if (!name.isFile()) continue;
        const relative = path.relative(fresh, path.join(name.parentPath, name.name));
        expect(readFileSync(path.join(FOLDER, relative)).equals(readFileSync(path.join(fresh, relative)))).toBe(true);
      }
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
  });
});
