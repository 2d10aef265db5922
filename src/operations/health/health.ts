import { setTimeout as wait } from 'node:timers/promises';
import type { Role } from '../../config/environment.schema';
import { type HealthPart, isDown, type PartState } from './health-part';

export interface HealthReport {
  readonly status: 'ok' | 'degraded' | 'unavailable';
  /** Each role of this process, and whether it can do its core work. */
  readonly roles: Readonly<Partial<Record<Role, boolean>>>;
  readonly parts: Readonly<Record<string, PartState>>;
}

/** A check that has not answered by then has failed. */
const CHECK_MS = 2_000;
/** One report answers every probe for so long: a flood of probes costs nothing. */
const KEPT_MS = 1_500;

/** What a role cannot do its core work without. Mail is taken in whatever the queue does: the outbox waits for it. */
const CORE: Readonly<Record<Role, readonly string[]>> = {
  web: ['database', 'migrations'],
  intake: ['database', 'migrations', 'documents'],
  worker: ['database', 'migrations', 'documents', 'queue'],
};

/** Looks at every part the process stands on, in bounded time, and says what it can still do. */
export class Health {
  private kept: { readonly at: number; readonly report: Promise<HealthReport> } | null = null;
  /** Checks that outlived their time: none is begun a second time beside the first. */
  private readonly underWay = new Map<string, Promise<PartState>>();

  constructor(
    private readonly parts: readonly HealthPart[],
    private readonly roles: readonly Role[],
    private readonly limits: { readonly checkMs: number; readonly keptMs: number } = {
      checkMs: CHECK_MS,
      keptMs: KEPT_MS,
    },
  ) {}

  report(): Promise<HealthReport> {
    const now = performance.now();
    if (this.kept === null || now - this.kept.at > this.limits.keptMs) this.kept = { at: now, report: this.look() };
    return this.kept.report;
  }

  private async look(): Promise<HealthReport> {
    const looked = await Promise.all(this.parts.map(async (part) => [part.name, await this.within(part)] as const));
    const parts = Object.fromEntries(looked);
    const roles = Object.fromEntries(
      this.roles.map((role) => [role, CORE[role].every((name) => parts[name]?.status !== 'down')]),
    ) as HealthReport['roles'];
    const worried = looked.some(([, { status }]) => status === 'degraded' || status === 'down');
    return { status: this.isUnavailable(roles) ? 'unavailable' : worried ? 'degraded' : 'ok', roles, parts };
  }

  /** Who serves people or takes mail in does so without its workers; a process of workers alone is there for them. */
  private isUnavailable(roles: HealthReport['roles']): boolean {
    const serving = this.roles.filter((role) => role !== 'worker');
    return (serving.length > 0 ? serving : this.roles).some((role) => roles[role] === false);
  }

  private async within(part: HealthPart): Promise<PartState> {
    const running = this.underWay.get(part.name) ?? this.begin(part);
    const giveUp = new AbortController();
    const late = wait(this.limits.checkMs, isDown('ne répond pas à temps'), { ref: false, signal: giveUp.signal });
    late.catch(() => undefined);
    const state = await Promise.race([running, late]);
    giveUp.abort();
    return state;
  }

  private begin(part: HealthPart): Promise<PartState> {
    const running = Promise.resolve()
      .then(() => part.check())
      // The cause may name a host or a folder: it is for the log of whoever works with the part, not for a probe.
      .catch(() => isDown('ne répond pas'))
      .finally(() => this.underWay.delete(part.name));
    this.underWay.set(part.name, running);
    return running;
  }
}
