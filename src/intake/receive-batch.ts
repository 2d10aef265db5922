import { type Result, refused } from '../domain/result';
import type { Received } from '../persistence/receipt.repository';
import type { Input } from './list-inputs';
import type { KeptPage, Receiver, ScannedItem } from './receiver';
import { PageUnreadable } from './scan-batch/batch-files';
import { NOTHING_TAKEN } from './scan-batch/parse-batch-metadata';

type Scan = Extract<Input, { kind: 'scan' }>;

/**
 * Takes a batch in whole: every page kept, then all rows at once.
 * @param inputs of one batch @param stopping between two pages
 * @returns the receipts in the items' order, or in one French sentence why nothing was taken
 * @throws where storage or database are away, or it was stopped: nothing was taken either, and it can be tried again
 */
export async function receiveBatch(
  inputs: AsyncIterable<Input>,
  receiver: Receiver,
  stopping?: AbortSignal,
): Promise<Result<Received[], string>> {
  const items: ScannedItem[] = [];
  for await (const input of inputs) {
    if (input.kind === 'refused') return refused(input.reason);
    if (input.kind !== 'scan') continue;
    const kept = await keepItem(input, receiver, stopping);
    if (!kept.ok) return kept;
    items.push(kept.value);
  }
  return receiver.receiveScans(items);
}

/** Keeps an item's pages, one in memory at a time. @throws as `receiveBatch` */
export async function keepItem(
  { item, pages }: Scan,
  receiver: Receiver,
  stopping?: AbortSignal,
): Promise<Result<ScannedItem, string>> {
  const kept: KeptPage[] = [];
  try {
    for (const { name, type, open } of pages) {
      stopping?.throwIfAborted();
      kept.push(await receiver.keepPage(name, type, open()));
    }
  } catch (error) {
    if (!(error instanceof PageUnreadable)) throw error;
    const where = `pli ${item.itemId}, page ${kept.length + 1}`;
    return refused(`${where}\u00a0: le fichier «\u00a0${error.fileName}\u00a0» est illisible\u00a0; ${NOTHING_TAKEN}`);
  }
  return { ok: true, value: { item, pages: kept } };
}
