import { People } from './make-people.mjs';
import { namesakesOf, SCENE_NAMES, writeMessage } from './write-messages.mjs';

const HOUSEHOLDS = 5_000;

/** An item as reading leaves it. */
function itemOf({ body, quoted, page, from = null }) {
  const texts = [];
  const add = (source, text, name = null) => text !== undefined && texts.push({ source, name, text });
  add('body', body);
  add('quoted', quoted);
  add('page', page, 'page-1.tif');
  return {
    channel: page === undefined ? 'email' : 'post',
    readability: 'read',
    unreadable: [],
    automatic: null,
    automaticBecause: [],
    mayAutoReply: true,
    mayNotAutoReplyBecause: [],
    from,
    replyTo: from,
    recipients: [],
    subject: '',
    date: '2026-03-02T09:00:00.000Z',
    messageId: null,
    inReplyTo: null,
    references: [],
    text: texts.map(({ text }) => text).join('\n'),
    texts,
    attachments: [],
    authentication: { authenticated: false, by: 'none', because: '' },
    scan: null,
  };
}

/** Whose each message is: never the wrong person, and how often the right one where the message bears it out. */
export async function measureMatching({ identifySender, InMemoryDirectory, nirKey }, random, messages, owes) {
  const people = new People(random, nirKey);
  for (let turn = 0; turn < HOUSEHOLDS; turn += 1) people.addHousehold();
  const directory = new InMemoryDirectory(people.files);
  const namesakes = namesakesOf(people.files);
  const lines = new Map(SCENE_NAMES.map((name) => [name, { count: 0, matched: 0, wrong: 0, mayMatch: 0 }]));
  const start = process.hrtime.bigint();
  let made = 0;
  let wrongs = 0;
  for (let turn = 0; made < messages; turn += 1) {
    const name = SCENE_NAMES[turn % SCENE_NAMES.length];
    const message = writeMessage(name, random, people, namesakes);
    if (message === null) continue;
    made += 1;
    const line = lines.get(name);
    line.count += 1;
    if (message.mayMatch) line.mayMatch += 1;
    const { identification } = await identifySender(itemOf(message), directory);
    if (identification.verdict !== 'matched') {
      if (message.mayMatch && process.env.SHOW === `non ${name}`)
        console.log(JSON.stringify(message.body ?? message.page), identification.verdict, identification.because);
      continue;
    }
    line.matched += 1;
    const [file, index] = message.writer ?? [];
    if (file?.numeroAllocataire === identification.numeroAllocataire && index === identification.personIndex) continue;
    line.wrong += 1;
    wrongs += 1;
    if (process.env.SHOW === 'mauvaise personne')
      console.log(
        name,
        JSON.stringify({ ...message, writer: file?.persons }),
        identification.because,
        people.files.find(({ numeroAllocataire }) => numeroAllocataire === identification.numeroAllocataire)?.persons[
          identification.personIndex
        ],
      );
  }
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  console.log(
    `\nÀ qui est le numéro : ${made} messages, ${people.files.length} dossiers, ${namesakes.length / 2} paires d’homonymes`,
  );
  console.log(`  ${''.padEnd(48)} messages  reconnus  mauvaise personne`);
  for (const [name, { count, matched, wrong, mayMatch }] of lines) {
    const rate = mayMatch === 0 ? '—' : `${((100 * (matched - wrong)) / mayMatch).toFixed(1)} %`;
    console.log(`  ${name.padEnd(48)} ${String(count).padStart(8)} ${rate.padStart(9)} ${String(wrong).padStart(18)}`);
  }
  console.log(`  ${Math.round(made / seconds)} messages par seconde, écriture comprise`);
  owes('jamais la mauvaise personne', wrongs === 0);
}
