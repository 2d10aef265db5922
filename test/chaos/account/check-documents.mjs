import { readdirSync } from 'node:fs';
import path from 'node:path';

/** Holds the store's files against the documents that rows name: none missing; what no row names is told. */
export function checkDocuments(folder, documents) {
  const breaches = [];
  const named = new Set(documents.map(({ storeKey }) => storeKey));
  const kept = new Set(
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && /^[0-9a-f]{2}$/.test(entry.name))
      .flatMap(({ name }) => readdirSync(path.join(folder, name))),
  );
  for (const storeKey of named)
    if (!kept.has(storeKey)) breaches.push(`document ${storeKey} is named by a row and missing`);
  const orphans = [...kept].filter((storeKey) => !named.has(storeKey));
  for (const storeKey of orphans) breaches.push(`document ${storeKey} is kept and no row names it`);
  const incoming = path.join(folder, 'incoming');
  return { documents: kept.size, orphans: orphans.length, halves: readdirSync(incoming).length, breaches };
}
