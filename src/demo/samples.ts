import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CorrespondenceState, DecisionAction } from '../domain/correspondence';
import { packageRoot } from '../platform/package-root';

const FOLDER = path.join(packageRoot, 'test', 'fixtures', 'demo');

/** What a sample declares of its own end. */
export interface Declared {
  readonly state: CorrespondenceState;
  readonly action: DecisionAction;
  readonly channel: 'email' | 'post' | null;
  readonly why: string;
}

export interface MessageSample {
  /** File name without its ending. */
  readonly name: string;
  readonly bytes: Buffer;
  /** RFC 5321 MAIL FROM, as the relay noted it in Return-Path; '' for the empty one. */
  readonly mailFrom: string;
  readonly messageId: string;
  readonly declared: Declared;
}

export interface BatchSample {
  readonly files: readonly { readonly name: string; readonly bytes: Buffer }[];
  readonly items: readonly { readonly name: string; readonly declared: Declared }[];
}

export function readSamples(): { messages: MessageSample[]; batch: BatchSample; directory: string[] } {
  const read = (...names: string[]): Buffer => readFileSync(path.join(FOLDER, ...names));
  const declared = JSON.parse(read('expected.json').toString()) as Record<string, Declared>;
  const declaredOf = (key: string): Declared => {
    const found = declared[key];
    if (found === undefined) throw new Error(`expected.json ne dit rien de ${key}`);
    return found;
  };
  const messages = readdirSync(path.join(FOLDER, 'mailbox'))
    .sort()
    .map((file): MessageSample => {
      const bytes = read('mailbox', file);
      return {
        name: path.basename(file, '.eml'),
        bytes,
        mailFrom: header(bytes, 'Return-Path'),
        messageId: header(bytes, 'Message-ID'),
        declared: declaredOf(`mailbox/${file}`),
      };
    });
  const { items } = JSON.parse(read('scan-batch', 'batch.json').toString()) as { items: { itemId: string }[] };
  const batch: BatchSample = {
    files: readdirSync(path.join(FOLDER, 'scan-batch'))
      // Says to whom watches a folder that the batch is whole; a request is whole by itself.
      .filter((name) => name !== 'batch.done')
      .sort()
      .map((name) => ({ name, bytes: read('scan-batch', name) })),
    items: items.map(({ itemId }) => ({ name: `pli-${itemId}`, declared: declaredOf(`scan-batch/${itemId}`) })),
  };
  const directory = read('directory.ndjson').toString().trim().split('\n');
  return { messages, batch, directory };
}

/** Content between < and > of a header that the samples write on one line. */
function header(bytes: Buffer, name: string): string {
  return new RegExp(`^${name}: <(.*)>\\r$`, 'm').exec(bytes.toString('latin1'))?.[1] ?? '';
}
