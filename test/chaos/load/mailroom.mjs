import { EventEmitter, once } from 'node:events';

/**
 * What the senders share: which units may go out by now, and what was acknowledged. The load is let out in step with the
 * faults, so that each of them finds something under way.
 */
export class Mailroom extends EventEmitter {
  /** Items that may have been offered by now. */
  #released = 0;
  #queues = new Map();
  #inFlight = new Map();
  received = 0;
  retries = 0;
  /** What no sender should meet: a message refused for good, a batch set aside. */
  refusals = [];

  constructor({ items, units }) {
    super();
    this.setMaxListeners(0);
    this.items = items;
    let end = 0;
    for (const unit of units) {
      end += unit.items.length;
      if (!this.#queues.has(unit.way)) this.#queues.set(unit.way, []);
      this.#queues.get(unit.way).push({ ...unit, end });
    }
  }

  /** Lets out the units up to this number of items. */
  release(count) {
    if (count <= this.#released) return;
    this.#released = count;
    this.emit('moved');
  }

  /** The next unit of a way in; null once there is none any more. */
  async next(way) {
    const queue = this.#queues.get(way) ?? [];
    for (;;) {
      const [unit] = queue;
      if (unit === undefined) return null;
      if (unit.end <= this.#released) return queue.shift();
      await once(this, 'moved');
    }
  }

  /** Runs one try of a unit, and counts it among what is in flight. */
  async attempt(unit, send) {
    this.#inFlight.set(unit.way, (this.#inFlight.get(unit.way) ?? 0) + 1);
    const again = unit.items[0].attempts > 0;
    for (const item of unit.items) item.attempts += 1;
    if (again) this.retries += 1;
    try {
      return await send(unit);
    } finally {
      this.#inFlight.set(unit.way, this.#inFlight.get(unit.way) - 1);
    }
  }

  /** @param answers one for each item: what the receiver called it */
  acknowledge(unit, answers) {
    unit.items.forEach((item, index) => {
      item.received = answers[index] ?? '';
    });
    this.received += unit.items.length;
    this.emit('received');
  }

  refused(unit, why) {
    this.refusals.push(`items ${unit.items.map(({ n }) => n).join(', ')} by ${unit.way}: ${why}`);
  }

  inFlight() {
    return Object.fromEntries(this.#inFlight);
  }

  /** Returns once so many items were acknowledged. */
  async hasReceived(count) {
    while (this.received < count) await once(this, 'received');
  }
}
