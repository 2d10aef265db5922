import type { Readable } from 'node:stream';

/** The whole of a small body. @returns null where it is larger: the rest is read and thrown away, so that the answer is heard */
export async function readBody(request: Readable, mostBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Buffer).length;
    if (length <= mostBytes) chunks.push(chunk as Buffer);
    else chunks.length = 0;
  }
  return length > mostBytes ? null : Buffer.concat(chunks);
}
