/**
 * Entry of a reading process: hostile input is read here and nowhere else. One item at a time; what kills it kills
 * nothing but itself. It holds no key, no database and no environment.
 */
import { whenPictureBegins } from './optical/optical-reader';
import { type ReadRequest, readRequest } from './read-request';

export interface ReadingCall {
  readonly id: number;
  readonly request: ReadRequest;
}

// An item of many pictures takes as long as they are many; each says that it begins.
let reading = 0;
whenPictureBegins(() => process.send?.({ id: reading, goesOn: true }));

process.on('message', ({ id, request }: ReadingCall) => {
  reading = id;
  readRequest(request).then(
    (item) => process.send?.({ id, item }),
    // The name of an error says nothing of the message; its text may quote it.
    (error: unknown) => process.send?.({ id, failed: error instanceof Error ? error.name : 'erreur' }),
  );
});
// Its parent went away: nobody waits for an answer.
process.on('disconnect', () => process.exit(0));
