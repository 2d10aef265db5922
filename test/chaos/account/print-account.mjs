const MOST_BREACHES = 40;
const seconds = (value) => `${value.toFixed(0)} s`;

/** The account as a person reads it. */
export function printAccount(account) {
  const { seed, queue, items, acknowledged, rows, received, retries, restarts, documents, halves, journal, breaches } =
    account;
  const sum = Object.values(account.classes).reduce((all, count) => all + count, 0);
  const lines = [
    `seed ${seed}, queues on ${queue}: ${items} items, ${account.struck.length} faults, load ${seconds(account.seconds.load)}, settling ${seconds(account.seconds.settling)}`,
    '',
    ...table([
      ['acknowledged to a sender', acknowledged],
      ['rows in the database', rows],
      ['received, by reconcile', received],
      ['sum of its classes', sum],
      ...Object.entries(account.classes).map(([name, count]) => [`  ${name}`, count]),
      ...Object.entries(account.answers).map(([name, count]) => [name, count]),
      ['tries that senders repeated', retries],
      ['restarts of our processes', restarts],
      ['documents', documents],
      ['half files of killed processes, removed', halves],
      ['journal entries', journal],
    ]),
    '',
    ...table(
      Object.entries(account.faults).map(([name, { count, hit, meanwhile }]) => [
        name,
        count,
        `${hit} with work in flight${meanwhile === undefined ? '' : `, ${meanwhile} received meanwhile`}`,
      ]),
    ),
    '',
    `memory: ${Object.entries(account.megabytes)
      .map(([name, { now, most }]) => `${name} ${now} MB (most ${most})`)
      .join(', ')}`,
    '',
    ...(breaches.length === 0 ? ['nothing lost, nothing sent twice, nothing leaked'] : told(breaches)),
  ];
  return `${lines.join('\n')}\n`;
}

function told(breaches) {
  const rest = breaches.length - MOST_BREACHES;
  return [
    `${breaches.length} BREACHES`,
    ...breaches.slice(0, MOST_BREACHES).map((breach) => `  ${breach}`),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ];
}

function table(rows) {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(
    ([name, count, note]) => `${name.padEnd(width)}  ${String(count).padStart(6)}${note ? `  ${note}` : ''}`,
  );
}
