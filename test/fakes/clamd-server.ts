import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { systemEnvironment } from '../../src/config/system-environment';
import { freePort } from '../../src/platform/embedded-postgres/free-port';
import { portAnswers } from './port-answers';
import { until } from './until';

const ENV = { ...systemEnvironment(), PATH: `${systemEnvironment().PATH ?? ''}:/usr/sbin` };

/** Whether this machine can run it; a spec that needs it is skipped, and counted so, elsewhere. */
export const CLAMD_IS_HERE = spawnSync('clamd', ['--version'], { env: ENV }).status === 0;

/** What the only signature of its database finds. */
export const INVENTED_VIRUS = 'CECI-EST-UN-VIRUS-INVENTE-POUR-LES-ESSAIS';

/** A real clamd of the test's own, on the loopback and a socket, with one signature made by hand. */
export class ClamdServer {
  private child: ChildProcess | null = null;
  private readonly folder = mkdtempSync(path.join('/tmp', 'courrier-clamd-'));

  private constructor(readonly port: number) {
    const isRoot = process.getuid?.() === 0;
    chmodSync(this.folder, 0o755);
    writeFileSync(
      path.join(this.folder, 'essai.ndb'),
      `Essai.Invente:0:*:${Buffer.from(INVENTED_VIRUS).toString('hex')}\n`,
    );
    writeFileSync(
      path.join(this.folder, 'clamd.conf'),
      [
        ...['Foreground yes', `DatabaseDirectory ${this.folder}`, `LocalSocket ${this.socket}`],
        ...[`TCPSocket ${port}`, 'TCPAddr 127.0.0.1', 'StreamMaxLength 1M', ...(isRoot ? ['User root'] : []), ''],
      ].join('\n'),
    );
  }

  /** Not running yet. */
  static async prepare(): Promise<ClamdServer> {
    return new ClamdServer(await freePort());
  }

  get socket(): string {
    return path.join(this.folder, 'clamd.sock');
  }

  async run(): Promise<void> {
    const child = spawn('clamd', ['--config-file', path.join(this.folder, 'clamd.conf')], {
      env: ENV,
      stdio: 'ignore',
    });
    this.child = child;
    await until(async () => {
      if (child.exitCode !== null) throw new Error(`clamd s’est arrêté (${child.exitCode})`);
      return (await portAnswers(this.port)) ? true : null;
    }, 30_000);
  }

  async stop(): Promise<void> {
    const { child } = this;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
