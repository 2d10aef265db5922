import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { systemEnvironment } from '../../src/config/system-environment';
import { until } from './until';

const ROOT = path.resolve(__dirname, '../..');

/** The product as it is shipped, in a process of its own: what it says, killed or stopped by its id. */
export class ProductProcess {
  output = '';
  private constructor(readonly child: ChildProcess) {}

  /** Does not wait for anything: whoever asks may want to see it fail. */
  static launch(settings: Readonly<Record<string, string>>): ProductProcess {
    const child = spawn(process.execPath, [path.join(ROOT, 'dist/main.js')], {
      cwd: ROOT,
      env: { ...systemEnvironment(), ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const product = new ProductProcess(child);
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (piece: Buffer) => {
        product.output += piece.toString('utf8');
      });
    return product;
  }

  get exitCode(): number | null {
    return this.child.exitCode;
  }

  says(text: RegExp, withinMs = 60_000): Promise<RegExpExecArray> {
    return until(async () => {
      const said = text.exec(this.output);
      if (said === null && this.exitCode !== null) throw new Error(`arrêté (${this.exitCode}) : ${this.output}`);
      return said;
    }, withinMs);
  }

  async ends(signal?: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const gone = new Promise((resolve) => this.child.once('exit', resolve));
      if (signal !== undefined) this.child.kill(signal);
      await gone;
    }
    return this.child.exitCode;
  }
}
