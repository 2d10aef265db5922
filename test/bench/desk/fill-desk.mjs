// Some years of mail, by SQL: settled rows are empty shells with their words, documents and journal; the few thousand that are open
// hold what was really read, sealed. Nobody in it exists.

import { createRequire } from 'node:module';
import path from 'node:path';
import { fileOf, seeded } from '../directory/make-directory.mjs';

/** Where an office of thirty agents stands on a Monday: what is open beside all that was ever answered. */
const OPEN = { 'needs-agent': 6_000, 'waiting-sender': 8_000, failed: 40 };
const TASKS = ['identify', 'decide', 'write', 'read'];
/** Of the vocabulary's words, as often as the words of a language: the first in nearly every item. */
const WORDS = 20_000;
const WORDS_AN_ITEM = 40;
const TEXTS = 20_000;
/** Files of the directory; of the first of them all items are somebody's real ones, as they are looked up. */
const FILES = 150_000;
export const LOOKED_UP = 200;
const KNOWN = [
  'bonjour',
  'attestation',
  'paiement',
  'loyer',
  'dossier',
  'enfant',
  'merci',
  'changement',
  'adresse',
  'aide',
];

/** @param client with no time limit: some of these statements take minutes */
export async function fillDesk(house, client, rows) {
  const run = async (what, text, values = []) => {
    const begun = performance.now();
    await client.query(text, values);
    console.log(`${what} : ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  };
  const open = Object.values(OPEN).reduce((sum, count) => sum + count, 0);
  await run(
    'items',
    `insert into correspondences (id, sequence, channel, source, state, received_at, received_on, updated_at, content_hash,
       file_hash, person_hash, task, urgency)
     select (lpad(to_hex(n), 12, '0') || '7000' || '8000' || lpad(to_hex(n), 12, '0'))::uuid, n,
       case when n % 3 = 0 then 'post' else 'email' end, case when n % 3 = 0 then 'scan' else 'smtp' end,
       case when n <= $1 - $2 then (array['answered','answered','answered','closed','set-aside','joined'])[1 + n % 6]
         when n <= $1 - $2 + ${OPEN['needs-agent']} then 'needs-agent'
         when n <= $1 - ${OPEN.failed} then 'waiting-sender' else 'failed' end,
       now() - ($1 - n) * interval '90 seconds', (now() - ($1 - n) * interval '90 seconds')::date,
       now() - ($1 - n) * interval '80 seconds', decode(md5('c' || n), 'hex'), decode(md5('f' || n % ${FILES}), 'hex'),
       decode(md5('p' || n % ${FILES}), 'hex'), (array['${TASKS.join("','")}'])[1 + n % 4], case when n % 50 = 0 then 3 else 0 end
     from generate_series(1, $1::int) n`,
    [rows, open],
  );
  await client.query("select setval('correspondences_sequence_seq', $1)", [rows]);
  await run(
    'documents',
    `insert into documents (id, correspondence_id, role, position, type, size, pages, store_key, created_at)
     select gen_random_uuid(), id, 'raw', 0, 'message/rfc822', 20000, null, md5(id::text) || md5(id::text), received_at
     from correspondences`,
  );
  await run(
    'deadlines',
    `insert into deadlines (correspondence_id, acknowledged, legal_months, urgent, legal_on, internal_on, nearing_on, late_on, alarm, open)
     select id, 'by-machine', 2, urgency > 0, received_on + 60, received_on + 14, received_on + 9, received_on + 14,
       case when state = 'needs-agent' and sequence % 2 = 0 then 'late' end, state in ('needs-agent', 'waiting-sender')
     from correspondences`,
  );
  await run(
    'journal',
    `insert into journal (correspondence_id, at, event, revision, detail)
     select id, received_at, event, 1, '{}'::jsonb from correspondences, unnest(array['received', 'decided']) as event`,
  );
  await run(
    'letters that left',
    `insert into ledger (id, correspondence_id, purpose, request, channel, state, message_id, content, template_version, reserved_at, settled_at)
     select gen_random_uuid(), id, 'attestation-envoyee', 'attestation-paiement', channel, 'sent', id::text, decode(repeat('00', 600), 'hex'), 'banc',
       received_at, received_at from correspondences where state in ('answered', 'closed', 'waiting-sender')`,
  );
  await run(
    'prints',
    `insert into letter_prints (correspondence_id, person_hash, received_on, channel, signs, exact, sketch, shingles, figures, kinds, like_id)
     select id, person_hash, received_on, channel, 400, content_hash, decode(repeat('00', 256), 'hex'), 300, '', 'attestation-paiement',
       case when sequence % 20 = 0 then (lpad(to_hex(sequence - 1), 12, '0') || '70008000' || lpad(to_hex(sequence - 1), 12, '0'))::uuid end
     from correspondences`,
  );
  await fillDirectory(house, run);
  const known = (await wordHashes(house, KNOWN)).map((hash) => `'${hash}'`);
  // Each text is drawn once and stands for some fifty items; the index is built at the end, as no import of such a size would do else.
  await run(
    'texts',
    `create table banc_texts as select n, array_agg(distinct word) as words from (
       select n, case when place <= ${known.length} then (array[${known}])[place] else substr(md5('mot' || place), 1, 12) end as word
       from (select n, 1 + floor(exp(random() * ln(${WORDS} + 1.0)) - 1)::int % ${WORDS} as place
         from generate_series(0, ${TEXTS - 1}) n, generate_series(1, ${WORDS_AN_ITEM})) drawn) worded group by n`,
  );
  await client.query('drop index search_words_words');
  await run(
    'words',
    `insert into search_words (correspondence_id, words)
     select c.id, t.words from correspondences c join banc_texts t on t.n = c.sequence % ${TEXTS}`,
  );
  await run('index of words', 'create index search_words_words on search_words using gin (words)');
  await client.query('drop table banc_texts');
  const begun = performance.now();
  await sealOpen(house);
  console.log(`what was read of the open ones : ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  await run('vacuum analyze', 'vacuum analyze');
}

/** As the search itself hashes them. */
async function wordHashes({ searchIndex, database }, words) {
  const hashes = [];
  for (const word of words) {
    const item = { from: null, subject: word, text: '', texts: [], scan: null };
    const [hash] = await searchIndex.wordsOf(database.db, item);
    hashes.push(hash);
  }
  return hashes;
}

/** Of most files the hashes alone, as of a Caf of that size; some are whole, and can be looked up. */
async function fillDirectory({ database, localDirectory, hash }, run) {
  await run(
    'directory',
    `insert into directory_files (numero_hash, sealed, updated_at)
     select decode(md5('f' || n), 'hex'), decode(repeat('00', 900), 'hex'), now() from generate_series(0, ${FILES - 1}) n`,
  );
  await run(
    'identifiers',
    `insert into directory_identifiers (identifier_hash, numero_hash)
     select decode(md5('i' || n || m), 'hex'), decode(md5('f' || n), 'hex') from generate_series(0, ${FILES - 1}) n, generate_series(1, 3) m`,
  );
  const files = lookedUp();
  await localDirectory.save(files);
  for (const [n, { numeroAllocataire, persons }] of files.entries())
    await database.pool.query(
      `update correspondences set file_hash = $2, person_hash = $3 where file_hash = decode(md5('f' || $1), 'hex')`,
      [n, hash.of('history-file', numeroAllocataire), hash.of('history-person', persons[0].nir)],
    );
}

/** Whole files, as they are searched for by NIR. */
export function lookedUp() {
  const random = seeded(11);
  return Array.from({ length: LOOKED_UP }, (_, n) => {
    const file = fileOf(random, n);
    return { ...file, persons: file.persons.map((one) => ({ ...one, nir: one.nir.slice(0, 13) })) };
  });
}

async function sealOpen({ database, encryption }) {
  const { rows } = await database.pool.query(
    `select id, task, channel from correspondences where state in ('needs-agent', 'waiting-sender', 'failed')`,
  );
  const { headlineOf } = createRequire(import.meta.url)(path.resolve('dist/domain/headline.js'));
  const whatWasRead = ({ channel }, n) => (channel === 'post' ? scannedOf(n, text) : readingOf(n, text));
  const text = 'Bonjour,\n\nje vous demande une attestation de paiement pour mon bailleur.\n\nMerci.\n'.repeat(8);
  for (let at = 0; at < rows.length; at += 500) {
    const batch = rows.slice(at, at + 500);
    const seal = (column, contentOf) =>
      batch.map((row, place) => encryption.seal(contentOf(row, at + place), `correspondences.${column}.${row.id}`));
    await database.pool.query(
      `update correspondences c set reading = u.reading, headline = u.headline, triage = u.triage, reason = 'Le NIR est connu, et rien d’autre ne le confirme.'
       from unnest($1::uuid[], $2::bytea[], $3::bytea[], $4::bytea[]) as u(id, reading, headline, triage) where c.id = u.id`,
      [
        batch.map(({ id }) => id),
        seal('reading', whatWasRead),
        seal('headline', (row, n) => headlineOf(whatWasRead(row, n))),
        seal('triage', triageOf),
      ],
    );
  }
}

const readingOf = (n, text) => ({
  ...{
    channel: 'email',
    readability: 'read',
    unreadable: [],
    automatic: null,
    automaticBecause: [],
    mayAutoReply: true,
  },
  ...{ mayNotAutoReplyBecause: [], from: { name: `Personne Inventée ${n}`, address: `personne${n}@exemple.invalid` } },
  ...{
    replyTo: null,
    recipients: [],
    subject: 'Attestation de paiement',
    date: null,
    messageId: null,
    inReplyTo: null,
  },
  ...{ references: [], text, texts: [{ source: 'body', name: null, text }], attachments: [], scan: null },
  authentication: { authenticated: false, by: 'none', because: '' },
});

/** A letter of two pages, each word of which keeps its place. */
const scannedOf = (n, text) => ({
  ...readingOf(n, text),
  ...{ channel: 'post', from: null, subject: '' },
  texts: [1, 2].map((page) => ({
    ...{ source: 'page', name: `page${page}.tif`, text },
    optical: {
      ...{ page, turned: 0, doubts: [] },
      words: Array.from({ length: 300 }, (_, place) => ({
        ...{ start: place * 12, end: place * 12 + 11, confidence: 93.4 },
        box: [1234 + place, 2345, 3456 + place, 2468],
      })),
    },
  })),
});

const triageOf = ({ task }) => ({
  identification: {
    ...{ verdict: 'unconfirmed', numeroAllocataire: null, person: null, personIndex: null, corroboratedBy: [] },
    ...{
      because: [],
      nir: null,
      nirKind: null,
      proposalKnown: false,
      numeroAllocataireGiven: false,
      thirdParty: false,
    },
  },
  classification: { requests: [{ kind: 'attestation-paiement', confidence: 1, because: [] }], danger: [] },
  decision: {
    ...{ action: 'to-agent', state: 'needs-agent', channel: null, documents: [], letter: null, preparedLetter: null },
    ...{ destination: null, rule: 'non-confirme', trace: ['Le NIR est connu.'], reason: null },
    settle: task === 'identify' ? 'confirm-person' : 'choose-letter',
  },
});
