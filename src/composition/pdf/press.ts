import { deflateSync } from 'node:zlib';

/** A page is pressed in a quarter of the time of the usual level 6, and is three quarters of a kilobyte larger. */
const LEVEL = 3;
/** Pressed once a process: harder. */
const LASTING_LEVEL = 9;

const LASTING = new WeakMap<Uint8Array, Buffer | null>();

/** Marks bytes that are the same in many documents: they are pressed at their first use, and never again. */
export function lasting(bytes: Buffer): Buffer {
  LASTING.set(bytes, null);
  return bytes;
}

/** Bytes as a PDF's FlateDecode holds them. */
export function press(bytes: Uint8Array): Buffer {
  const known = LASTING.get(bytes);
  // Room for all of it at once, and no more: zlib's own sixteen kilobytes are left to the garbage collector.
  if (known === undefined) return deflateSync(bytes, { level: LEVEL, chunkSize: Math.max(512, bytes.length >> 1) });
  if (known !== null) return known;
  const pressed = deflateSync(bytes, { level: LASTING_LEVEL });
  LASTING.set(bytes, pressed);
  return pressed;
}
