/**
 * Entry of a reading process: hostile input is read here and nowhere else. One item at a time; what kills it kills
 * nothing but itself. It holds no key, no database and no environment.
 */
import { whenPictureBegins } from './optical/optical-reader';
import { type CutRequest, cutRequest, type ReadRequest, readRequest } from './read-request';

export interface ReadingCall {
  readonly id: number;
  readonly request: ReadRequest | CutRequest;
}

// An item of many pictures takes as long as they are many; each says that it begins.
let reading = 0;
const goesOn = () => void process.send?.({ id: reading, goesOn: true });
whenPictureBegins(goesOn);

process.on('message', ({ id, request }: ReadingCall) => {
  reading = id;
  const done = request.kind === 'stack' ? cutRequest(request, goesOn) : readRequest(request);
  (done as Promise<unknown>).then(
    (item) => process.send?.({ id, item }),
    // The name of an error says nothing of the message; its text may quote it.
    (error: unknown) => process.send?.({ id, failed: error instanceof Error ? error.name : 'erreur' }),
  );
});
// Its parent went away: nobody waits for an answer.
process.on('disconnect', () => process.exit(0));
