// node test/bench/stages/measure-stages.mjs [messages] [rounds]: reading, identification, classification and decision of the bench's
// messages, each beside its bare library or a bare scan of the same text, in turns, by seconds of this process's processor.
// Loads the build (dist/). Real: the messages, what each stage does. Everyone is invented.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { simpleParser } from 'mailparser';
import { fromBuild, ROOT } from '../../chaos/house/from-build.mjs';
import { directoryLine, personOf } from '../../chaos/load/people.mjs';
import { OFFICE } from '../../fixtures/demo/make/mail.mjs';
import { medianOf } from '../measures.mjs';
import { floor as scanForNumbers } from '../nir/measure-speed.mjs';
import { benchMail, makeAttachment } from '../pipeline/make-mails.mjs';

const RELAY = 'relais.demo.invalid';
/** A word is looked at, no more. */
const scanForWords = (text) => {
  let words = 0;
  for (const _ of text.matchAll(/[\p{L}\p{N}]+/gu)) words += 1;
  return words;
};

/** @returns for each stage its items and megabytes a second, and what its floor does of the same */
export async function measureStages({ count = 300, rounds = 5, say = () => undefined } = {}) {
  const { readRequest } = fromBuild('reading/read-request.js');
  const { identifySender } = fromBuild('identification/identify-sender.js');
  const { classifyRequests } = fromBuild('classification/classify-requests.js');
  const { loadRequestRules } = fromBuild('classification/load-rules.js');
  const { decideReply } = fromBuild('decision/decide-reply.js');
  const { InMemoryDirectory } = fromBuild('domain/directory/in-memory-directory.js');
  const { parseDirectoryLine } = fromBuild('persistence/directory-line.schema.js');
  const rules = loadRequestRules(path.join(ROOT, 'templates/rules/requests.yaml'));
  const attachment = await makeAttachment();
  const mails = Array.from({ length: count }, (_, n) => benchMail(n, attachment).bytes);
  const files = mails.map((_, n) => parseDirectoryLine(directoryLine(personOf(n)))).map(({ value }) => value);
  const directory = new InMemoryDirectory(files);
  const asked = (bytes) => ({
    ...{ kind: 'email', bytes, envelope: null, mailboxes: [OFFICE], authservId: RELAY, dns: 'none' },
    receivedAt: '2026-11-23T08:00:00.000Z',
  });
  const items = [];
  for (const bytes of mails) items.push(await readRequest(asked(bytes)));
  const identified = [];
  for (const item of items) identified.push(await identifySender(item, directory));
  const classified = items.map((item) => classifyRequests(item, rules));
  const texts = items.map((item) => item.texts.map(({ text }) => text).join('\n'));
  const sizes = { mails: megabytes(mails), texts: megabytes(texts) };
  const stages = [
    {
      ...{ name: 'reading', beside: 'mailparser', size: sizes.mails },
      ours: (n) => readRequest(asked(mails[n])),
      floor: (n) => simpleParser(mails[n]),
    },
    {
      ...{ name: 'identification', beside: 'a scan for numbers', size: sizes.texts },
      ours: (n) => identifySender(items[n], directory),
      floor: (n) => scanForNumbers(texts[n]),
    },
    {
      ...{ name: 'classification', beside: 'a scan for words', size: sizes.texts },
      ours: (n) => classifyRequests(items[n], rules),
      floor: (n) => scanForWords(texts[n]),
    },
    {
      ...{ name: 'decision', beside: 'a scan for words', size: sizes.texts },
      ours: (n) =>
        decideReply({
          ...identified[n],
          item: items[n],
          classification: classified[n],
          chosenLetter: null,
          mailFails: false,
        }),
      floor: (n) => scanForWords(texts[n]),
    },
  ];
  const results = [];
  for (const { name, beside, size, ours, floor } of stages) {
    const seconds = { ours: [], floor: [] };
    for (let round = 0; round <= rounds; round += 1)
      for (const [which, work] of [
        ['ours', ours],
        ['floor', floor],
      ]) {
        const each = await secondsEach(work, count);
        if (round > 0) seconds[which].push(each);
      }
    const rateOf = (list) => ({ items: 1 / medianOf(list), megabytes: size / count / medianOf(list) });
    const ratio = medianOf(seconds.ours.map((own, at) => seconds.floor[at] / own));
    results.push({ name, beside, ratio, ours: rateOf(seconds.ours), floor: rateOf(seconds.floor) });
    say(`${name}: ${told(results.at(-1).ours)}; ${beside}: ${told(results.at(-1).floor)}`);
  }
  return results;
}

const told = ({ items, megabytes: size }) => `${items.toFixed(0)} items/s, ${size.toFixed(1)} MB/s`;
const megabytes = (list) => list.reduce((sum, one) => sum + Buffer.byteLength(one), 0) / 1e6;
const LEAST_SECONDS = 0.3;

/** Of processor, for one item; over all of them as often as it takes to be measured. */
async function secondsEach(work, count) {
  const before = process.cpuUsage();
  for (let done = 0; ; ) {
    for (let n = 0; n < count; n += 1) await work(n);
    done += count;
    const { user, system } = process.cpuUsage(before);
    if ((user + system) / 1e6 >= LEAST_SECONDS) return (user + system) / 1e6 / done;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [count, rounds] = process.argv.slice(2).map(Number);
  await measureStages({ count, rounds, say: console.log });
  process.exit(0);
}
