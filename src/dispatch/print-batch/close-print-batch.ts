import type { CalendarDay } from '../../domain/calendar/calendar-days';
import type { ClosedBatch, OpenBatch, PrintBatchRepository } from '../../persistence/print-batch.repository';
import type { PrintMode } from '../../persistence/tables/print.tables';
import type { BatchManifest } from './batch-manifest';
import { lettersInOrder } from './letters-in-order';
import { type BatchWriter, batchName } from './write-batch';

interface Parts {
  readonly batches: PrintBatchRepository;
  readonly writer: Pick<BatchWriter, 'write' | 'written'>;
  readonly mode: PrintMode;
  /** HH:MM in Paris, when a day's letters are handed over. */
  readonly hour: string;
}

export interface BatchTold {
  /** Of its folder. */
  readonly name: string;
  readonly letters: number;
  readonly pages: number;
  readonly sheets: number;
  readonly leftOut: number;
}

/**
 * Hands the letters that wait to the print centre, once a day or when asked. Which letters a batch holds is committed first, then
 * its folder is written aside and renamed, then the letters are marked: killed anywhere, the next run goes on with the same batch.
 * To be run by one process at a time.
 */
export class ClosePrintBatch {
  readonly name = 'print-batch';
  readonly everyDay = false;
  readonly hour: string;

  constructor(private readonly parts: Parts) {
    this.hour = parts.hour;
  }

  async run(day: CalendarDay, stopping: AbortSignal) {
    const told = await this.close(day, stopping);
    const letters = told.reduce((sum, batch) => sum + batch.letters, 0);
    return { event: 'print-batches-handed', detail: { day, batches: told.length, letters } };
  }

  /** What a process left open first, then a batch of its own of what waits. @returns the batches closed, none where none waits */
  async close(day: CalendarDay, stopping: AbortSignal): Promise<BatchTold[]> {
    const { batches, mode } = this.parts;
    const told: BatchTold[] = [];
    for (let left = await batches.findOpen(); left !== null; left = await batches.findOpen())
      told.push(await this.closeOne(left, stopping));
    const batch = await batches.open(day, mode);
    if (batch !== null) told.push(await this.closeOne(batch, stopping));
    return told;
  }

  private async closeOne(batch: OpenBatch, stopping: AbortSignal): Promise<BatchTold> {
    const { batches, writer } = this.parts;
    const { letters, unreadable } = await lettersInOrder(batches.lettersOf(batch));
    // A process that died after the renaming had written it whole.
    const manifest = (await writer.written(batch)) ?? (await writer.write(batch, letters, stopping));
    const closed = closedBatch(manifest, [...letters.map(({ id }) => id), ...unreadable]);
    await batches.close(batch, closed);
    const { pages, sheets, leftOut } = closed;
    return { name: batchName(batch), letters: manifest.letters.length, pages, sheets, leftOut: leftOut.length };
  }
}

function closedBatch({ letters, pages, sheets }: BatchManifest, claimed: readonly string[]): ClosedBatch {
  const inIt = new Set(letters.map(({ id }) => id));
  return { letters: [...inIt], leftOut: claimed.filter((id) => !inIt.has(id)), pages, sheets };
}
