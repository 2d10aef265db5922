import { RemoteDirectoryCache } from '../../../src/persistence/remote-directory-cache';
import { LookupHash } from '../../../src/platform/keys/field-encryption';
import { aHousehold, JEANNE_NIR } from '../../builders/an-allocataire-file';

/** Real: the cache. Fake: the clock; everybody is invented. */
describe('the cache of a remote directory', () => {
  let now = 0;
  const make = (entries = 3) =>
    new RemoteDirectoryCache(
      new LookupHash(Buffer.alloc(32, 2)),
      { now: () => new Date(now) },
      { entries, knownMs: 1_000, unknownMs: 100 },
    );
  beforeEach(() => {
    now = 0;
  });

  it('tells «nobody» from «not asked», and forgets it sooner', () => {
    const cache = make();
    cache.set('nir', '1', []);
    cache.set('nir', '2', [aHousehold()]);
    expect(cache.get('nir', '1')).toEqual([]);
    expect(cache.get('nir', '3')).toBeNull();
    now = 100;
    expect(cache.get('nir', '1')).toBeNull();
    expect(cache.get('nir', '2')).toEqual([aHousehold()]);
    now = 1_000;
    expect(cache.get('nir', '2')).toBeNull();
    expect(cache.size).toBe(0);
  });

  it('holds so many entries and lets go of the one used least recently', () => {
    const cache = make();
    for (const number of ['1', '2', '3']) cache.set('numero', number, []);
    cache.get('numero', '1');
    cache.set('numero', '4', []);
    expect(cache.size).toBe(3);
    expect(['1', '2', '3', '4'].map((number) => cache.get('numero', number) !== null)).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });

  it('keeps kinds apart, and no identifier in clear among its keys', () => {
    const cache = make();
    cache.set('nir', JEANNE_NIR, []);
    expect(cache.get('numero', JEANNE_NIR)).toBeNull();
    const keys = [...(cache as unknown as { entries: Map<string, unknown> }).entries.keys()];
    expect(keys).toHaveLength(1);
    expect(keys.join()).not.toContain(JEANNE_NIR);
  });
});
