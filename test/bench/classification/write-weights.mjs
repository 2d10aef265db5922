import { writeFileSync } from 'node:fs';

/** What weighs less changes nothing. */
const LEAST_WEIGHT = 0.02;

/**
 * Writes a file of learned weights (src/classification/learned/learned-weights.schema.ts), a line for each feature.
 * @param names features in the order of their rows
 * @param weights a row for each feature, as many as there are kinds
 */
export function writeWeights(output, { messages, kinds, names, weights, bias }) {
  const most = weights.reduce((largest, weight) => Math.max(largest, Math.abs(weight)), 0);
  const step = most / 127;
  const features = {};
  names.forEach((name, number) => {
    const own = Int8Array.from(weights.subarray(number * kinds.length, (number + 1) * kinds.length), (weight) =>
      Math.round(weight / step),
    );
    if (own.some((weight) => Math.abs(weight) * step >= LEAST_WEIGHT))
      features[name] = Buffer.from(own.buffer).toString('base64');
  });
  const rounded = [...bias].map((value) => Math.round(value * 1_000) / 1_000);
  const file = { format: 'courrier-weights/1', messages, kinds, step, bias: rounded, features };
  writeFileSync(output, `${JSON.stringify(file, null, 0).replaceAll('","', '",\n"')}\n`);
  console.log(`${messages} messages, ${Object.keys(features).length} features, largest weight ${most.toFixed(2)}`);
}
