import type { Redis } from 'ioredis';
import type { QueueConnections } from './queue-connections';
import { ClusterRedis } from './redis-drivers';

/** What can be known of the queues' engine without changing anything in it. */
export interface QueueReport {
  readonly engine: 'redis' | 'postgres';
  readonly reachable: boolean;
  readonly version: string | null;
  /** How it keeps jobs over a restart; `unknown` where it may not be asked. In PostgreSQL they are rows like others. */
  readonly persistence: 'aof' | 'no-aof' | 'unknown' | 'database';
  readonly evictionPolicy: string | null;
  /** What an operator should mend, in French. Nothing is lost by any of them: PostgreSQL holds the truth. */
  readonly faults: readonly string[];
}

/** What health checks ask. */
export class QueueInspector {
  constructor(private readonly connections: Pick<QueueConnections, 'redis'>) {}

  inspect(): Promise<QueueReport> {
    return inspectQueue(this.connections);
  }
}

/** BullMQ 6 asks for it. */
const OLDEST = '6.2';

/**
 * Asks the engine by INFO alone, since managed Redis forbids CONFIG. Of a cluster every master is asked, and the worst told.
 * Never throws: an engine that is away is a report.
 */
export async function inspectQueue({ redis }: Pick<QueueConnections, 'redis'>): Promise<QueueReport> {
  if (redis === null)
    return {
      engine: 'postgres',
      reachable: true,
      version: null,
      persistence: 'database',
      evictionPolicy: null,
      faults: [],
    };
  const away: QueueReport = {
    engine: 'redis',
    reachable: false,
    version: null,
    persistence: 'unknown',
    evictionPolicy: null,
    faults: ['Redis ne répond pas\u00a0: le courrier entre et attend'],
  };
  try {
    await redis.ping();
    const nodes = redis instanceof ClusterRedis ? redis.nodes('master') : [redis];
    const reports = await Promise.all(nodes.map(inspectNode));
    return reports.sort((a, b) => b.faults.length - a.faults.length)[0] ?? away;
  } catch {
    return away;
  }
}

async function inspectNode(node: Redis): Promise<QueueReport> {
  const told = await node.info().then(fieldsOf, () => null);
  const field = (name: string): string | null => told?.get(name) ?? null;
  const version = field('valkey_version') ?? field('redis_version');
  const aof = field('aof_enabled');
  const persistence = aof === null ? 'unknown' : aof === '1' ? 'aof' : 'no-aof';
  const evictionPolicy = field('maxmemory_policy');
  return {
    engine: 'redis',
    reachable: true,
    version,
    persistence,
    evictionPolicy,
    faults: [
      ...(told === null ? ['Redis ne laisse pas lire INFO\u00a0: sa durabilité n’est pas vérifiée'] : []),
      ...(persistence === 'no-aof'
        ? [
            'Redis sans AOF (appendonly no)\u00a0: après un redémarrage, ce qui était en file repart des lignes de PostgreSQL',
          ]
        : []),
      ...(evictionPolicy !== null && evictionPolicy !== 'noeviction'
        ? [
            `Redis peut effacer des tâches quand sa mémoire est pleine (maxmemory-policy ${evictionPolicy}, noeviction attendu)`,
          ]
        : []),
      ...(field('aof_last_write_status') === 'err' ? ['Redis n’écrit plus son AOF\u00a0: voyez son disque'] : []),
      ...(version !== null && isOlder(version, OLDEST) ? [`Redis ${version} est trop ancien (${OLDEST} attendu)`] : []),
    ],
  };
}

function fieldsOf(info: string): Map<string, string> {
  return new Map(
    info
      .split(/\r?\n/)
      .filter((line) => line.includes(':'))
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
  );
}

function isOlder(version: string, oldest: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldMajor = 0, oldMinor = 0] = oldest.split('.').map(Number);
  return major < oldMajor || (major === oldMajor && minor < oldMinor);
}
