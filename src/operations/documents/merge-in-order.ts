/** Walks two streams sorted alike side by side: equal keys together, each other one with null for its fellow. */
export async function* mergeInOrder<A, B>(
  left: AsyncIterable<A>,
  right: AsyncIterable<B>,
  keyOf: { a(value: A): string; b(value: B): string },
): AsyncGenerator<{ readonly a: A | null; readonly b: B | null }> {
  const [lefts, rights] = [left[Symbol.asyncIterator](), right[Symbol.asyncIterator]()];
  let [a, b] = [await lefts.next(), await rights.next()];
  while (a.done !== true || b.done !== true) {
    const keyA = a.done === true ? null : keyOf.a(a.value);
    const keyB = b.done === true ? null : keyOf.b(b.value);
    const takesA = keyA !== null && (keyB === null || keyA <= keyB);
    const takesB = keyB !== null && (keyA === null || keyB <= keyA);
    yield { a: takesA && a.done !== true ? a.value : null, b: takesB && b.done !== true ? b.value : null };
    if (takesA) a = await lefts.next();
    if (takesB) b = await rights.next();
  }
}
