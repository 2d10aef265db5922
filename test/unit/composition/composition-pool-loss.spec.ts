import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import { createComposerPool } from '../../../src/composition/composition-pool';
import { aReplyOrder } from './a-reply-order';

/** Real: the pool. Fake: its threads, which start, fail or die when told. */
let mockStarts = true;
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
      postMessage({ id }: { id: number }) {
        setImmediate(() => this.emit('message', { kind: 'composed', id, result: { ok: true } }));
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
    expect(await pool.compose(aReplyOrder())).toEqual({ ok: true });
    expect(mockThreads).toHaveLength(4);
  });
});
