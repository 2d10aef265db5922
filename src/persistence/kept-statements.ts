import type { QueryConfig } from 'pg';

/** What is asked so often is worth keeping parsed on each connection; a query asked once is not. */
const KEPT_AFTER = 10;
/** Each costs the server some tens of kilobytes a connection. */
const MOST_KEPT = 120;
const MOST_COUNTED = 2_000;

/**
 * Names the queries that are asked again and again, so that PostgreSQL parses each once a connection. They are planned anew each
 * time (see `plan_cache_mode`): a plan made while a table was small would be kept while it grows.
 */
export class KeptStatements {
  private readonly names = new Map<string, string>();
  private readonly asked = new Map<string, number>();

  /** The query as it is to be asked: with a name where it is kept. Those without values are left alone. */
  named<Config>(config: Config, values: unknown): Config {
    if (typeof config !== 'object' || config === null || !Array.isArray(values) || values.length === 0) return config;
    const { text, name } = config as Partial<QueryConfig>;
    if (typeof text !== 'string' || name !== undefined) return config;
    const kept = this.names.get(text) ?? this.count(text);
    return kept === null ? config : { ...config, name: kept };
  }

  private count(text: string): string | null {
    const asked = (this.asked.get(text) ?? 0) + 1;
    if (asked < KEPT_AFTER || this.names.size >= MOST_KEPT) {
      if (this.asked.size >= MOST_COUNTED) this.asked.clear();
      this.asked.set(text, asked);
      return null;
    }
    this.asked.delete(text);
    const name = `courrier_${this.names.size + 1}`;
    this.names.set(text, name);
    return name;
  }
}
