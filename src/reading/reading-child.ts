import { type ChildProcess, fork, type Serializable } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { ReadItem } from '../domain/correspondence';
import { READ_LIMITS } from './read-limits';
import type { ReadRequest } from './read-request';

export interface ChildLimits {
  readonly milliseconds: number;
  readonly heapMegabytes: number;
  readonly residentMegabytes: number;
  readonly itemsPerProcess: number;
}

/** How one call ended: the item, or why its process could not give it. */
export type CallOutcome<Item = ReadItem> =
  | { readonly item: Item }
  | { readonly stopped: 'time' | 'memory' | 'crash' | 'error' };

type Answer<Item> = { readonly id: number } & (
  | { readonly item: Item }
  | { readonly failed: string }
  | { readonly goesOn: true }
);

const PAGE_BYTES = 4096;
const MEMORY_CHECK_MILLISECONDS = 200;

/** One warm reading process and the call it is busy with; replaced when it died or has served long enough. */
export class ReadingChild<Request = ReadRequest, Item = ReadItem> {
  private child: ChildProcess | null = null;
  private served = 0;
  private calls = 0;

  constructor(
    private readonly script: string,
    private readonly limits: ChildLimits,
  ) {}

  async run(request: Request): Promise<CallOutcome<Item>> {
    if (this.served >= this.limits.itemsPerProcess) this.stop();
    const child = this.child ?? this.start();
    this.served++;
    child.ref();
    child.channel?.ref();
    try {
      return await this.call(child, request);
    } finally {
      // An idle process keeps nobody from ending.
      child.unref();
      child.channel?.unref();
    }
  }

  stop(): void {
    this.child?.kill('SIGKILL');
    this.child = null;
  }

  private start(): ChildProcess {
    const child = fork(this.script, [], {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${this.limits.heapMegabytes}`],
      // No secret of ours beside hostile input; dates without a zone are read the same everywhere.
      env: { TZ: 'UTC' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.on('error', () => undefined);
    child.once('exit', () => {
      if (this.child === child) this.child = null;
    });
    this.child = child;
    this.served = 0;
    return child;
  }

  private call(child: ChildProcess, request: Request): Promise<CallOutcome<Item>> {
    const id = ++this.calls;
    return new Promise((resolve) => {
      const kill = (stopped: 'time' | 'memory') => {
        settle({ stopped });
        child.kill('SIGKILL');
        if (this.child === child) this.child = null;
      };
      const clock = setTimeout(() => kill('time'), this.limits.milliseconds);
      let extensions = 0;
      const memory = setInterval(() => {
        void residentMegabytes(child.pid).then((used) => used > this.limits.residentMegabytes && kill('memory'));
      }, MEMORY_CHECK_MILLISECONDS);
      const onMessage = (answer: Answer<Item>) => {
        if (answer.id !== id) return;
        if ('goesOn' in answer) {
          if (++extensions <= READ_LIMITS.extensions) clock.refresh();
        } else settle('item' in answer ? { item: answer.item } : { stopped: 'error' });
      };
      const onExit = () => settle({ stopped: 'crash' });
      const settle = (outcome: CallOutcome<Item>) => {
        clearTimeout(clock);
        clearInterval(memory);
        child.off('message', onMessage);
        child.off('exit', onExit);
        resolve(outcome);
      };
      child.on('message', onMessage);
      child.once('exit', onExit);
      if (child.exitCode !== null || !child.connected) onExit();
      else child.send({ id, request } as Serializable, (error) => error !== null && onExit());
    });
  }
}

/** Linux tells it under /proc; elsewhere the heap limit alone holds. */
async function residentMegabytes(pid: number | undefined): Promise<number> {
  try {
    const [, pages] = (await readFile(`/proc/${pid}/statm`, 'latin1')).split(' ');
    return (Number(pages) * PAGE_BYTES) / 1024 / 1024;
  } catch {
    return 0;
  }
}
