import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import { createComposerPool } from '../../../src/composition/composition-pool';
import { aReplyOrder } from './a-reply-order';

/** Real: the pool. Fake: its threads, which start, fail or die when told. */
let mockStarts = true;
let mockPiece: Uint8Array | null = null;
const mockThreads: EventEmitter[] = [];
jest.mock('node:worker_threads', () => {
  const { EventEmitter: Emitter } = jest.requireActual<typeof import('node:events')>('node:events');
  return {
    Worker: class extends Emitter {
      constructor() {
        super();
        mockThreads.push(this);
        const starts = mockStarts;
        setImmediate(() =>
          starts ? this.emit('message', { kind: 'ready' }) : this.emit('error', new Error('mémoire')),
        );
      }
      postMessage({ kind, id }: { kind: string; id: number }) {
        if (kind !== 'compose') return;
        if (mockPiece !== null) this.emit('message', { kind: 'piece', id, file: 0, piece: mockPiece });
        else
          setImmediate(() =>
            this.emit('message', { kind: 'composed', id, result: { ok: true, value: { files: [] } }, rest: [] }),
          );
      }
      terminate = () => Promise.resolve(0);
    },
  };
});

describe('composers on threads that cannot be replaced', () => {
  it('fail the orders that wait, and start again with the next one', async () => {
    jest.spyOn(fs, 'existsSync').mockReturnValue(true);
    const pool = await createComposerPool({ size: 1 });
    mockStarts = false;
    mockThreads[0]?.emit('exit');
    await expect(pool.compose(aReplyOrder())).rejects.toThrow('mémoire');
    await expect(pool.compose(aReplyOrder())).rejects.toThrow('mémoire');
    mockStarts = true;
    expect(await pool.compose(aReplyOrder())).toEqual({ ok: true, value: { files: [] } });
    expect(mockThreads).toHaveLength(4);
  });

  it('take the file that was half handed over with them', async () => {
    const pool = await createComposerPool({ size: 1 });
    mockPiece = Buffer.from('%PDF-1.7');
    const kept: string[] = [];
    const composed = pool.composeInto(aReplyOrder(), async (content) => {
      for await (const piece of content) {
        kept.push(String(piece));
        mockThreads.at(-1)?.emit('error', new Error('fil perdu'));
      }
    });
    await expect(composed).rejects.toThrow('fil perdu');
    expect(kept).toEqual(['%PDF-1.7']);
    mockPiece = null;
    expect(await pool.compose(aReplyOrder())).toMatchObject({ ok: true });
  });
});
