import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Composer, createComposer } from '../../../src/composition/compose-reply';
import { createComposerPool } from '../../../src/composition/composition-pool';
import { aReplyOrder } from './a-reply-order';

/** Real: threads, from the build; without a build these tests are skipped, and say so. */
const compiled = path.resolve(__dirname, '../../../dist/composition');
const built = existsSync(path.join(compiled, 'composition-thread.js'));
const templatesFolder = path.resolve(__dirname, '../../../templates');

(built ? describe : describe.skip)('composers on threads (needs the build)', () => {
  let pool: Composer;
  const closers: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    pool = await createComposerPool({ size: 2, closers });
  });
  afterAll(() => Promise.all(closers.map((close) => close())));

  it('give what one composer gives, many at a time and each to its asker', async () => {
    const references = Array.from({ length: 8 }, (_, index) => `C-2026-00000${index}`);
    const replies = await Promise.all(references.map((reference) => pool.compose(aReplyOrder({ reference }))));
    // The build's own composer: the sources may be ahead of it.
    const { createComposer: create } = require(path.join(compiled, 'compose-reply.js')) as {
      createComposer: typeof createComposer;
    };
    const single = await create({ templatesFolder });
    for (const [index, reply] of replies.entries()) {
      const alone = await single.compose(aReplyOrder({ reference: references[index] ?? '' }));
      if (!reply.ok || !alone.ok) throw new Error('refused');
      expect(reply.value.subject).toBe(alone.value.subject);
      reply.value.files.forEach(({ bytes }, at) => {
        expect(Buffer.compare(bytes, alone.value.files[at]?.bytes ?? new Uint8Array())).toBe(0);
      });
    }
  });

  it('hand refusals over as values', async () => {
    expect(await pool.compose(aReplyOrder({ letter: 'nope' }))).toMatchObject({
      ok: false,
      error: { code: 'unknown-letter' },
    });
  });

  it('take nothing more once closed', async () => {
    const short = await createComposerPool({ size: 1 });
    await short.close();
    await expect(short.compose(aReplyOrder())).rejects.toThrow('composition fermée');
  });
});
