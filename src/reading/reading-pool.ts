import path from 'node:path';
import type { ReadItem } from '../domain/correspondence';
import { TransientFailure } from '../pipeline/stage-failure';
import { readingStopped } from '../platform/happenings';
import { packageRoot } from '../platform/package-root';
import { READ_LIMITS } from './read-limits';
import type { CutRequest, ReadRequest } from './read-request';
import { type CallOutcome, type ChildLimits, ReadingChild } from './reading-child';
import type { StackCut } from './stack/cut-into-letters';
import { unreadableItem } from './unreadable-item';

export interface ReadingPoolOptions {
  /** Reading processes at most; started when first needed, then kept. */
  readonly size: number;
  /** Compiled entry of a reading process; by default the one in dist/. */
  readonly script?: string;
  readonly limits?: Partial<ChildLimits>;
}

type Request = ReadRequest | CutRequest;
type Answer = ReadItem | StackCut;
type Child = ReadingChild<Request, Answer>;

/** dist/ of this package, from the sources (tests) and from the build alike: a child runs compiled code. */
export const READING_SCRIPT = path.join(packageRoot, 'dist/reading/reading-process.js');

/**
 * Reads items in killable processes, one at a time each. A poisonous item costs two processes, comes back as
 * `unreadable` with its reason, and stops no other.
 */
export class ReadingPool {
  private readonly idle: Child[];
  private readonly all: readonly Child[];
  private readonly waiting: ((child: Child) => void)[] = [];
  private closed = false;

  constructor({ size, script = READING_SCRIPT, limits = {} }: ReadingPoolOptions) {
    this.all = Array.from(
      { length: Math.max(1, size) },
      () => new ReadingChild<Request, Answer>(script, { ...READ_LIMITS, ...limits }),
    );
    this.idle = [...this.all];
  }

  /** Never rejects for what the item is. */
  async read(request: ReadRequest): Promise<ReadItem> {
    return itemOf(await this.ask<ReadItem>(request), request);
  }

  /** Cuts a scanned item at its separator sheets. Never rejects for what the item is. */
  async cut(request: CutRequest): Promise<StackCut> {
    const outcome = await this.ask<StackCut>(request);
    return 'item' in outcome ? outcome.item : { kind: 'uncut', why: UNSEEN };
  }

  private async ask<Item extends Answer>(request: Request): Promise<CallOutcome<Item>> {
    this.refuseOnceClosed();
    const child = await this.take();
    try {
      return (await this.run(child, request)) as CallOutcome<Item>;
    } finally {
      this.giveBack(child);
    }
  }

  close(): Promise<void> {
    this.closed = true;
    for (const child of this.all) child.stop();
    return Promise.resolve();
  }

  /** A fault of the process may be the machine's: the item gets a second, fresh process before it is given up. */
  private async run(child: Child, request: Request): Promise<CallOutcome<Answer>> {
    const first = await this.watched(child, request);
    if ('item' in first || first.stopped === 'error') return first;
    this.refuseOnceClosed();
    child.stop();
    const second = await this.watched(child, request);
    if ('stopped' in second) this.refuseOnceClosed();
    return second;
  }

  private async watched(child: Child, request: Request): Promise<CallOutcome<Answer>> {
    const outcome = await child.run(request);
    if ('stopped' in outcome && !this.closed) readingStopped.tell({ cause: outcome.stopped });
    return outcome;
  }

  /** A process that `close` killed says nothing about its item. */
  private refuseOnceClosed(): void {
    if (this.closed) throw new TransientFailure('la lecture est arrêtée');
  }

  private take(): Promise<Child> {
    // The last one used is the warm one.
    const child = this.idle.pop();
    return child !== undefined ? Promise.resolve(child) : new Promise((resolve) => this.waiting.push(resolve));
  }

  private giveBack(child: Child): void {
    const next = this.waiting.shift();
    if (next === undefined) this.idle.push(child);
    else next(child);
  }
}

const UNSEEN = 'ses pages n’ont pas pu être regardées une à une';

const REASONS: Readonly<Record<'time' | 'memory' | 'crash' | 'error', string>> = {
  time: 'La lecture a dépassé le temps permis\u00a0: le courrier est gardé sans avoir été lu.',
  memory: 'La lecture a dépassé la mémoire permise\u00a0: le courrier est gardé sans avoir été lu.',
  crash: 'La lecture s’est interrompue\u00a0: le courrier est gardé sans avoir été lu.',
  error: 'La lecture a échoué\u00a0: le courrier est gardé sans avoir été lu.',
};

function itemOf(outcome: CallOutcome, request: ReadRequest): ReadItem {
  if ('item' in outcome) return outcome.item;
  const reason = REASONS[outcome.stopped];
  return request.kind === 'scan' ? unreadableItem('post', reason, request.item) : unreadableItem('email', reason);
}
