import { fork } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const SCRIPT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../dist/reading/reading-process.js');

/** One reading process as the pool starts it, whose time and resident memory are measured message by message. */
export class MeasuredChild {
  constructor(limit = 30_000) {
    this.limit = limit;
    this.calls = 0;
    this.start();
  }

  start() {
    this.child = fork(SCRIPT, [], {
      serialization: 'advanced',
      execArgv: ['--max-old-space-size=384'],
      env: { TZ: 'UTC' },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.errors = '';
    this.child.stderr.on('data', (piece) => {
      this.errors = (this.errors + piece).slice(-2000);
    });
  }

  /** {item | stopped, seconds, megabytes}: most resident memory while this message was read. */
  async read(bytes, overrides = {}) {
    const id = ++this.calls;
    this.resetPeak();
    const began = performance.now();
    const outcome = await new Promise((resolve) => {
      const { child } = this;
      const clock = setTimeout(() => settle({ stopped: 'time' }), this.limit);
      const onExit = (code, signal) => settle({ stopped: 'crash', code, signal, errors: this.errors });
      const onMessage = (answer) => {
        if (answer.id !== id) return;
        if ('goesOn' in answer) clock.refresh();
        else settle('item' in answer ? { item: answer.item } : { stopped: 'error', name: answer.failed });
      };
      const settle = (answer) => {
        clearTimeout(clock);
        child.off('message', onMessage);
        child.off('exit', onExit);
        resolve(answer);
      };
      child.on('message', onMessage);
      child.once('exit', onExit);
      const request = { envelope: null, mailboxes: [], authservId: null, dns: 'none', receivedAt: null, ...overrides };
      child.send({ id, request: { kind: 'email', bytes, ...request } });
    });
    const measured = { ...outcome, seconds: (performance.now() - began) / 1000, megabytes: this.peak() };
    if (outcome.stopped === 'time' || outcome.stopped === 'crash') this.renew();
    return measured;
  }

  renew() {
    this.stop();
    this.start();
  }

  stop() {
    this.child.kill('SIGKILL');
  }

  /** Linux: 5 sets the high-water mark back to what is resident now. */
  resetPeak() {
    try {
      writeFileSync(`/proc/${this.child.pid}/clear_refs`, '5');
    } catch {
      // Elsewhere the mark stands for all messages so far.
    }
  }

  peak() {
    try {
      const line = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${this.child.pid}/status`, 'latin1'));
      return Number(line?.[1] ?? 0) / 1024;
    } catch {
      return 0;
    }
  }
}
