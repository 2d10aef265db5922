import { Cluster, type ClusterNode, type ClusterOptions, Redis, type RedisOptions } from 'ioredis';

/**
 * ioredis leaves its `socketTimeout` running when a connection closes: it would tear down the next one, or keep a finished
 * process alive. And a client that is told to disconnect between two tries says neither `end` nor what becomes of the
 * commands it holds. These two, and what BullMQ duplicates of them, mend that.
 */
export class SingleRedis extends Redis {
  constructor(options: RedisOptions) {
    super(options);
    stopSilenceTimer(this);
  }

  override disconnect(reconnect = false): void {
    const isBetweenTries = this.status === 'reconnecting';
    super.disconnect(reconnect);
    if (!isBetweenTries || reconnect) return;
    const internals = this as unknown as { setStatus(status: string): void; flushQueue(error: Error): void };
    internals.setStatus('end');
    internals.flushQueue(new Error('Connection is closed.'));
  }

  override duplicate(override?: Partial<RedisOptions>): SingleRedis {
    return new SingleRedis({ ...this.options, ...override });
  }
}

export class ClusterRedis extends Cluster {
  constructor(
    private readonly nodesAtStart: readonly ClusterNode[],
    options: ClusterOptions,
  ) {
    super([...nodesAtStart], options);
    this.on('+node', stopSilenceTimer);
  }

  override duplicate(nodes: readonly ClusterNode[] = [], override: ClusterOptions = {}): ClusterRedis {
    return new ClusterRedis(nodes.length > 0 ? nodes : this.nodesAtStart, { ...this.options, ...override });
  }
}

function stopSilenceTimer(client: Redis): void {
  const timed = client as unknown as { socketTimeoutTimer?: NodeJS.Timeout };
  client.on('close', () => {
    clearTimeout(timed.socketTimeoutTimer);
    delete timed.socketTimeoutTimer;
  });
}
