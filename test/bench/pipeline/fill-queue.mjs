import { randomBytes, randomUUID } from 'node:crypto';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';

const BATCH = 1_000;
/** Bytes of a sealed envelope. */
const SEALED = 220;

/**
 * Items that were received and wait to be read, as intake leaves them: row, document and journal entry by SQL, job by bulk add.
 * They stand at the queue's end. What they would read is not there: they are for waiting.
 * @returns bytes of each in PostgreSQL, its indexes included, and in Redis
 */
export async function fillQueue({ postgres, redis }, count) {
  const database = new pg.Client({ connectionString: postgres.url });
  await database.connect();
  const connection = new Redis(redis.url, { maxRetriesPerRequest: null });
  const queue = new Queue('reading', { connection, prefix: '{courrier}' });
  try {
    const before = [await databaseBytes(database), await redisBytes(connection)];
    for (let done = 0; done < count; done += BATCH)
      await Promise.all([addRows(database, queue, Math.min(BATCH, count - done))]);
    await database.query('analyze');
    const after = [await databaseBytes(database), await redisBytes(connection)];
    return { postgresBytes: (after[0] - before[0]) / count, redisBytes: (after[1] - before[1]) / count };
  } finally {
    await queue.close();
    connection.disconnect();
    await database.end();
  }
}

async function addRows(database, queue, count) {
  const ids = Array.from({ length: count }, () => idLikeOurs());
  await database.query(
    `with given as (select id, row_number() over () as n from unnest($1::uuid[]) as id),
      received as (
        insert into correspondences (id, channel, source, state, received_at, received_on, updated_at, content_hash, envelope)
        select id, 'email', 'smtp', 'received', now(), current_date, now(), sha256(id::text::bytea), $2 from given returning id),
      filed as (
        insert into documents (id, correspondence_id, role, position, name, type, size, store_key, created_at)
        select gen_random_uuid(), id, 'raw', 0, $3, 'message/rfc822', 1500, encode(sha256(id::text::bytea), 'hex'), now() from received)
    insert into journal (correspondence_id, at, event, revision, detail, salt, payload_hash, origin)
    select id, now(), 'received', 1, '{"source": "smtp", "channel": "email", "documents": 1}', $4, sha256($4), sha256(id::text::bytea)
    from received`,
    [ids, randomBytes(SEALED), randomBytes(60), randomBytes(16)],
  );
  await queue.addBulk(
    ids.map((correspondenceId) => ({
      name: 'read',
      data: { correspondenceId, revision: 1 },
      opts: {
        jobId: `${correspondenceId}-read-1`,
        attempts: 6,
        backoff: { type: 'exponential', delay: 300, jitter: 0.3 },
        removeOnComplete: true,
        removeOnFail: true,
      },
    })),
  );
}

/** By time, so that rows land at the end of their index. */
function idLikeOurs() {
  const time = Date.now().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

async function databaseBytes(database) {
  const tables = ['correspondences', 'documents', 'journal'];
  const { rows } = await database.query(
    'select sum(pg_total_relation_size(name::regclass))::bigint as bytes from unnest($1::text[]) as name',
    [tables],
  );
  return Number(rows[0].bytes);
}

async function redisBytes(connection) {
  return Number(/used_memory:(\d+)/.exec(await connection.info('memory'))[1]);
}
