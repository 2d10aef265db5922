/**
 * Who may be answered, on the messages of the folder that MAIL_CORPUS names whose sources say what they are
 * (test/fixtures/reading/corpus-labels.json), with no address of ours and no envelope to help.
 * Needs a build; `MAIL_CORPUS=… node test/bench/reading/measure-automatic.mjs`.
 * Ends with 1 where a bounce, list or automatic message would be answered, or a person's message is set aside as automatic.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { corpusFolder, corpusMessages } from './corpus-messages.mjs';
import { MeasuredChild } from './reading-child.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const labels = JSON.parse(readFileSync(path.join(here, '../../fixtures/reading/corpus-labels.json'), 'utf8'));
const VERDICTS = ['bounce', 'auto-reply', 'list', 'own', 'no-reply-sender', 'personne'];

const messages = corpusMessages(corpusFolder());
const child = new MeasuredChild();
const wrong = [];
console.log(`${'étiquette'.padEnd(10)} mess. ${VERDICTS.map((verdict) => verdict.padStart(16)).join('')}   répondus`);
for (const [label, patterns] of Object.entries(labels)) {
  const counts = new Map();
  let answered = 0;
  const labelled = messages.filter(({ name }) => patterns.some((pattern) => new RegExp(pattern).test(name)));
  for (const { name, file } of labelled) {
    const { item, stopped } = await child.read(readFileSync(file));
    const verdict = item?.automatic ?? (item === undefined ? stopped : 'personne');
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
    if (item?.mayAutoReply) answered++;
    if (label === 'human' ? verdict !== 'personne' : item?.mayAutoReply !== false)
      wrong.push(`${label} ${name} : ${verdict}`);
  }
  const row = VERDICTS.map((verdict) => String(counts.get(verdict) ?? 0).padStart(16)).join('');
  console.log(`${label.padEnd(10)} ${String(labelled.length).padStart(5)} ${row}   ${String(answered).padStart(8)}`);
}
child.stop();
for (const line of wrong) console.log(`✗ ${line}`);
if (wrong.length === 0)
  console.log('✓ aucun automate ne reçoit de réponse, aucune personne n’est prise pour un automate');
process.exit(wrong.length === 0 ? 0 : 1);
