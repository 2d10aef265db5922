import { parentPort, workerData } from 'node:worker_threads';
import { createComposer } from './compose-reply';
import type { PoolMessage, ThreadMessage, ThreadSettings } from './composition-messages';
import { HandedPieces } from './handed-pieces';

/** A thread of the pool: letters and fonts loaded once, then one order after the other. */
async function serve(): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('composition-thread est un fil, lancé par composition-pool');
  const send = (message: ThreadMessage, handed: readonly Uint8Array[] = []): void =>
    port.postMessage(
      message,
      handed.map(({ buffer }) => buffer as ArrayBuffer),
    );
  const composer = await createComposer(workerData as ThreadSettings);
  let pieces: HandedPieces | null = null;
  port.on('message', (message: PoolMessage) => {
    if (message.kind === 'taken') return pieces?.taken();
    if (message.kind === 'abandon') return pieces?.abandon();
    const { id, order } = message;
    const own = new HandedPieces((file, piece) => send({ kind: 'piece', id, file, piece }, [piece]));
    pieces = own;
    composer
      .draw(order, (file, piece) => own.take(file, piece))
      .then(
        (result) => {
          const rest = result.ok ? own.rest(result.value.files.length) : [];
          send({ kind: 'composed', id, result, rest }, rest);
        },
        (error: unknown) =>
          send({ kind: 'failed', id, message: error instanceof Error ? error.message : String(error) }),
      );
  });
  send({ kind: 'ready' });
}

void serve();
