import { AsyncLocalStorage } from 'node:async_hooks';

/** Ids alone: what every line of one request, SMTP session or stage is found by. */
export type LogContext = Readonly<Record<string, string | number>>;

const contexts = new AsyncLocalStorage<LogContext>();

/** Runs `work` so that whatever is logged within it, however deep, carries these fields beside those already there. */
export function withLogContext<T>(fields: LogContext, work: () => T): T {
  return contexts.run({ ...contexts.getStore(), ...fields }, work);
}

/** The fields that a line logged here carries. */
export const logContext = (): LogContext => contexts.getStore() ?? {};
