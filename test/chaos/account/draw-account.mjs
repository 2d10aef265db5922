import path from 'node:path';
import { checkAnswers } from './check-answers.mjs';
import { checkDocuments } from './check-documents.mjs';
import { checkJournal, checkSeals } from './check-journal.mjs';
import { checkClasses, checkReceipts } from './check-receipts.mjs';
import { findNirsInFiles } from './find-nirs-in-files.mjs';
import { findStrayLines } from './find-stray-lines.mjs';
import { leftBehind } from './left-behind.mjs';
import { readRows } from './read-rows.mjs';

/**
 * The account of a run, worked out by machine from what was sent, what the database holds and what arrived outside.
 * `breaches` is empty where nothing was lost, sent twice or leaked.
 */
export async function drawAccount({
  house,
  load,
  mailroom,
  struck,
  found,
  unended,
  resident,
  seed,
  receivedOn,
  seconds,
}) {
  const { rows, ledger, documents, journal, outbox } = await readRows(house.postgres.url);
  const receipts = await checkReceipts({ ...load, rows, indexKey: house.indexKey, seed, receivedOn });
  const { classes, received, breaches: wrongClasses } = await checkClasses(house.courrier, rows);
  const { counts, breaches: wrongAnswers } = checkAnswers({
    items: load.items,
    rowOf: receipts.rowOf,
    ledger,
    sink: house.sink,
    printFolder: house.printFolder,
  });
  const store = await checkDocuments(house.store.folder, documents, house.courrier);
  const story = checkJournal(rows, journal);
  const seals = await checkSeals(house.courrier);
  const processes = Object.values(house.processes);
  const leaks = [];
  for (const name of house.redis === null ? ['logs'] : ['logs', 'redis'])
    leaks.push(...(await findNirsInFiles(path.join(house.folder, name), load.items)));
  return {
    seed,
    queue: house.redis === null ? 'PostgreSQL' : 'Redis',
    items: load.items.length,
    acknowledged: mailroom.received,
    rows: rows.length,
    received,
    retries: mailroom.retries,
    seconds,
    classes,
    answers: counts,
    faults: tally(struck),
    struck,
    restarts: processes.reduce((sum, { starts }) => sum + starts - 1, 0),
    documents: store.documents,
    halves: store.halves,
    journal: story.entries,
    megabytes: Object.fromEntries(resident.map(([name, now, most]) => [name, { now, most }])),
    breaches: [
      ...found,
      ...mailroom.refusals,
      ...receipts.breaches,
      ...wrongClasses,
      ...wrongAnswers,
      ...outbox.map(({ item, job }) => `outbox: ${job} of ${item} was never taken`),
      ...store.breaches,
      ...story.breaches,
      ...seals.breaches,
      ...leaks,
      ...findStrayLines(processes),
      ...processes.flatMap(({ deaths }) => deaths),
      ...unended.map((name) => `${name} did not end when asked`),
      ...leftBehind(),
    ],
  };
}

/** Faults by name: how often, and in how many of them something was in flight. */
function tally(struck) {
  const byName = {};
  for (const { name, inFlight, met, meanwhile } of struck) {
    byName[name] ??= { count: 0, hit: 0 };
    const senders = Object.values(inFlight.senders).reduce((sum, count) => sum + count, 0);
    byName[name].count += 1;
    if (meanwhile !== undefined) byName[name].meanwhile = meanwhile;
    if (met === undefined ? senders + inFlight.sending + (inFlight.underWay ?? 0) > 0 : met > 0) byName[name].hit += 1;
  }
  return byName;
}
