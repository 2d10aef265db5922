import { existsSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CompositionRefusal, DrawnFile, Reply, ReplyOrder } from '../domain/reply';
import type { Result } from '../domain/result';
import { TransientFailure } from '../pipeline/stage-failure';
import { packageRoot } from '../platform/package-root';
import type { Composer } from './compose-reply';
import type { PoolMessage, ThreadMessage, ThreadSettings } from './composition-messages';
import { type KeepFile, keptReply, type TakePiece, wholeReply } from './draw-reply';
import { templatesFolder as houseTemplates } from './letters/list-letters';
import type { SealSigner } from './signature/cms-seal';
import type { TwoDDocSigner } from './signature/issue-two-d-doc';
import type { SigningKey } from './signature/sign-document';

type Drawn = Result<Reply<DrawnFile>, CompositionRefusal>;

export interface PoolOptions {
  /** Threads; each takes about 60 MB. */
  readonly size: number;
  readonly templatesFolder?: string;
  /** Newest first; without any, attestations carry no code. */
  readonly signingKeys?: readonly SigningKey[];
  readonly twoDDoc?: TwoDDocSigner | null;
  readonly attachData?: boolean;
  readonly seal?: SealSigner | null;
  /** The pool's `close` is added here where it is given. */
  readonly closers?: (() => Promise<unknown>)[];
}

interface Task {
  readonly order: ReplyOrder;
  readonly take: TakePiece;
  readonly resolve: (drawn: Drawn) => void;
  readonly reject: (error: Error) => void;
}

/** What a thread is at. */
interface Running {
  readonly id: number;
  readonly task: Task;
  /** Why a piece of it could not be taken. */
  fault: Error | null;
}

const post = (thread: Worker, message: PoolMessage): void => thread.postMessage(message);

/** A thread runs compiled code: beside this file when that is compiled, else the build's. */
const THREAD_FILE = [
  path.join(__dirname, 'composition-thread.js'),
  path.join(packageRoot, 'dist/composition/composition-thread.js'),
];

/** Composers on threads of their own, so that drawing never holds up the process that answers. Same `compose` as one. */
export async function createComposerPool(options: PoolOptions): Promise<Composer> {
  const file = THREAD_FILE.find((candidate) => existsSync(candidate));
  if (file === undefined) throw new Error('composition-thread.js introuvable\u00a0: le programme n’est pas construit');
  const settings: ThreadSettings = {
    templatesFolder: options.templatesFolder ?? houseTemplates,
    signingKeys: options.signingKeys ?? [],
    twoDDoc: options.twoDDoc ?? null,
    attachData: options.attachData ?? false,
    seal: options.seal ?? null,
  };
  const pool = new ComposerPool(file, settings, Math.max(1, options.size));
  await pool.start();
  options.closers?.push(() => pool.close());
  return pool;
}

class ComposerPool implements Composer {
  private readonly idle: Worker[] = [];
  private readonly running = new Map<Worker, Running>();
  private readonly waiting: Task[] = [];
  private readonly lost = new WeakSet<Worker>();
  /** Threads that run or are starting. */
  private alive = 0;
  private closed = false;
  private lastId = 0;

  constructor(
    private readonly file: string,
    private readonly settings: ThreadSettings,
    private readonly size: number,
  ) {}

  async start(): Promise<void> {
    await Promise.all(Array.from({ length: this.size }, () => this.addThread()));
  }

  compose(order: ReplyOrder) {
    return wholeReply((one, take) => this.draw(one, take), order);
  }

  composeInto<Kept>(order: ReplyOrder, keep: KeepFile<Kept>) {
    return keptReply((one, take) => this.draw(one, take), order, keep);
  }

  draw(order: ReplyOrder, take: TakePiece): Promise<Drawn> {
    if (this.closed) return Promise.reject(new TransientFailure('composition fermée'));
    return new Promise((resolve, reject) => {
      this.waiting.push({ order, take, resolve, reject });
      this.next();
      this.replaceLost();
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const task of this.waiting.splice(0)) task.reject(new TransientFailure('composition fermée'));
    await Promise.all([...this.idle.splice(0), ...this.running.keys()].map((thread) => thread.terminate()));
  }

  private addThread(): Promise<void> {
    return new Promise((resolve, reject) => {
      const thread = new Worker(this.file, { workerData: this.settings });
      this.alive += 1;
      let ready = false;
      thread.on('message', (message: ThreadMessage) => {
        if (message.kind === 'piece') return void this.hand(thread, message);
        if (message.kind === 'ready') {
          ready = true;
          resolve();
        } else void this.settle(thread, message);
        this.idle.push(thread);
        this.next();
      });
      thread.on('error', (error: Error) => {
        reject(error);
        this.lose(thread, error, ready);
      });
      thread.on('exit', () => {
        const error = new Error('fil de composition arrêté');
        reject(error);
        this.lose(thread, error, ready);
      });
    });
  }

  private next(): void {
    while (this.waiting.length > 0) {
      const thread = this.idle.pop();
      if (!thread) return;
      const task = this.waiting.shift();
      if (!task) return;
      this.lastId += 1;
      this.running.set(thread, { id: this.lastId, task, fault: null });
      post(thread, { kind: 'compose', id: this.lastId, order: task.order });
    }
  }

  /** The thread draws on once its piece is taken; where it cannot be, its order ends with the reason. */
  private async hand(thread: Worker, { id, file, piece }: Extract<ThreadMessage, { kind: 'piece' }>): Promise<void> {
    const current = this.running.get(thread);
    if (current?.id !== id) return;
    try {
      await current.task.take(file, piece);
      post(thread, { kind: 'taken', id });
    } catch (error) {
      current.fault = error as Error;
      post(thread, { kind: 'abandon', id });
    }
  }

  private async settle(thread: Worker, message: Exclude<ThreadMessage, { kind: 'ready' | 'piece' }>): Promise<void> {
    const current = this.running.get(thread);
    if (current?.id !== message.id) return;
    this.running.delete(thread);
    const { task, fault } = current;
    if (message.kind === 'failed') return task.reject(fault ?? new Error(message.message));
    try {
      for (const [file, piece] of message.rest.entries()) await task.take(file, piece);
      task.resolve(message.result);
    } catch (error) {
      task.reject(error as Error);
    }
  }

  /** A thread that dies fails its own order, which is tried again by its queue, and is replaced. */
  private lose(thread: Worker, error: Error, wasReady: boolean): void {
    if (this.lost.has(thread)) return;
    this.lost.add(thread);
    this.alive -= 1;
    const current = this.running.get(thread);
    this.running.delete(thread);
    current?.task.reject(error);
    const at = this.idle.indexOf(thread);
    if (at >= 0) this.idle.splice(at, 1);
    if (wasReady) this.replaceLost();
  }

  /** Where no thread is left, those who wait are told, to be tried again; the next order tries to start one again. */
  private replaceLost(): void {
    if (this.closed) return;
    for (let missing = this.size - this.alive; missing > 0; missing -= 1)
      this.addThread().catch((error: Error) => {
        if (this.alive === 0) for (const task of this.waiting.splice(0)) task.reject(error);
      });
  }
}
