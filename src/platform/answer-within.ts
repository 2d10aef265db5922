/** Somebody waits for an answer and there is none: what was asked for may still come about. */
export class NoAnswer extends Error {
  readonly code = 'ETIMEDOUT';
}

/** @throws NoAnswer after that time; what the work comes to later is nobody's concern any more */
export async function answerWithin<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let clock: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      work,
      new Promise<never>((_, reject) => {
        clock = setTimeout(() => reject(new NoAnswer('aucune réponse à temps')), milliseconds);
      }),
    ]);
  } finally {
    clearTimeout(clock);
    work.catch(() => undefined);
  }
}
