import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { byItem } from './read-rows.mjs';

/**
 * What left the house, counted where it arrived (the outgoing server, the print folder), held against what each item should
 * have come to and against the ledger.
 * @returns the counts by outcome, and every breach: an answer missing, a second one, one to an item that gets none
 */
export function checkAnswers({ items, rowOf, ledger, sink, printFolder }) {
  const breaches = [];
  const counts = { 'answered once': 0, 'perhaps sent': 0, 'refused by the server': 0, 'no answer due': 0 };
  const entryByMessage = new Map(ledger.map((entry) => [entry.messageId, entry]));
  const taken = new Map();
  for (const { messageId } of sink.accepted) {
    const entry = entryByMessage.get(ledgerIdOf(messageId));
    if (entry === undefined) breaches.push(`the server took ${messageId}, which no ledger row knows`);
    else taken.set(entry.id, (taken.get(entry.id) ?? 0) + 1);
  }
  const printed = readPrintFolder(printFolder, breaches);
  for (const id of printed.keys())
    if (!ledger.some((entry) => entry.id === id)) breaches.push(`letter ${id} was printed, which no ledger row knows`);
  const entriesOf = byItem(ledger);
  for (const item of items) {
    const row = rowOf.get(item.n);
    if (row === undefined) continue;
    const entries = entriesOf.get(row.id) ?? [];
    const outcome = judge(item, row, entries, { taken, printed, sink });
    if (outcome.breach !== undefined) breaches.push(`item ${item.n} (${item.kind}, ${row.id}): ${outcome.breach}`);
    else counts[outcome.count] += 1;
  }
  return { counts, breaches };
}

/** A reply's Message-ID ends with the id of its row in the ledger, whatever stands before it. */
function ledgerIdOf(messageId) {
  return /([0-9a-f-]{36})@[^@]+>$/.exec(messageId)?.[1] ?? '';
}

function judge(item, row, entries, { taken, printed, sink }) {
  const left = entries.reduce((sum, { id }) => sum + (taken.get(id) ?? 0) + (printed.get(id) ?? 0), 0);
  if (left > 1) return { breach: `answered ${left} times` };
  if (row.state === 'failed') return { breach: `failed: ${row.reason}` };
  const { state, reply } = item.expected;
  // Broken mail may be answered or not: what there is is judged alike.
  const due = state === null ? entries.length > 0 : reply !== null;
  if (!due) {
    if (left > 0) return { breach: 'answered, though no answer was due' };
    if (state !== null && row.state !== state) return { breach: `is ${row.state}, expected ${state}` };
    return { count: 'no answer due' };
  }
  if (entries.length !== 1) return { breach: `has ${entries.length} sendings, is ${row.state}` };
  const [entry] = entries;
  if (reply && entry.channel !== reply) return { breach: `answered by ${entry.channel}, expected ${reply}` };
  switch (entry.state) {
    case 'sent':
      if (left !== 1) return { breach: 'said to be sent, and never arrived' };
      if (state !== null && row.state !== state) return { breach: `is ${row.state}, expected ${state}` };
      return { count: 'answered once' };
    case 'perhaps-sent':
      if (row.state !== 'needs-agent') return { breach: `perhaps sent, and not listed to an agent (${row.state})` };
      return { count: 'perhaps sent' };
    case 'refused': {
      const refused = sink.refused.some(({ messageId, to }) =>
        messageId === null ? to === recipientOf(item) : ledgerIdOf(messageId) === entry.messageId,
      );
      if (!refused) return { breach: 'said to be refused, and the server refused nothing' };
      if (left > 0) return { breach: 'said to be refused, and arrived' };
      if (row.state !== 'needs-agent') return { breach: `refused, and not listed to an agent (${row.state})` };
      return { count: 'refused by the server' };
    }
    default:
      return { breach: `its sending is ${entry.state}, the item ${row.state}` };
  }
}

/** Who is answered: each item has a correspondent of its own. */
function recipientOf({ kind, n }) {
  if (kind === 'no identifier') return `inconnu${n}@exemple.invalid`;
  return kind === 'broken' ? `casse${n}@exemple.invalid` : `personne${n}@exemple.invalid`;
}

/** Letters in the print folder, by ledger id: how many manifests name it. Each must have all its files, whole. */
function readPrintFolder(folder, breaches) {
  const printed = new Map();
  for (const day of readdirSync(folder)) {
    for (const name of readdirSync(path.join(folder, day))) {
      if (!name.endsWith('.json')) continue;
      const { id, files } = JSON.parse(readFileSync(path.join(folder, day, name), 'utf8'));
      printed.set(id, (printed.get(id) ?? 0) + 1);
      for (const file of files) {
        const size = statSync(path.join(folder, day, file.name), { throwIfNoEntry: false })?.size;
        if (size !== file.bytes) breaches.push(`letter ${id}: ${file.name} has ${size ?? 'no'} bytes of ${file.bytes}`);
      }
    }
  }
  return printed;
}
