import { breakLines, type Line } from './break-lines';
import type { Faces } from './face';

/** Some offices' lines in some sizes; a setting that changes them is rare. */
const KEPT = 200;

const BY_FACES = new WeakMap<Faces, Map<string, readonly Line[]>>();

/**
 * Lines of what stands on every document of an office: broken once, where it was a twelfth of the time of a page. Never for what
 * speaks of a person, which is not remembered.
 * @param size in points
 */
export function standingLines(
  text: string,
  strong: boolean,
  faces: Faces,
  size: number,
  width: number,
): readonly Line[] {
  const kept = BY_FACES.get(faces) ?? new Map<string, readonly Line[]>();
  BY_FACES.set(faces, kept);
  const key = `${strong ? 1 : 0} ${size} ${width} ${text}`;
  let lines = kept.get(key);
  if (lines === undefined) {
    lines = breakLines([{ text, strong }], faces, size, width);
    if (kept.size >= KEPT) kept.clear();
    kept.set(key, lines);
  }
  return lines;
}
