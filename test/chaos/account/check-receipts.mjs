import { seeded } from '../../bench/directory/make-directory.mjs';
import { fromBuild } from '../house/from-build.mjs';
import { messageOf } from '../load/items.mjs';
import { batchOf } from '../load/scans.mjs';

const { LookupHash } = fromBuild('platform/keys/field-encryption.js');

/**
 * Finds each item's row by the hash of the bytes that were sent, worked out here from the key: not by what the receiver said.
 * @returns item number → row, and what is wrong: an item without a row, a row that nobody sent, a reference of another item
 */
export async function checkReceipts({ units, rows, indexKey, seed, receivedOn }) {
  const hash = new LookupHash(Buffer.from(indexKey, 'base64'));
  const documentHash = (bytes) => hash.streaming('document').update(bytes).digest('hex');
  const byHash = new Map(rows.map((row) => [row.hash, row]));
  const rowOf = new Map();
  const breaches = [];
  const match = (item, contentHash) => {
    const row = byHash.get(contentHash);
    byHash.delete(contentHash);
    if (item.received === null) breaches.push(`item ${item.n} was never acknowledged`);
    if (row === undefined) return breaches.push(`item ${item.n} (${item.kind}) has no row`);
    const reference = `C-${row.day.slice(0, 4)}-${String(row.sequence).padStart(6, '0')}`;
    if (item.received !== null && item.received !== '' && item.received !== reference)
      breaches.push(`item ${item.n} was told ${item.received} and is ${reference}`);
    rowOf.set(item.n, row);
  };
  for (const { way, items } of units) {
    if (way.startsWith('scan')) {
      const { batchId, pages } = await batchOf(`LOT-${items[0].n}`, items, receivedOn);
      for (const item of items) {
        const keys = [documentHash(pages.get(`${item.n}-1.pdf`))];
        match(item, hash.of('scan', [batchId, String(item.n), ...keys].join('\0')).toString('hex'));
      }
    } else
      for (const item of items) match(item, documentHash(messageOf(item.kind, item.n, seeded(seed + item.n)).bytes));
  }
  for (const row of byHash.values()) breaches.push(`row ${row.id} (${row.source}, ${row.state}) was never sent`);
  return { rowOf, breaches };
}

/** Holds the product's own account against the rows: each in exactly one class, and none under way. */
export async function checkClasses(courrier, rows) {
  const breaches = [];
  const classes = {};
  let received = 0;
  for (const day of new Set(rows.map((row) => row.day))) {
    const { stdout } = await courrier('reconcile', '--day', day, '--json');
    const account = JSON.parse(stdout.trim().split('\n')[0]);
    received += account.received;
    for (const channel of account.channels)
      for (const [name, count] of Object.entries(channel.classes)) classes[name] = (classes[name] ?? 0) + count;
  }
  const sum = Object.values(classes).reduce((all, count) => all + count, 0);
  if (received !== rows.length)
    breaches.push(`reconcile counts ${received} received, the database holds ${rows.length}`);
  if (sum !== received) breaches.push(`reconcile: ${received} received, the classes sum up to ${sum}`);
  if (classes['under-way'] > 0) breaches.push(`${classes['under-way']} items still under way`);
  return { classes, received, breaches };
}
