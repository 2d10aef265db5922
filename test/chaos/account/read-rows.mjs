import { askDatabase } from './under-way.mjs';

/** Everything that the account needs of the database, read at once after all has settled. */
export function readRows(url) {
  return askDatabase(url, async (ask) => ({
    rows: await ask(
      `select id, sequence::int, channel, source, state, revision, received_on::text as day, encode(content_hash, 'hex') as hash, reason
         from correspondences`,
    ),
    ledger: await ask(
      'select id, correspondence_id as item, purpose, request, channel, state, message_id as "messageId" from ledger',
    ),
    documents: await ask('select correspondence_id as item, role, store_key as "storeKey" from documents'),
    journal: await ask('select correspondence_id as item, event, revision, detail from journal order by id'),
    outbox: await ask('select correspondence_id as item, job from outbox'),
  }));
}

/** The rows of a list, by item. */
export function byItem(list) {
  const map = new Map();
  for (const one of list) map.set(one.item, [...(map.get(one.item) ?? []), one]);
  return map;
}
