import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** A document's file in the backup, as the list says it. */
export interface ListedDocument {
  readonly storeKey: string;
  /** As stored, that is encrypted. */
  readonly bytes: number;
  readonly sha256: string;
  /** Time of change of the stored file, in milliseconds: whether it is still the one that was copied. */
  readonly changedMs: number;
  /** The key that opens it. */
  readonly keyId: string;
}

export function lineOf({ storeKey, bytes, sha256, changedMs, keyId }: ListedDocument): string {
  return `${storeKey} ${bytes} ${sha256} ${changedMs} ${keyId}\n`;
}

/** In the order of the store keys, a line at a time. @throws for a line that is not of the list's form */
export async function* readDocumentList(file: string): AsyncGenerator<ListedDocument> {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    const [, storeKey, bytes, sha256, changedMs, keyId] =
      /^([0-9a-f]{64}) (\d+) ([0-9a-f]{64}) (\d+) ([\w-]{0,32})$/.exec(line) ?? [];
    if (storeKey === undefined || sha256 === undefined) throw new Error(`${file}\u00a0: ligne mal formée`);
    yield { storeKey, bytes: Number(bytes), sha256, changedMs: Number(changedMs), keyId: keyId ?? '' };
  }
}
