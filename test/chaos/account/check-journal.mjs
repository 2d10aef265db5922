import { byItem } from './read-rows.mjs';

/** The event that must be the last of an item in this state. */
const LAST = {
  answered: ['dispatched'],
  'waiting-sender': ['dispatched'],
  'needs-agent': ['dispatched', 'needs-agent'],
  'set-aside': ['set-aside'],
  failed: ['failed'],
};
/** Beside the story, and may stand anywhere: a wait, and the alarms of a deadline (a danger is due on its very day). */
const BESIDE = ['held', 'deadline-nearing', 'deadline-passed'];
/** What may follow what, within one revision. */
const NEXT = {
  received: ['read'],
  read: ['decided', 'needs-agent', 'set-aside', 'failed'],
  decided: ['composed', 'needs-agent', 'failed'],
  composed: ['dispatched', 'needs-agent', 'failed'],
};

/** Each item's journal tells one whole story, once: received, read, decided and so on up to where the row stands. */
export function checkJournal(rows, journal) {
  const breaches = [];
  const entriesOf = byItem(journal);
  for (const row of rows) {
    const events = (entriesOf.get(row.id) ?? []).map(({ event }) => event).filter((event) => !BESIDE.includes(event));
    const story = events.join(' → ');
    const begins = events[0] === 'received' && events.filter((event) => event === 'received').length === 1;
    const ends = (LAST[row.state] ?? []).includes(events.at(-1));
    const follows = events.every((event, at) => at === 0 || (NEXT[events[at - 1]] ?? []).includes(event));
    if (!begins || !ends || !follows) breaches.push(`journal of ${row.id} (${row.state}): ${story || 'empty'}`);
    entriesOf.delete(row.id);
  }
  // What concerns no item: a key made, a day reconciled.
  entriesOf.delete(null);
  for (const id of entriesOf.keys()) breaches.push(`journal of ${id}: no such item`);
  return { entries: journal.length, breaches };
}

/** The product's own judgement of the seals: nothing of it was changed, removed or moved. */
export async function checkSeals(courrier) {
  try {
    const { stdout } = await courrier('verify-journal', '--json');
    const lines = stdout.trim().split('\n');
    return { ...JSON.parse(lines.at(-1)), breaches: [] };
  } catch (error) {
    return {
      breaches: [
        `verify-journal: ${error.stderr?.trim() ?? error.message}`,
        ...(error.stdout ?? '').trim().split('\n'),
      ],
    };
  }
}
