import { type Environment, parseEnvironment } from './environment.schema';

/** A setting that stops the start: one line a variable, without its value. */
export class BadEnvironment extends Error {}

/** The only reader of the process's environment. */
export function readEnvironment(overrides: Readonly<Record<string, string | undefined>> = {}): Environment {
  const parsed = parseEnvironment({ ...process.env, ...overrides });
  if (!parsed.ok) throw new BadEnvironment(parsed.error.join('\n'));
  return parsed.value;
}
