import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Pool } from 'pg';

/** `behind`: this program's last migration was not run; `ahead`: a newer program has run its own. */
export type MigrationState = 'current' | 'behind' | 'ahead';

interface MigrationsJournal {
  readonly entries: readonly { readonly when: number }[];
}

/** Compares the database's schema with the one that this program was built for. */
export async function migrationState(pool: Pick<Pool, 'query'>): Promise<MigrationState> {
  const { rows } = await pool.query<{ last: string | null }>(
    'select max(created_at) as last from drizzle.__drizzle_migrations',
  );
  const last = Number(rows[0]?.last ?? 0);
  const ours = lastOfThisProgram();
  if (last === ours) return 'current';
  return last < ours ? 'behind' : 'ahead';
}

function lastOfThisProgram(): number {
  const file = path.join(__dirname, 'migrations', 'meta', '_journal.json');
  const { entries } = JSON.parse(readFileSync(file, 'utf8')) as MigrationsJournal;
  return Math.max(...entries.map(({ when }) => when));
}
