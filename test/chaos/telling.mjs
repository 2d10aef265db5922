const EVERY_MS = 5_000;

/** Says on stderr how far a run is: one line that is written over on a terminal, a line now and then elsewhere. */
export class Telling {
  #last = 0;

  constructor(total, out = process.stderr) {
    this.total = total;
    this.out = out;
  }

  say(what, received = 0) {
    if (this.out.isTTY) this.out.write(`\r\x1b[K${received}/${this.total} received, ${what}`);
    else if (performance.now() - this.#last > EVERY_MS) {
      this.#last = performance.now();
      this.out.write(`${received}/${this.total} received, ${what}\n`);
    }
  }

  end() {
    if (this.out.isTTY) this.out.write('\r\x1b[K');
  }
}
