import type { Command } from 'commander';
import { type Input, listInputs } from '../intake/list-inputs';
import { Receiver, type ScannedItem } from '../intake/receiver';
import type { Received } from '../persistence/receipt.repository';
import { NO_QUEUE_HERE } from '../pipeline/enqueuer';
import { withHouse } from './with-house';

type Scan = Extract<Input, { kind: 'scan' }>;
type Tell = (file: string, received: Received | string) => void;

export function define(command: Command): void {
  command
    .argument('<CHEMIN...>', 'fichiers .eml, dossiers, mbox, Maildir, lots numérisés')
    .option('--json', 'une valeur JSON par ligne')
    .action(async (paths: string[], { json }: { json?: boolean }) => {
      let refused = 0;
      const tell: Tell = (file, received) => {
        if (typeof received === 'string') {
          refused++;
          if (json) process.stdout.write(`${JSON.stringify({ file, refused: received })}\n`);
          else process.stderr.write(`${file} : ${received}\n`);
          return;
        }
        const { id, reference, state, created } = received;
        if (json) process.stdout.write(`${JSON.stringify({ file, id, reference, state, created })}\n`);
        else process.stdout.write(`${file} : ${reference}${created ? '' : ' (déjà reçu)'}\n`);
      };
      await withHouse((house) => ingest(paths, new Receiver({ ...house, enqueuer: NO_QUEUE_HERE }), tell));
      if (refused > 0) throw new Error(`${refused} entrée${refused > 1 ? 's' : ''} refusée${refused > 1 ? 's' : ''}`);
    });
}

/** One at a time, so that memory stays flat; the items of a batch go in together. */
async function ingest(paths: readonly string[], receiver: Receiver, tell: Tell): Promise<void> {
  let batch: { readonly scan: Scan; readonly kept: ScannedItem }[] = [];
  const endBatch = async (): Promise<void> => {
    if (batch.length === 0) return;
    const received = await receiver.receiveScans(batch.map(({ kept }) => kept));
    for (const [index, { scan }] of batch.entries()) tell(scan.file, received[index] as Received);
    batch = [];
  };
  for await (const input of listInputs(paths)) {
    if (input.kind !== 'scan' || batch.at(-1)?.scan.item.batchId !== input.item.batchId) await endBatch();
    if (input.kind === 'email') tell(input.file, await receiver.receiveEmail(input.bytes, 'ingest', null));
    else if (input.kind === 'refused') tell(input.file, input.reason);
    else batch.push({ scan: { ...input, pages: [] }, kept: await keep(input, receiver) });
  }
  await endBatch();
}

async function keep({ item, pages }: Scan, receiver: Receiver): Promise<ScannedItem> {
  const kept = [];
  for (const { name, type, bytes } of pages) kept.push(await receiver.keepPage(name, type, bytes));
  return { item, pages: kept };
}
