import { readdirSync, utimesSync } from 'node:fs';
import path from 'node:path';

const TWO_DAYS_MS = 2 * 24 * 60 * 60 * 1_000;

/**
 * Holds the store's files against the documents that rows name, here and by the product's own reckoning: none missing, none
 * that no row names. The product spares what is younger than a day, so the files are made older first; what a killed process
 * left half written it must find and remove.
 */
export async function checkDocuments(folder, documents, courrier) {
  const named = new Set(documents.map(({ storeKey }) => storeKey));
  const kept = new Set(filesOf(folder).map((file) => path.basename(file)));
  const halves = incomingOf(folder);
  const breaches = [
    ...[...named].filter((key) => !kept.has(key)).map((key) => `document ${key} is named by a row and missing`),
    ...[...kept].filter((key) => !named.has(key)).map((key) => `document ${key} is kept and no row names it`),
  ];
  const long = new Date(Date.now() - TWO_DAYS_MS);
  for (const file of [...filesOf(folder), ...halves]) utimesSync(file, long, long);
  const { stdout } = await courrier('reconcile', '--documents', '--remove-orphans', '--json');
  const findings = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const summary = findings.find(({ finding }) => finding === 'summary');
  for (const { finding, storeKey } of findings)
    if (finding === 'orphan' || finding === 'missing') breaches.push(`reconcile --documents: ${finding} ${storeKey}`);
  if (summary.stored !== kept.size || summary.named !== named.size)
    breaches.push(
      `reconcile --documents counts ${summary.stored} stored and ${summary.named} named, here ${kept.size} and ${named.size}`,
    );
  if (summary.halfFiles !== halves.length)
    breaches.push(`reconcile --documents finds ${summary.halfFiles} half files of ${halves.length}`);
  for (const file of incomingOf(folder)) breaches.push(`half file ${path.basename(file)} was not removed`);
  return { documents: kept.size, halves: halves.length, breaches };
}

function filesOf(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^[0-9a-f]{2}$/.test(entry.name))
    .flatMap(({ name }) => readdirSync(path.join(folder, name)).map((file) => path.join(folder, name, file)));
}

function incomingOf(folder) {
  const incoming = path.join(folder, 'incoming');
  return readdirSync(incoming).map((name) => path.join(incoming, name));
}
