import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type Composer, createComposer } from '../../../src/composition/compose-reply';
import { createComposerPool } from '../../../src/composition/composition-pool';
import { type DrawReply, keptReply } from '../../../src/composition/draw-reply';
import { HandedPieces } from '../../../src/composition/handed-pieces';
import { ok } from '../../../src/domain/result';
import { DocumentStore } from '../../../src/persistence/document-store/document-store';
import { LookupHash } from '../../../src/platform/keys/field-encryption';
import { TEMPLATES_FOLDER } from './a-checked-document';
import { aReplyOrder } from './a-reply-order';
import { anOrderOfManyMonths } from './an-order-of-many-months';

/** Real: the composers, one on a thread from the build (without a build it is left out), and the encrypted store. Fake: the people. */
const LONG = anOrderOfManyMonths(240);
const built = existsSync(path.resolve(__dirname, '../../../dist/composition/composition-thread.js'));
const folder = mkdtempSync(path.join(tmpdir(), 'kept-'));
const store = new DocumentStore({
  folder,
  keys: [{ id: 'k1', key: Buffer.alloc(32, 1) }],
  hash: new LookupHash(Buffer.alloc(32, 2)),
  ids: { next: () => randomUUID() },
  clock: { now: () => new Date('2026-06-29T00:00:00Z') },
});
afterAll(() => rmSync(folder, { recursive: true }));

const composers: readonly (readonly [string, () => Promise<Composer>])[] = [
  ['in this process', () => createComposer({ templatesFolder: TEMPLATES_FOLDER })],
  ...(built ? ([['on a thread', () => createComposerPool({ size: 1 })]] as const) : []),
];

describe.each(composers)('files kept while they are drawn, %s', (_name, create) => {
  let composer: Composer;
  beforeAll(async () => {
    composer = await create();
  });
  afterAll(() => composer.close());

  it('are in the store what they are whole', async () => {
    const [whole, kept] = [
      await composer.compose(LONG),
      await composer.composeInto(LONG, (content) => store.put(content)),
    ];
    if (!whole.ok || !kept.ok) throw new Error('refused');
    expect(kept.value.files.map(({ fileName, pages, size }) => ({ fileName, pages, size }))).toEqual(
      whole.value.files.map(({ fileName, pages, bytes }) => ({ fileName, pages, size: bytes.length })),
    );
    expect(kept.value.files.at(-1)?.size).toBeGreaterThan(256 * 1024);
    for (const [at, file] of kept.value.files.entries()) {
      expect(file.kept.bytes).toBe(file.size);
      expect((await store.read(file.kept.storeKey)).equals(whole.value.files[at]?.bytes ?? Buffer.alloc(0))).toBe(true);
    }
    expect([kept.value.subject, kept.value.text]).toEqual([whole.value.subject, whole.value.text]);
  });

  it('leave nothing behind where they cannot be kept, and the composer takes the next order', async () => {
    let pieces = 0;
    const full = async (content: Readable) => {
      for await (const _piece of content) {
        pieces += 1;
        throw new Error('disque plein');
      }
    };
    await expect(composer.composeInto(LONG, full)).rejects.toThrow('disque plein');
    expect(pieces).toBeGreaterThan(0);
    const next = await composer.composeInto(aReplyOrder(), (content) => buffer(content));
    expect(next.ok && next.value.files.every(({ kept, size }) => kept.length === size)).toBe(true);
  });

  it('are not begun for a reply that is refused', async () => {
    const names: readonly string[] = ['MADAME 한', '', '', '1 RUE DE LA PAIX', '', '75000 PARIS', ''];
    let begun = 0;
    const refusedReply = await composer.composeInto(
      { ...LONG, destination: { kind: 'post', address: names } },
      async (content) => {
        begun += 1;
        return buffer(content);
      },
    );
    expect(refusedReply).toMatchObject({ ok: false, error: { code: 'unwritable-text' } });
    expect(begun).toBe(0);
  });
});

describe('drawing', () => {
  const piece = new Uint8Array(64 * 1024);

  it('waits for whoever keeps a file: no more is drawn than there is room for', async () => {
    let [drawn, taken, most] = [0, 0, 0];
    const draw: DrawReply = async (_order, take) => {
      for (; drawn < 50; drawn += 1) await take(0, piece);
      return ok({ subject: '', text: '', html: '', templateVersion: '', files: [{ fileName: '', pages: 1, size: 0 }] });
    };
    await keptReply(draw, aReplyOrder(), async (content) => {
      for await (const one of content) {
        most = Math.max(most, drawn * piece.length - taken);
        taken += (one as Buffer).length;
      }
    });
    expect(taken).toBe(50 * piece.length);
    expect(most).toBeLessThan(5 * piece.length);
  });

  it('goes on, on its thread, when the piece before was taken, and ends where it was given up', async () => {
    const sent: number[] = [];
    const handed = new HandedPieces((file, { length }) => sent.push(file, length));
    expect(handed.take(1, piece)).toBeNull();
    const room = handed.take(1, piece);
    expect(sent).toEqual([1, 2 * piece.length]);
    handed.taken();
    await room;
    const next = [handed.take(1, piece), handed.take(1, piece)];
    handed.abandon();
    await expect(next[1]).rejects.toThrow('abandonnée');
    expect(handed.rest(2).map(({ length }) => length)).toEqual([0, 0]);
  });
});

describe('the store after all that', () => {
  it('holds no half file', () => {
    expect(readdirSync(path.join(folder, 'incoming'))).toEqual([]);
  });
});
