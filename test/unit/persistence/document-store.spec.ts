import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { DocumentUnreadable } from '../../../src/persistence/document-store/chunked-encryption';
import { DocumentStore } from '../../../src/persistence/document-store/document-store';
import { DocumentTooLarge } from '../../../src/persistence/document-store/incoming-folder';
import { systemClock } from '../../../src/platform/clock';
import { systemIds } from '../../../src/platform/identifiers';
import { LookupHash } from '../../../src/platform/keys/field-encryption';

/** Real: the disk, the ciphers. Fake: nothing. */
describe('DocumentStore', () => {
  let folder: string;
  let store: DocumentStore;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'courrier-store-'));
    store = new DocumentStore({
      folder,
      keys: [{ id: 'k', key: Buffer.alloc(32, 3) }],
      hash: new LookupHash(Buffer.alloc(32, 4)),
      ids: systemIds,
      clock: systemClock,
    });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const fileOf = (storeKey: string) => path.join(folder, storeKey.slice(0, 2), storeKey);

  it('gives back what it took, of any size around its chunks', async () => {
    const sizes = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.constantFrom(65_535, 65_536, 65_537, 131_072, 200_000));
    await fc.assert(
      fc.asyncProperty(sizes, fc.integer({ min: 1, max: 70_000 }), async (size, piece) => {
        const content = Buffer.alloc(size, 'invented ');
        const pieces = Array.from({ length: Math.ceil(size / piece) }, (_, i) =>
          content.subarray(i * piece, (i + 1) * piece),
        );
        const stored = await store.put(Readable.from(pieces));
        expect(stored.bytes).toBe(size);
        expect((await store.read(stored.storeKey)).equals(content)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('names the same content alike and lets nothing of it be read on the disk', async () => {
    const first = await store.put(Buffer.from('lettre inventée'));
    expect(await store.put(Buffer.from('lettre inventée'))).toEqual(first);
    expect(readFileSync(fileOf(first.storeKey)).includes('lettre')).toBe(false);
    expect(readdirSync(path.join(folder, 'incoming'))).toEqual([]);
  });

  it('finds a changed byte, a cut and a swapped chunk', async () => {
    const { storeKey } = await store.put(Buffer.alloc(200_000, 'a'));
    const whole = readFileSync(fileOf(storeKey));
    const changed = Buffer.from(whole);
    changed[100_000] = (changed[100_000] ?? 0) ^ 1;
    const chunk = 65_536 + 16;
    const header = 5 + 1 + 16;
    const swapped = Buffer.concat([
      whole.subarray(0, header),
      whole.subarray(header + chunk, header + 2 * chunk),
      whole.subarray(header, header + chunk),
      whole.subarray(header + 2 * chunk),
    ]);
    for (const damaged of [changed, whole.subarray(0, header + 2 * chunk), whole.subarray(0, 10), swapped]) {
      writeFileSync(fileOf(storeKey), damaged);
      await expect(store.read(storeKey)).rejects.toThrow(DocumentUnreadable);
    }
  });

  it('says of a document whether it is whole, altered, replaced or absent', async () => {
    const { storeKey } = await store.put(Buffer.alloc(200_000, 'a'));
    const other = await store.put(Buffer.from('autre'));
    expect(await store.verify(storeKey)).toBeNull();
    const whole = readFileSync(fileOf(storeKey));
    const changed = Buffer.from(whole);
    changed[100_000] = (changed[100_000] ?? 0) ^ 1;
    writeFileSync(fileOf(storeKey), changed);
    expect(await store.verify(storeKey)).toBe('document altéré ou incomplet');
    writeFileSync(fileOf(storeKey), readFileSync(fileOf(other.storeKey)));
    expect(await store.verify(storeKey)).toBe('document remplacé par un autre');
    rmSync(fileOf(storeKey));
    expect(await store.verify(storeKey)).toBe('document absent');
    expect(await store.verify(other.storeKey)).toBeNull();
  });

  it('keeps nothing of what is too large or breaks off', async () => {
    await expect(store.put(Buffer.alloc(11), 10)).rejects.toThrow(DocumentTooLarge);
    const broken = Readable.from(
      (function* () {
        yield Buffer.from('a');
        throw new Error('coupé');
      })(),
    );
    await expect(store.put(broken)).rejects.toThrow('coupé');
    expect(readdirSync(path.join(folder, 'incoming'))).toEqual([]);
  });
});
