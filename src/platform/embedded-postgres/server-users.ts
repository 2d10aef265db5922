import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isAlive } from './start-lock';

let counter = 0;

/**
 * The processes that use one private server, as one file each. A process that was killed leaves its file behind, and counts
 * no longer: so whoever comes last can stop the server, whoever started it.
 */
export class ServerUsers {
  constructor(private readonly folder: string) {}

  /** @returns this use's name, to be handed to `leave` */
  join(): string {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    counter += 1;
    const name = `${process.pid}-${counter}`;
    writeFileSync(path.join(this.folder, name), '', { mode: 0o600 });
    return name;
  }

  /** @returns whether anybody still uses the server */
  leave(name: string): boolean {
    rmSync(path.join(this.folder, name), { force: true });
    return this.alive().length > 0;
  }

  private alive(): string[] {
    return readdirSync(this.folder).filter((entry) => {
      if (isAlive(Number(entry.split('-')[0]))) return true;
      rmSync(path.join(this.folder, entry), { force: true });
      return false;
    });
  }
}
