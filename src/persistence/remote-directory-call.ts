import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleAll,
  handleType,
  type IDefaultPolicyContext,
  type IPolicy,
  retry,
  TaskCancelledError,
  TimeoutStrategy,
  timeout,
  wrap,
} from 'cockatiel';
import { directoryBreakerMoved } from '../platform/happenings';
import { LONGEST_ANSWER } from './remote-directory-answer';

export interface CallLimits {
  /** For one call, its answer read. */
  readonly timeoutMs: number;
  readonly retries: number;
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
  /** Failures in a row after which nothing is asked for a while, so that a directory in trouble gets its breath back. */
  readonly failuresToOpen: number;
  readonly openMs: number;
}

/** The remote directory gave no answer that can be used: never «nobody known», so the job is tried again. Holds no number. */
export class DirectoryUnavailable extends Error {
  override readonly name = 'DirectoryUnavailable';

  /** @param passing whether the same call may well succeed in a moment */
  constructor(
    why: string,
    readonly passing: boolean,
  ) {
    super(`répertoire distant\u00a0: ${why}`);
  }
}

/** What says «in a moment»: timeout, too early, too many, or any trouble of the server's own. */
const isPassing = (status: number): boolean => [408, 425, 429].includes(status) || status >= 500;

/** Retries with jitter, around a circuit breaker that counts each call, around the call's time limit. */
export function patientPolicy(limits: CallLimits): IPolicy<IDefaultPolicyContext> {
  const passing = handleType(TaskCancelledError).orWhen(
    (error) => error instanceof DirectoryUnavailable && error.passing,
  );
  // A wrong or refused answer is trouble too, though asking again at once mends nothing.
  const breaker = circuitBreaker(handleAll, {
    breaker: new ConsecutiveBreaker(limits.failuresToOpen),
    halfOpenAfter: limits.openMs,
  });
  breaker.onBreak(() => directoryBreakerMoved.tell({ state: 'open' }));
  breaker.onHalfOpen(() => directoryBreakerMoved.tell({ state: 'half-open' }));
  breaker.onReset(() => directoryBreakerMoved.tell({ state: 'closed' }));
  return wrap(
    retry(passing, {
      maxAttempts: limits.retries,
      // Its default generator draws each delay at random between bounds that grow (decorrelated jitter).
      backoff: new ExponentialBackoff({ initialDelay: limits.firstDelayMs, maxDelay: limits.longestDelayMs }),
    }),
    breaker,
    timeout(limits.timeoutMs, TimeoutStrategy.Aggressive),
  );
}

/** What the policy itself throws, in the house's words. */
export function asUnavailable(error: unknown): unknown {
  if (error instanceof TaskCancelledError) return new DirectoryUnavailable('aucune réponse à temps', true);
  if (error instanceof BrokenCircuitError)
    return new DirectoryUnavailable('en panne, laissé tranquille un moment', true);
  return error;
}

/**
 * One call: the question in the body, so that no number stands in an address, where servers and proxies log it.
 * @throws DirectoryUnavailable
 */
export async function postQuestion(
  { url, token }: { readonly url: string; readonly token: string | null },
  body: string,
  signal: AbortSignal,
): Promise<string> {
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json',
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  };
  let response: Response;
  try {
    // A redirection would carry the numbers and the token to another place than the one that was configured.
    response = await fetch(`${url}/find`, { method: 'POST', headers, body, signal, redirect: 'error' });
  } catch {
    throw new DirectoryUnavailable('injoignable', true);
  }
  if (response.status !== 200) {
    await response.body?.cancel().catch(() => undefined);
    throw new DirectoryUnavailable(`réponse ${response.status}`, isPassing(response.status));
  }
  return readBody(response);
}

async function readBody(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  if (response.body === null) return '';
  try {
    for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
      length += piece.length;
      if (length > LONGEST_ANSWER) break;
      pieces.push(piece);
    }
  } catch {
    throw new DirectoryUnavailable('réponse interrompue', true);
  }
  if (length > LONGEST_ANSWER) throw new DirectoryUnavailable('réponse trop longue', false);
  return Buffer.concat(pieces).toString('utf8');
}
