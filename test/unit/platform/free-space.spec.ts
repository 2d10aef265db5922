import { tmpdir } from 'node:os';
import path from 'node:path';
import { FreeSpace } from '../../../src/platform/free-space';
import { isStorageFull } from '../../../src/platform/surroundings-fault';

/** Real: the disk that temporary files are on. */
describe('FreeSpace', () => {
  const notYetThere = path.join(tmpdir(), 'pas-encore', 'documents');
  const fault = (reserve: number | null, bytes: number) =>
    new FreeSpace(notYetThere, reserve).refuseWhenFull(bytes).then(
      () => null,
      (error: unknown) => isStorageFull(error),
    );

  it('keeps its reserve, on the disk where the folder will be', async () => {
    expect(await fault(0, 0)).toBeNull();
    expect(await fault(Number.MAX_SAFE_INTEGER, 0)).toBe(true);
  });

  it('counts what is announced', async () => {
    expect(await fault(0, Number.MAX_SAFE_INTEGER)).toBe(true);
    expect(await fault(null, Number.MAX_SAFE_INTEGER)).toBe(true);
  });
});
