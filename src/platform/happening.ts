import { channel } from 'node:diagnostics_channel';

/** Something that is told to whoever counts, by code that need not know whether anybody does. */
export interface Happening<T> {
  tell(what: T): void;
  /** @returns what ends the listening */
  listen(listener: (what: T) => void): () => void;
}

/** A happening of this process, over Node's diagnostics channels: telling costs nothing while nobody listens. */
export function happening<T>(name: string): Happening<T> {
  const told = channel(`courrier:${name}`);
  return {
    tell: (what) => told.publish(what),
    listen(listener) {
      const receive = (what: unknown): void => listener(what as T);
      told.subscribe(receive);
      return () => void told.unsubscribe(receive);
    },
  };
}
