import { sql } from 'drizzle-orm';

/**
 * A condition that always holds: the transaction around it commits without a wait for the disk, and a server that falls may
 * forget it if it fell within the second. Only for what may be done twice or not at all.
 */
export const WRITTEN_LATER = sql`set_config('synchronous_commit', 'off', true) = 'off'`;
