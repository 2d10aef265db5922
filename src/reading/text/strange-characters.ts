/** Characters that no text holds: the file is something else than it says, or its charset is lost. */
export function isGarbage(text: string): boolean {
  return strangeShare(text) > 0.03;
}

/** So many of them that nothing of it can be read. */
export function isNoise(text: string): boolean {
  return strangeShare(text) > 0.06;
}

function strangeShare(text: string): number {
  const sample = text.slice(0, 20_000);
  const strange = sample.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u0080-\u009f\ufffd]/g)?.length ?? 0;
  return sample.length === 0 ? 0 : strange / sample.length;
}
