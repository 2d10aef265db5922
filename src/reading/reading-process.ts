/**
 * Entry of a reading process: hostile input is read here and nowhere else. One item at a time; what kills it kills
 * nothing but itself. It holds no key, no database and no environment.
 */
import { type ReadRequest, readRequest } from './read-request';

export interface ReadingCall {
  readonly id: number;
  readonly request: ReadRequest;
}

process.on('message', ({ id, request }: ReadingCall) => {
  readRequest(request).then(
    (item) => process.send?.({ id, item }),
    // The name of an error says nothing of the message; its text may quote it.
    (error: unknown) => process.send?.({ id, failed: error instanceof Error ? error.name : 'erreur' }),
  );
});
// Its parent went away: nobody waits for an answer.
process.on('disconnect', () => process.exit(0));
