import { createPublicKey } from 'node:crypto';
import { openDatabase } from '../../../src/persistence/database';
import { JournalAuditQuery } from '../../../src/persistence/journal/journal-audit.query';
import { deriveJournalKeys } from '../../../src/persistence/journal/journal-keys';
import { JournalSealer } from '../../../src/persistence/journal/journal-sealer';
import { JournalWriter } from '../../../src/persistence/journal/journal-writer';
import { type JournalFault, verifyJournal } from '../../../src/persistence/journal/verify-journal';
import { systemClock } from '../../../src/platform/clock';
import { randomId } from '../../../src/platform/identifiers';
import { emptyDatabase } from '../test-servers';

/** The journal's seals against who changes the database by hand. Real: PostgreSQL, the signatures. Fake: nothing. */
describe('the sealed journal', () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let opened: Awaited<ReturnType<typeof openDatabase>>;
  const keys = deriveJournalKeys(Buffer.alloc(32, 7));
  const writer = new JournalWriter(keys);
  const correspondence = randomId();
  let sealer: JournalSealer;
  let ids: number[];

  const run = (statement: string, values: unknown[] = []) => opened.pool.query(statement, values);
  const at = new Date('2026-11-23T09:00:00.123Z');
  const entry = (n: number) => ({
    correspondenceId: correspondence,
    at,
    event: 'read',
    revision: 1,
    detail: { n, rule: 'essai', personne: null },
  });

  async function verify(head: string | null = null, publicKey = keys.publicKey) {
    const faults: JournalFault[] = [];
    const tell = (fault: JournalFault) => faults.push(fault);
    const account = await verifyJournal(new JournalAuditQuery(opened.db), { publicKey, head }, { tell });
    const said = faults.map(({ fault, seal, entry: id, message }) => ({ fault, seal, entry: id, message }));
    return { account, faults, said };
  }

  beforeAll(async () => {
    database = await emptyDatabase();
    opened = await openDatabase(database.url, () => undefined);
    sealer = new JournalSealer(opened.db, keys, systemClock);
  });
  afterAll(async () => {
    await opened.close();
    await database.drop();
  });

  /** Three seals of three entries each. */
  beforeEach(async () => {
    await run('truncate journal, journal_seals restart identity');
    for (const batch of [0, 1, 2]) {
      await writer.write(opened.db, entry(3 * batch), entry(3 * batch + 1), entry(3 * batch + 2));
      await sealer.sealBatch();
    }
    ids = (await run('select id::int from journal order by id')).rows.map(({ id }) => id);
  });

  it('is whole when nobody touched it, and counts what is erased and what is not sealed yet', async () => {
    await run('update journal set detail = null, salt = null where id = $1', [ids[4]]);
    await writer.write(opened.db, { ...entry(10), correspondenceId: null, revision: null });
    const { account, said } = await verify();
    expect(said).toEqual([]);
    expect(account).toMatchObject({ whole: true, seals: 3, entries: 9, erased: 1, unsealed: 1, headSeal: 3 });
    await sealer.sealBatch();
    expect((await verify(account.head)).account).toMatchObject({ whole: true, entries: 10, unsealed: 0, headSeal: 4 });
  });

  it.each([
    ['a detail', `update journal set detail = detail || '{"rule":"autre"}' where id = $1`, 'détail modifié'],
    ['an event', `update journal set event = 'sent' where id = $1`, 'entrée modifiée'],
    [
      'a time by a microsecond',
      `update journal set at = at + interval '1 microsecond' where id = $1`,
      'entrée modifiée',
    ],
    ['a revision', 'update journal set revision = 2 where id = $1', 'entrée modifiée'],
    ['a correspondence', 'update journal set correspondence_id = null where id = $1', 'entrée modifiée'],
    ['a salt', 'update journal set salt = null where id = $1', 'détail modifié'],
    ['a proof', 'update journal set origin = null where id = $1', 'entrée modifiée'],
    ['a seal', 'update journal set seal = null where id = $1', 'entrée détachée de son sceau'],
  ])('names the entry of which %s was changed, and no other', async (_what, statement, message) => {
    await run(statement, [ids[4]]);
    const { said, faults } = await verify();
    expect(said).toEqual([{ fault: 'changed', seal: 2, entry: ids[4], message }]);
    expect(faults[0]?.correspondenceId).toBe(correspondence);
  });

  it('names a removed entry with the correspondence that lost it', async () => {
    await run('delete from journal where id = $1', [ids[4]]);
    expect((await verify()).faults).toEqual([
      { fault: 'removed', seal: 2, entry: ids[4], correspondenceId: correspondence, message: 'entrée retirée' },
    ]);
  });

  it('names an entry added under an old seal', async () => {
    const { rows } = await run(
      `insert into journal (correspondence_id, at, event, revision, detail, seal) values ($1, now(), 'sent', 1, '{}', 2)
       returning id::int`,
      [correspondence],
    );
    expect((await verify()).said).toEqual([
      { fault: 'added', seal: 2, entry: rows[0].id, message: 'entrée ajoutée après coup' },
    ]);
  });

  it('knows two entries that changed places', async () => {
    const columns = 'correspondence_id, at, event, revision, detail, salt, payload_hash, origin';
    const [a, b] = [ids[3], ids[5]];
    await run(
      `update journal j set (${columns}) = (select ${columns} from journal k where k.id = $1 + $2 - j.id) where id in ($1, $2)`,
      [a, b],
    );
    expect((await verify()).said).toEqual([
      { fault: 'moved', seal: 2, entry: a, message: expect.stringContaining(`sous le n°\u00a0${b}`) },
      { fault: 'moved', seal: 2, entry: b, message: expect.stringContaining(`sous le n°\u00a0${a}`) },
    ]);
  });

  it('names a missing seal with the entries it held, an altered one and a forged signature', async () => {
    await run('delete from journal_seals where number = 2');
    const missing = await verify();
    expect(missing.said.map(({ fault, seal, entry: id }) => [fault, seal, id])).toEqual([
      ['seal-missing', 2, null],
      ['removed', 2, ids[3]],
      ['removed', 2, ids[4]],
      ['removed', 2, ids[5]],
    ]);
  });

  it.each([
    ['signature', `set_byte(signature, 3, (get_byte(signature, 3) + 1) % 256)`],
    ['previous', `set_byte(previous, 3, (get_byte(previous, 3) + 1) % 256)`],
    ['at', `at + interval '1 microsecond'`],
    ['unproven_up_to', 'unproven_up_to + 1'],
    ['public_key', `set_byte(public_key, 3, (get_byte(public_key, 3) + 1) % 256)`],
  ])('names the seal whose %s was altered, and no other', async (column, changed) => {
    await run(`update journal_seals set ${column} = ${changed} where number = 2`);
    expect((await verify()).said).toMatchObject([{ fault: 'seal-altered', seal: 2, entry: null }]);
  });

  it('finds an altered list: the seal, and the entry that it now tells otherwise', async () => {
    await run(
      'update journal_seals set entries = set_byte(entries, 40, (get_byte(entries, 40) + 1) % 256) where number = 2',
    );
    expect((await verify()).said).toMatchObject([
      { fault: 'seal-altered', seal: 2 },
      { fault: 'changed', seal: 2, entry: ids[3] },
    ]);
  });

  it('sees a cut tail by the head noted before, and by entries that were left behind', async () => {
    const { head } = (await verify()).account;
    await run('delete from journal_seals where number = 3');
    expect((await verify()).said.map(({ fault, entry: id }) => [fault, id])).toEqual([
      ['cut', ids[6]],
      ['cut', ids[7]],
      ['cut', ids[8]],
    ]);
    await run('delete from journal where seal = 3');
    expect((await verify()).said).toEqual([]);
    expect((await verify(head)).said).toMatchObject([{ fault: 'cut', seal: null, entry: null }]);
  });

  it('gives no seal to an entry that the program did not write, changed, or copied', async () => {
    await writer.write(opened.db, entry(20), entry(21));
    const [changed, copied] = (await run('select id::int from journal where seal is null order by id')).rows;
    await run(`update journal set detail = '{"n":99}' where id = $1`, [changed.id]);
    await run(
      `insert into journal (correspondence_id, at, event, revision, detail, salt, payload_hash, origin)
       select correspondence_id, at, event, revision, detail, salt, payload_hash, origin from journal where id = $1`,
      [copied.id],
    );
    await run(
      `insert into journal (correspondence_id, at, event, revision, detail) values ($1, now(), 'sent', 1, '{}')`,
      [correspondence],
    );
    const batch = await sealer.sealBatch();
    expect(batch.sealed).toBe(1);
    const strangers = [changed.id, copied.id + 1, copied.id + 2];
    expect(batch.refused).toEqual(strangers);
    expect((await verify()).said).toEqual(
      strangers.map((id) => ({
        fault: 'foreign',
        seal: null,
        entry: id,
        message: 'entrée que le programme n’a pas écrite',
      })),
    );
    await run('delete from journal where id = any($1)', [strangers]);
    expect((await verify()).account.whole).toBe(true);
  });

  it('takes entries of before the proofs once, and can erase them', async () => {
    await run('truncate journal, journal_seals restart identity');
    const insert = `insert into journal (correspondence_id, at, event, revision, detail)
      select $1, now(), 'received', 1, jsonb_build_object('n', n) from generate_series(1, $2::int) n`;
    await run(insert, [correspondence, 5]);
    expect(await sealer.sealBatch(2)).toMatchObject({ sealed: 2, refused: [], more: true });
    await sealer.sealBatch(2);
    await sealer.sealBatch(2);
    await run('update journal set detail = null, salt = null where id = 2');
    expect((await verify()).account).toMatchObject({ whole: true, entries: 5, erased: 1 });
    await run(insert, [correspondence, 1]);
    expect((await sealer.sealBatch()).refused).toEqual([6]);
  });

  it('believes no seal of another key, and needs no secret to say so', async () => {
    expect(createPublicKey(keys.signing).asymmetricKeyType).toBe('ed25519');
    const other = deriveJournalKeys(Buffer.alloc(32, 8));
    expect((await verify(null, other.publicKey)).said.map(({ fault, seal }) => [fault, seal])).toEqual([
      ['seal-altered', 1],
      ['seal-altered', 2],
      ['seal-altered', 3],
    ]);
  });

  it('chains nothing to a forged seal, and goes on once it is taken away', async () => {
    await run(
      `insert into journal_seals select 4, at, previous, entries, 0, public_key, signature from journal_seals where number = 3`,
    );
    await writer.write(opened.db, entry(30));
    await expect(sealer.sealBatch()).rejects.toThrow('sceau n°\u00a04 du journal altéré ou forgé');
    await run('delete from journal_seals where number = 4');
    expect((await sealer.sealBatch()).sealed).toBe(1);
    expect((await verify()).account).toMatchObject({ whole: true, seals: 4 });
  });

  it('knows a copy of an entry that concerns no correspondence', async () => {
    await writer.write(opened.db, { ...entry(40), correspondenceId: null, revision: null });
    await sealer.sealBatch();
    await run(
      `insert into journal (at, event, detail, salt, payload_hash, origin)
       select at, event, detail, salt, payload_hash, origin from journal where correspondence_id is null`,
    );
    expect((await sealer.sealBatch()).refused).toHaveLength(1);
  });

  it('seals every entry once when several processes seal while others write', async () => {
    const sealers = [1, 2, 3].map(() => new JournalSealer(opened.db, keys, systemClock));
    let writing = true;
    const written = Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        opened.db.transaction(async (tx) => {
          await writer.write(tx, ...Array.from({ length: 10 }, (_, m) => entry(100 + 10 * n + m)));
        }),
      ),
    ).finally(() => {
      writing = false;
    });
    const seal = async (one: JournalSealer) => {
      while (writing) await one.sealBatch(7);
    };
    await Promise.all([written, ...sealers.map(seal)]);
    while ((await sealer.sealBatch()).sealed > 0);
    expect((await verify()).account).toMatchObject({ whole: true, entries: 209, unsealed: 0 });
  });
});
