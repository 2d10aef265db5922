import { seeded } from '../../bench/directory/make-directory.mjs';
import { MAIL_KINDS } from './items.mjs';
import { SCAN_KINDS } from './scans.mjs';

const BATCH = 8;
/** HTTP carries no relay's word on the sender: what would be answered by e-mail goes by post there, and is not sent that way. */
const KINDS_BY_HTTP = ['attestation by post', 'no identifier', 'to an agent', 'automatic', 'broken'];

/**
 * The whole load, fixed by its seed: items with their kind and what is expected of them, and the units in which they are
 * sent (a message, or a batch of scans), in order.
 * @param ways share of the items by way in
 */
export function planLoad({ items: count, seed, ways = { smtp: 65, http: 20, 'scan-http': 8, 'scan-folder': 7 } }) {
  const random = seeded(seed);
  const items = [];
  const units = [];
  const add = (kinds, from) => {
    const kind = drawn(random, kinds, from);
    const item = { n: items.length, kind, expected: from[kind].expected, attempts: 0, received: null };
    items.push(item);
    return item;
  };
  while (items.length < count) {
    const way = drawn(
      random,
      Object.keys(ways),
      Object.fromEntries(
        Object.entries(ways).map(([name, share]) => [name, { share: name.startsWith('scan') ? share / BATCH : share }]),
      ),
    );
    if (way === 'smtp') units.push({ way, items: [add(Object.keys(MAIL_KINDS), MAIL_KINDS)] });
    else if (way === 'http') units.push({ way, items: [add(KINDS_BY_HTTP, MAIL_KINDS)] });
    else {
      const size = Math.min(BATCH, count - items.length);
      units.push({ way, items: Array.from({ length: size }, () => add(Object.keys(SCAN_KINDS), SCAN_KINDS)) });
    }
  }
  return { items, units };
}

function drawn(random, names, from) {
  const total = names.reduce((sum, name) => sum + from[name].share, 0);
  let at = random() * total;
  for (const name of names) {
    at -= from[name].share;
    if (at < 0) return name;
  }
  return names.at(-1);
}
