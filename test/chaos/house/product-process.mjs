import { spawn } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ROOT } from './from-build.mjs';

/** Printed among the lines that a process says once it serves. */
const READY = /^Rôles\u00a0: /m;
const RESTART_MS = 300;
/** Nothing breaks yet when it is first started. */
const FIRST_START_MS = 90_000;
const STOP_MS = 30_000;

/**
 * One process of the product, from the build, under a supervisor as a service manager has one: a process that ends is started
 * again. An end that nobody asked for, after it had said that it serves, is kept in `deaths`.
 */
export class ProductProcess {
  #child = null;
  #wanted = false;
  #ready = Promise.resolve();
  #supervisor = Promise.resolve();
  deaths = [];
  /** Starts that ended before it served: what it needs was away. */
  failedStarts = 0;
  starts = 0;
  mostResident = 0;
  /** What node itself is told, such as to keep a profile. */
  nodeArguments = [];

  constructor(name, environment, folder) {
    this.name = name;
    this.environment = environment;
    this.logFile = path.join(folder, 'logs', `${name}.log`);
    this.log = createWriteStream(this.logFile, { flags: 'a' });
  }

  get pid() {
    return this.#child?.pid ?? null;
  }

  /** Starts it and keeps it running; returns once it serves, and throws where it never comes to that. */
  async start() {
    this.#wanted = true;
    this.#supervisor = this.#supervise();
    const late = wait(FIRST_START_MS, 'late', { ref: false });
    if ((await Promise.race([this.#ready, late])) !== 'late') return;
    throw new Error(`${this.name} does not start: ${readFileSync(this.logFile, 'utf8').slice(-600)}`);
  }

  /** SIGKILL, as a machine that goes away: the supervisor starts it again after `downMs`. Returns once it serves again. */
  async kill(downMs) {
    const child = this.#child;
    if (child === null) return;
    child.asked = true;
    child.downMs = downMs;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    await wait(0);
    await this.#ready;
  }

  /** Asks it to end by itself, and sees to it that it does. @returns whether it did so in time */
  async stop() {
    this.#wanted = false;
    const child = this.#child;
    if (child === null) return true;
    child.asked = true;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await this.#supervisor;
    clearTimeout(timer);
    return child.signalCode !== 'SIGKILL';
  }

  /** Megabytes in memory now; null while it is down. */
  resident() {
    try {
      const pages = Number(readFileSync(`/proc/${this.pid}/statm`, 'latin1').split(' ')[1]);
      const megabytes = Math.round((pages * 4096) / 1024 / 1024);
      this.mostResident = Math.max(this.mostResident, megabytes);
      return megabytes;
    } catch {
      return null;
    }
  }

  async #supervise() {
    let serves;
    const renew = () => {
      this.#ready = new Promise((resolve) => {
        serves = resolve;
      });
    };
    renew();
    while (this.#wanted) {
      const { served, child } = await this.#runOnce(() => serves());
      if (served) renew();
      if (!child.asked) {
        if (served) this.deaths.push(`${this.name} ended by itself (${child.signalCode ?? child.exitCode})`);
        else this.failedStarts += 1;
      }
      if (this.#wanted) await wait(child.downMs ?? RESTART_MS);
    }
  }

  #runOnce(serves) {
    return new Promise((resolve) => {
      const child = spawn(process.execPath, [...this.nodeArguments, path.join(ROOT, 'dist/main.js')], {
        cwd: ROOT,
        env: this.environment,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      this.#child = child;
      this.starts += 1;
      let served = false;
      let said = '';
      child.stdout.on('data', (bytes) => {
        this.log.write(bytes);
        if (served) return;
        said += bytes;
        served = READY.test(said);
        if (served) serves();
      });
      child.stderr.on('data', (bytes) => this.log.write(bytes));
      child.once('exit', () => {
        this.#child = null;
        resolve({ served, child });
      });
    });
  }
}
