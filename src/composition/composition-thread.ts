import { parentPort, workerData } from 'node:worker_threads';
import { createComposer } from './compose-reply';
import type { ComposeRequest, ThreadMessage, ThreadSettings } from './composition-messages';

/** A thread of the pool: letters and fonts loaded once, then one order after the other. */
async function serve(): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('composition-thread est un fil, lancé par composition-pool');
  const send = (message: ThreadMessage): void => port.postMessage(message);
  const composer = await createComposer(workerData as ThreadSettings);
  port.on('message', ({ id, order }: ComposeRequest) => {
    composer.compose(order).then(
      (result) => send({ kind: 'composed', id, result }),
      (error: unknown) => send({ kind: 'failed', id, message: error instanceof Error ? error.message : String(error) }),
    );
  });
  send({ kind: 'ready' });
}

void serve();
