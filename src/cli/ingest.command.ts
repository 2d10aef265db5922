import type { Command } from 'commander';
import { refused } from '../domain/result';
import { type Input, listInputs } from '../intake/list-inputs';
import { keepItem } from '../intake/receive-batch';
import { Receiver, type ScannedItem } from '../intake/receiver';
import type { Received } from '../persistence/receipt.repository';
import { NO_QUEUE_HERE } from '../pipeline/enqueuer';
import { counted } from './spoken-counts';
import { withHouse } from './with-house';

type Scan = Extract<Input, { kind: 'scan' }>;
interface Batch {
  readonly place: string;
  readonly files: string[];
  readonly items: ScannedItem[];
  refusal: string | null;
}
type Tell = (file: string, received: Received | string) => void;

export function define(command: Command): void {
  command
    .argument('<CHEMIN...>', 'fichiers .eml, dossiers, mbox, Maildir, lots numérisés')
    .option('--json', 'une valeur JSON par ligne')
    .action(async (paths: string[], { json }: { json?: boolean }) => {
      let notTaken = 0;
      const tell: Tell = (file, received) => {
        if (typeof received === 'string') {
          notTaken++;
          if (json) process.stdout.write(`${JSON.stringify({ file, refused: received })}\n`);
          else process.stderr.write(`${file}\u00a0: ${received}\n`);
          return;
        }
        const { id, reference, state, created } = received;
        if (json) process.stdout.write(`${JSON.stringify({ file, id, reference, state, created })}\n`);
        else process.stdout.write(`${file}\u00a0: ${reference}${created ? '' : ' (déjà reçu)'}\n`);
      };
      await withHouse((house) => ingest(paths, new Receiver({ ...house, enqueuer: NO_QUEUE_HERE }), tell));
      if (notTaken > 0) throw new Error(counted(notTaken, 'entrée refusée', 'entrées refusées'));
    });
}

/** One at a time, so that memory stays flat; the items of a batch go in together or not at all. */
async function ingest(paths: readonly string[], receiver: Receiver, tell: Tell): Promise<void> {
  let batch: Batch | null = null;
  for await (const input of listInputs(paths)) {
    if (batch !== null && (input.kind !== 'scan' || input.batch !== batch.place)) {
      await endBatch(batch, receiver, tell);
      batch = null;
    }
    if (input.kind === 'email') tell(input.file, await receiver.receiveEmail(input.bytes, 'ingest', null));
    else if (input.kind === 'refused') tell(input.file, input.reason);
    else {
      batch ??= { place: input.batch, files: [], items: [], refusal: null };
      await addItem(batch, input, receiver);
    }
  }
  if (batch !== null) await endBatch(batch, receiver, tell);
}

async function addItem(batch: Batch, scan: Scan, receiver: Receiver): Promise<void> {
  if (batch.refusal !== null) return;
  const kept = await keepItem(scan, receiver);
  if (!kept.ok) batch.refusal = kept.error;
  else {
    batch.items.push(kept.value);
    batch.files.push(scan.file);
  }
}

async function endBatch({ place, files, items, refusal }: Batch, receiver: Receiver, tell: Tell): Promise<void> {
  const received = refusal === null ? await receiver.receiveScans(items) : refused(refusal);
  if (!received.ok) return tell(place, received.error);
  for (const [index, file] of files.entries()) tell(file, received.value[index] as Received);
}
