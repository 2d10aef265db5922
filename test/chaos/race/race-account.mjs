import { checkAnswers } from '../account/check-answers.mjs';
import { byItem, readRows } from '../account/read-rows.mjs';
import { RACES } from './races.mjs';

/** One reply, and it arrived: by the ledger, by the outgoing server and the print folder, and by the journal. */
export async function drawRaceAccount({ house, races, found, seconds }) {
  const { rows, ledger, journal } = await readRows(house.postgres.url);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const items = races.map((one) => ({ ...one, expected: { state: 'answered', reply: 'email' } }));
  const rowOf = new Map(items.map(({ n, id }) => [n, byId.get(id)]));
  const answers = checkAnswers({ ...house, items, rowOf, ledger });
  const toldOf = byItem(journal);
  const breaches = [...found, ...answers.breaches];
  if (rows.length !== items.length) breaches.push(`${rows.length} rows of ${items.length} items`);
  for (const { n, id, race, taken } of items) {
    const settled = (toldOf.get(id) ?? []).filter(({ event }) => event === 'settled-by-agent').length;
    if (settled !== 1) breaches.push(`item ${n} (${race}): settled ${settled} times by the journal`);
    if (!RACES[race].taken.includes(taken)) breaches.push(`item ${n} (${race}): ${taken} told that theirs was taken`);
  }
  return {
    races: items.length,
    byRace: countBy(items, ({ race }) => race),
    'answered once': answers.counts['answered once'],
    ledger: ledger.length,
    'ledger, sent': ledger.filter(({ state }) => state === 'sent').length,
    'taken by the outgoing server': house.sink.accepted.length,
    'settled, by the journal': journal.filter(({ event }) => event === 'settled-by-agent').length,
    'refused afterwards, by the journal': journal.filter(({ event }) => event === 'decision-refused').length,
    seconds,
    breaches,
  };
}

function countBy(list, of) {
  const counts = {};
  for (const one of list) counts[of(one)] = (counts[of(one)] ?? 0) + 1;
  return counts;
}

/** The account as a person reads it. */
export function printRaceAccount({ byRace, seconds, breaches, races, ...counts }) {
  const lines = [
    `${races} races in ${seconds.races.toFixed(0)} s, settled after ${seconds.all.toFixed(0)} s`,
    '',
    ...Object.entries({ ...byRace, ...counts }).map(
      ([name, count]) => `${name.padEnd(54)} ${String(count).padStart(6)}`,
    ),
    '',
    ...(breaches.length === 0 ? ['one reply each time'] : [`${breaches.length} BREACHES`, ...breaches.slice(0, 40)]),
  ];
  return `${lines.join('\n')}\n`;
}
