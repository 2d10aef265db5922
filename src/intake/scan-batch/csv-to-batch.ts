import { ok, type Result, refused } from '../../domain/result';

const BATCH_FIELDS = ['batchId', 'scannedAt', 'operator'] as const;

/**
 * A batch.csv as the object that batch.json would hold: a first line of names, one line per item with the batch's own
 * fields on each, pages separated by `|`. Fields are separated by `;`, `,` or tabs and may be quoted.
 */
export function csvToBatch(text: string): Result<unknown, string> {
  const head = text.replace(/^\ufeff/, '');
  const named = head.split(/\r?\n/, 1)[0] ?? '';
  const separator = [';', '\t'].find((one) => named.includes(one)) ?? ',';
  const all = rowsOf(head, separator);
  if (!all.ok) return all;
  const [names, ...rows] = all.value;
  if (names === undefined || rows.length === 0) return refused('aucun pli');
  const records: Record<string, string | null>[] = [];
  for (const [index, row] of rows.entries()) {
    if (row.length !== names.length)
      return refused(`ligne ${index + 2}\u00a0: ${row.length} champs au lieu de ${names.length}`);
    records.push(Object.fromEntries(names.map((name, at) => [name.trim(), row[at]?.trim() || null])));
  }
  const first = records[0] ?? {};
  for (const [index, record] of records.entries())
    for (const field of BATCH_FIELDS)
      if (record[field] !== first[field])
        return refused(`ligne ${index + 2}\u00a0: «\u00a0${field}\u00a0» diffère de la première ligne`);
  return ok({
    ...Object.fromEntries(BATCH_FIELDS.map((field) => [field, first[field]])),
    items: records.map((record) => ({ ...record, pages: pageNames(record.pages ?? '') })),
  });
}

/** Names of pages in one text. */
export function pageNames(value: string): string[] {
  return value
    .split(/[|;,]|(?<=\.(?:pdf|tiff?|png|jpe?g))\s+/i)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** RFC 4180: quotes around a field, doubled inside it; a line end inside quotes belongs to the field. */
function rowsOf(text: string, separator: string): Result<string[][], string> {
  const rows: string[][] = [];
  let row: string[] = [];
  const field = new RegExp(
    `(?:"((?:[^"]|"")*)"|([^"${separator}\\r\\n][^${separator}\\r\\n]*)?)(${separator}|\\r?\\n|$)`,
    'y',
  );
  while (field.lastIndex < text.length) {
    const match = field.exec(text);
    if (match === null) return refused(`ligne ${rows.length + 1}\u00a0: guillemets mal fermés`);
    row.push(match[1] !== undefined ? match[1].replace(/""/g, '"') : (match[2] ?? ''));
    if (match[3] === separator) continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  if (row.length > 0) rows.push([...row, ...(text.endsWith(separator) ? [''] : [])]);
  return ok(rows);
}
