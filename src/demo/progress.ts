import { Presets, SingleBar } from 'cli-progress';

/** How far a countable step is: a bar in a terminal, a line at its start and end elsewhere. */
export class Progress {
  private readonly bar: SingleBar | null;
  private done = 0;

  constructor(
    private readonly label: string,
    private readonly total: number,
  ) {
    this.bar = process.stderr.isTTY
      ? new SingleBar({ format: `${label.padEnd(22)} {bar} {value}/{total}`, hideCursor: true }, Presets.shades_classic)
      : null;
    this.bar?.start(total, 0);
  }

  readonly set = (done: number): void => {
    this.done = done;
    this.bar?.update(done);
  };

  readonly step = (): void => this.set(this.done + 1);

  end(): void {
    this.bar?.stop();
    if (this.bar === null) process.stderr.write(`${this.label}\u00a0: ${this.done}/${this.total}\n`);
  }
}
