import type { IncomingMessage } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';

/**
 * A request's body, apart from its connection: whoever gives the body up in the middle can still answer. What is left of it is
 * then read and thrown away, since a client that is still sending hears no answer.
 */
export function bodyOfRequest(request: IncomingMessage): Readable {
  const body = new PassThrough();
  // Who leaves before anybody reads would end the process; whoever reads later is told all the same.
  body.on('error', () => undefined);
  request.once('close', () => {
    if (!request.complete) body.destroy(new Error('envoi interrompu'));
  });
  body.once('close', () => {
    request.unpipe(body);
    request.resume();
  });
  return request.pipe(body);
}
