/** A feature of fewer frames is somebody's own. */
const LEAST_FRAMES = 2;

/**
 * Numbers for the features of enough frames, in the order of their names.
 * @param read `{frame, features}` of each message
 */
export function numberFeatures(read) {
  const framesOf = new Map();
  for (const { frame, features } of read)
    for (const feature of features) {
      const seen = framesOf.get(feature);
      if (seen === undefined) framesOf.set(feature, new Set([frame.text]));
      else if (seen.size < LEAST_FRAMES) seen.add(frame.text);
    }
  const names = [...framesOf].filter(([, seen]) => seen.size >= LEAST_FRAMES).map(([name]) => name);
  return new Map(names.sort().map((name, number) => [name, number]));
}

export const numbersOf = (features, numbers) =>
  features.map((feature) => numbers.get(feature)).filter((number) => number !== undefined);
