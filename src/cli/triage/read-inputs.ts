import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { ReadItem, ScanItem } from '../../domain/correspondence';
import { letterOfStack } from '../../domain/scans/letter-of-stack';
import type { Input } from '../../intake/list-inputs';
import type { ReadRequest } from '../../reading/read-request';
import type { ScanPage } from '../../reading/read-scan';
import type { ReadingPool } from '../../reading/reading-pool';
import { unreadableItem } from '../../reading/unreadable-item';

export interface TriageReader {
  readonly pool: Pick<ReadingPool, 'read' | 'cut'>;
  /** Our own addresses; empty leaves out the check that a recipient names us. */
  readonly mailboxes: readonly string[];
  /** Relay whose topmost Authentication-Results is believed; null: nobody counts as authenticated. */
  readonly authservId: string | null;
}

export interface ReadInput {
  readonly file: string;
  readonly item: ReadItem;
}

/** An input with the bytes of its pages, which can be fetched until the next input is asked for. */
export type Fetched =
  | Exclude<Input, { kind: 'scan' }>
  | { readonly kind: 'scan'; readonly file: string; readonly item: ScanItem; readonly pages: readonly ScanPage[] };

export async function fetchPages(input: Input): Promise<Fetched> {
  if (input.kind !== 'scan') return input;
  const { item, file } = input;
  try {
    const pages: ScanPage[] = [];
    for (const { name, type, open } of input.pages) pages.push({ name, type, bytes: await buffer(open()) });
    return { kind: 'scan', file, item, pages };
  } catch {
    const reason = `Pli ${item.itemId}\u00a0: une page n’a pas pu être lue sur le disque.`;
    return { kind: 'refused', file, channel: 'post', reason };
  }
}

/** What was read of an input: one item, or the letters of a stack that separator sheets part, as intake takes them in. */
export async function readInput(input: Fetched, { pool, mailboxes, authservId }: TriageReader): Promise<ReadInput[]> {
  const { file } = input;
  if (input.kind === 'refused') return [{ file, item: unreadableItem(input.channel, input.reason) }];
  if (input.kind === 'scan') return readLetters(input, pool);
  const request: ReadRequest = { ...input, envelope: null, mailboxes, authservId, dns: 'none', receivedAt: null };
  return [{ file, item: await pool.read(request) }];
}

async function readLetters(
  { file, item, pages }: Extract<Fetched, { kind: 'scan' }>,
  pool: TriageReader['pool'],
): Promise<ReadInput[]> {
  const unread = (reason: string): ReadInput[] => [{ file, item: unreadableItem('post', reason) }];
  const cut = await pool.cut({ kind: 'stack', pages });
  if (cut.kind === 'one-letter') return [{ file, item: await pool.read({ kind: 'scan', item, pages }) }];
  if (cut.kind === 'uncut') return unread(`Pile de courriers que l’on n’a pas pu couper\u00a0: ${cut.why}.`);
  const { letters } = cut;
  if (letters.length === 0) return unread('Rien que des feuilles de séparation\u00a0: aucun courrier dans cette pile.');
  return Promise.all(
    letters.map(async (own, index) => {
      const names = own.map(({ name }) => name);
      const letter = letterOfStack(item, { index, of: letters.length, pages: names });
      return {
        file: path.join(path.dirname(file), letter.itemId),
        item: await pool.read({ kind: 'scan', item: letter, pages: own }),
      };
    }),
  );
}
