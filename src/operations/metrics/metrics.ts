import { Registry } from 'prom-client';
import { countOwnWork } from './process-metrics';

type PoolUse = Parameters<typeof countOwnWork>[1];
/** Adds its metrics to the registry. */
export type MetricsSource = (registry: Registry) => void;

/** The metrics of one house, as Prometheus reads them. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly stopCounting: () => void;

  constructor(pool: PoolUse, sources: readonly MetricsSource[]) {
    this.stopCounting = countOwnWork(this.registry, pool);
    for (const source of sources) source(this.registry);
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  read(): Promise<string> {
    return this.registry.metrics();
  }

  stop(): void {
    this.stopCounting();
    this.registry.clear();
  }
}
