import { setTimeout as wait } from 'node:timers/promises';
import { seeded } from '../../bench/directory/make-directory.mjs';
import { messageOf } from './items.mjs';
import { Refused } from './refused.mjs';
import { ScanFolder } from './scan-folder.mjs';
import { batchOf } from './scans.mjs';
import { SmtpClient } from './smtp-client.mjs';

/** A real sender waits minutes before it tries again; here the day is short. */
const RETRY_MS = { least: 300, most: 2_000 };
const HTTP_ANSWER_MS = 60_000;

/** How many send at once, each on a connection of its own. */
const LANES = { smtp: 6, http: 3, 'scan-http': 1, 'scan-folder': 2 };

/**
 * Starts the senders of all ways in. Each keeps a unit until it was told «received»: after a refusal for now, a lost connection
 * or a silence it sends the same bytes again, as RFC 5321 §4.5.4.1 asks of a mail server.
 * @param lanes how many send at once by a way, where it is not the usual
 * @returns a promise that ends with the last acknowledgement
 */
export function startSenders({ mailroom, seed, smtpPort, httpUrl, apiKey, scanFolder, receivedOn, lanes: other = {} }) {
  const bytesOf = (item) => messageOf(item.kind, item.n, seeded(seed + item.n));
  const makers = {
    smtp: () => bySmtp(new SmtpClient(smtpPort), bytesOf),
    http: () => byHttp(httpUrl, apiKey, bytesOf),
    'scan-http': () => batchByHttp(httpUrl, apiKey, receivedOn),
    'scan-folder': () => batchByFolder(new ScanFolder(scanFolder), receivedOn),
  };
  const lanes = Object.entries({ ...LANES, ...other }).flatMap(([way, count]) =>
    Array.from({ length: count }, (_, lane) => runLane(mailroom, way, makers[way](), seeded(seed * 31 + lane))),
  );
  return Promise.all(lanes);
}

async function runLane(mailroom, way, send, random) {
  for (let unit = await mailroom.next(way); unit !== null; unit = await mailroom.next(way)) {
    for (;;) {
      try {
        mailroom.acknowledge(unit, await mailroom.attempt(unit, send));
        break;
      } catch (error) {
        if (error instanceof Refused) {
          mailroom.refused(unit, error.message);
          mailroom.acknowledge(unit, []);
          break;
        }
        await wait(RETRY_MS.least + random() * (RETRY_MS.most - RETRY_MS.least));
      }
    }
  }
}

const bySmtp =
  (client, bytesOf) =>
  async ({ items }) => [await client.send(bytesOf(items[0]))];

const byHttp =
  (httpUrl, apiKey, bytesOf) =>
  async ({ items }) => {
    const { bytes } = bytesOf(items[0]);
    const answer = await post(httpUrl, apiKey, { 'content-type': 'message/rfc822' }, bytes);
    return [answer.reference];
  };

const batchName = (items) => `LOT-${items[0].n}`;

const batchByHttp =
  (httpUrl, apiKey, receivedOn) =>
  async ({ items }) => {
    const { metadata, pages } = await batchOf(batchName(items), items, receivedOn);
    const form = new FormData();
    form.append('batch', new Blob([metadata]), 'batch.json');
    for (const [name, bytes] of pages) form.append('page', new Blob([bytes]), name);
    const answer = await post(httpUrl, apiKey, {}, form);
    return answer.items.map(({ reference }) => reference);
  };

const batchByFolder =
  (folder, receivedOn) =>
  async ({ items }) => {
    await folder.bring(await batchOf(batchName(items), items, receivedOn));
    return [];
  };

async function post(httpUrl, apiKey, headers, body) {
  const response = await fetch(`${httpUrl}/api/correspondences`, {
    method: 'POST',
    headers: { ...headers, authorization: `Bearer ${apiKey}` },
    body,
    signal: AbortSignal.timeout(HTTP_ANSWER_MS),
  });
  const text = await response.text();
  if (response.status === 200 || response.status === 202) return JSON.parse(text);
  // 408 and 429 ask for patience; the other 4xx say that it is the sender's fault.
  if (response.status >= 400 && response.status < 500 && ![408, 429].includes(response.status))
    throw new Refused(`HTTP ${response.status} ${text.slice(0, 300)}`);
  throw new Error(`HTTP ${response.status}`);
}
