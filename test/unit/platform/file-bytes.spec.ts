import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FileBytes } from '../../../src/platform/pdf/file-bytes';

/** A file read here and there. Real: the disk. Fake: nothing. */
describe('the bytes of a file on the disk', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'courrier-octets-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([0, 1, 500, 32_768, 65_536, 300_001])('are those of a buffer, of %i bytes', (length) => {
    // Words across every boundary that a window may have.
    const bytes = Buffer.from(Array.from({ length }, (_, at) => 97 + ((at * 7 + (at >> 8)) % 26)));
    for (const at of [10, 32_765, 65_533, 98_300, 299_000]) if (at + 6 < length) bytes.write('ENDOBJ', at, 'latin1');
    const file = path.join(folder, String(length));
    writeFileSync(file, bytes);
    const read = new FileBytes(file);
    try {
      expect(read.length).toBe(length);
      const places = [0, 9, 10, 11, 32_760, 32_766, 65_530, 65_534, 98_290, 200_000, length - 3, length + 5];
      const wanted = places.filter((at) => at >= 0);
      // There and back, so that windows are left and come back to.
      for (const from of [...wanted, ...wanted.toReversed()]) {
        expect(read.indexOf('ENDOBJ', from)).toBe(from >= length ? -1 : bytes.indexOf('ENDOBJ', from));
        for (const size of [1, 40, 70_000, undefined]) {
          const to = size === undefined ? undefined : from + size;
          expect(read.subarray(from, to).equals(bytes.subarray(from, to))).toBe(true);
        }
      }
    } finally {
      read.close();
    }
  });
});
