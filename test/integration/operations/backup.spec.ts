import { execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, open, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { systemEnvironment } from '../../../src/config/system-environment';
import { openHouse } from '../../../src/house/house';
import { startHouse } from '../../../src/house/start-house';
import { Receiver } from '../../../src/intake/receiver';
import {
  BadBackup,
  MANIFEST,
  newManifest,
  readManifest,
  writeManifest,
} from '../../../src/operations/backup/backup-manifest';
import { restoreBackup } from '../../../src/operations/backup/restore-backup';
import { verifyBackup } from '../../../src/operations/backup/verify-backup';
import { documentsOf, writeBackup } from '../../../src/operations/backup/write-backup';
import { ReconcileDocuments } from '../../../src/operations/documents/reconcile-documents';
import { underLock } from '../../../src/persistence/advisory-lock';
import { migrateTo } from '../../../src/persistence/backup/schema-versions';
import { openDatabase, openPool } from '../../../src/persistence/database';
import { StoredFiles } from '../../../src/persistence/document-store/stored-files';
import { RerunCorrespondence } from '../../../src/pipeline/rerun-correspondence';
import { LookupHash } from '../../../src/platform/keys/field-encryption';
import { createLogger } from '../../../src/platform/logger';
import { FakeComposer, FakeReader } from '../../fakes/fake-stage-tools';
import { SmtpSink } from '../../fakes/smtp-sink';
import { until } from '../../fakes/until';
import { emptyDatabase, testEnvironment } from '../test-servers';
import { type HouseWithMail, houseWithMail } from './house-with-mail';

/** Real: PostgreSQL, document store, the `courrier` command in processes of its own. Fake: the mail is invented. */
const KEY = Buffer.alloc(32, 9);
const given = { hash: new LookupHash(KEY), keys: [{ id: 'essai', key: KEY }] };
const CLI = path.resolve(__dirname, '../../../dist/cli.js');

describe('backup and restore', () => {
  let mail: HouseWithMail;
  let folder: string;
  const closers: (() => Promise<unknown>)[] = [];
  beforeEach(async () => {
    mail = await houseWithMail();
    folder = await mkdtemp(path.join(tmpdir(), 'courrier-sauvegarde-'));
  });
  afterEach(async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
    await mail.close();
    await rm(folder, { recursive: true, force: true });
  });

  const backup = () => {
    const { database, files: store } = mail.house;
    return writeBackup(folder, { pool: database.pool, store, ...given, product: 'essai' });
  };
  /** An empty database and store to restore into. */
  const emptyHouse = async () => {
    const database = await emptyDatabase();
    closers.push(() => database.drop());
    const data = await mkdtemp(path.join(tmpdir(), 'courrier-restauree-'));
    closers.push(() => rm(data, { recursive: true, force: true }));
    return { url: database.url, data, store: new StoredFiles(path.join(data, 'documents')) };
  };
  const restoreInto = async (
    { url, store }: Awaited<ReturnType<typeof emptyHouse>>,
    { nothingLeftSince = false }: { nothingLeftSince?: boolean } = {},
  ) => {
    const pool = openPool(url, () => undefined);
    try {
      const manifest = await verifyBackup(folder, given);
      return await restoreBackup(folder, manifest, { pool, store, nothingLeftSince });
    } finally {
      await pool.end();
    }
  };
  const settingsOf = ({ url, data }: { url: string; data: string }) => ({
    ...systemEnvironment(),
    DATABASE_URL: url,
    DATA_FOLDER: data,
    COURRIER_KEYS: `essai:${KEY.toString('base64')}`,
    COURRIER_INDEX_KEY: KEY.toString('base64'),
  });
  const courrier = (house: { url: string; data: string }, ...args: string[]) =>
    promisify(execFile)(process.execPath, [CLI, ...args], { env: settingsOf(house) }).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
    );
  const here = () => ({ url: mail.databaseUrl, data: mail.folder });
  const flip = async (file: string) => {
    const handle = await open(file, 'r+');
    const at = Math.floor((await handle.stat()).size / 2);
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, at);
    await handle.write(Buffer.from([(buffer[0] ?? 0) ^ 1]), 0, 1, at);
    await handle.close();
  };

  it('is of one moment while mail comes in, and comes back whole', async () => {
    for (let n = 0; n < 20; n++) await mail.receive(`Subject: ${n}\r\n\r\navant ${n}`);
    const answered = await mail.receive('Subject: r\r\n\r\nr');
    await mail.answer(answered, 'PDF de la réponse');
    let loading = true;
    const load = (async () => {
      for (let n = 0; loading; n++) await mail.receive(`Subject: p${n}\r\n\r\npendant ${n}`);
    })();
    const { manifest } = await backup();
    loading = false;
    await load;
    const rowsOf = (name: string) => manifest.tables.find((table) => table.name === name)?.rows;
    expect(rowsOf('correspondences')).toBeGreaterThanOrEqual(21);
    expect(rowsOf('documents')).toBe((rowsOf('correspondences') ?? 0) + 1);
    expect(manifest.documents).toMatchObject({ count: rowsOf('documents'), missing: 0 });
    expect((await stat(path.join(folder, MANIFEST))).mode & 0o777).toBe(0o600);

    const target = await emptyHouse();
    await restoreInto(target, { nothingLeftSince: true });
    const opened = await openDatabase(target.url, () => undefined);
    closers.push(opened.close);
    for (const { name, rows } of manifest.tables) {
      const { rows: counted } = await opened.pool.query(`select count(*)::int as n from ${name}`);
      expect({ [name]: counted[0]?.n }).toEqual({ [name]: name === 'outbox' ? 0 : rows });
    }
    const restored = await houseOn(target);
    const reconcile = new ReconcileDocuments(restored.namedFiles, restored.files, restored.clock);
    expect(await reconcile.run(() => undefined)).toMatchObject({
      missing: 0,
      orphans: 0,
      named: manifest.documents.count,
    });
    for (const { storeKey, name } of await restored.correspondences.documentsOf(answered)) {
      const content = (await restored.store.read(storeKey)).toString();
      expect(content).toBe(name === 'reponse.pdf' ? 'PDF de la réponse' : 'Subject: r\r\n\r\nr');
    }
    expect(await restored.correspondences.journalOf(answered)).toEqual(
      await mail.house.correspondences.journalOf(answered),
    );
    // Numbers go on after the highest one.
    const receiver = new Receiver({ ...restored, enqueuer: { kick: () => undefined } });
    const next = await receiver.receiveEmail(Buffer.from('Subject: s\r\n\r\nensuite'), 'http', null);
    expect(next.created).toBe(true);
  });

  it('answers nothing by machine that may have been answered since, and gives no reference twice', async () => {
    const under = await mail.receive('Subject: en cours\r\n\r\nx');
    const leaving = await mail.receive('Subject: part\r\n\r\nx');
    await mail.answer(leaving, 'PDF', 'dispatching');
    const waiting = await mail.receive('Subject: attend\r\n\r\nx');
    await mail.setState(waiting, 'waiting-sender');
    const done = await mail.receive('Subject: fini\r\n\r\nx');
    await mail.setState(done, 'answered');
    await backup();
    const target = await emptyHouse();
    expect(await restoreInto(target)).toMatchObject({ perhapsSent: 1 });
    const restored = await houseOn(target);
    for (const id of [under, leaving]) {
      const record = await restored.correspondences.load(id);
      expect(record).toMatchObject({ state: 'needs-agent', revision: 2 });
      expect(record?.reason).toMatch(/peut-être déjà partie/);
    }
    expect(await restored.correspondences.load(waiting)).toMatchObject({ state: 'waiting-sender' });
    expect((await restored.correspondences.load(waiting))?.reason).toMatch(/peut-être déjà partie/);
    expect(await restored.correspondences.load(done)).toMatchObject({ state: 'answered', reason: null, revision: 1 });
    expect((await restored.ledger.of(leaving)).map(({ state }) => state)).toEqual(['perhaps-sent']);
    expect(await restored.outbox.waiting()).toBe(0);
    // An agent who knows that nothing left sends what was never read through the machine again.
    const rerun = new RerunCorrespondence(restored.correspondences, restored.ledger, { kick: () => undefined });
    expect(await rerun.rerun(under)).toMatchObject({ ok: true });
    const receiver = new Receiver({ ...restored, enqueuer: { kick: () => undefined } });
    const next = await receiver.receiveEmail(Buffer.from('Subject: s\r\n\r\nensuite'), 'http', null);
    expect(Number(next.reference.slice(-6))).toBeGreaterThan(100_000);
    // Freezes set since the backup are not known: nothing is erased for a week.
    expect(await restored.dailyTasks.isDone('retention', await restored.dailyTasks.today())).toBe(true);
  });

  it('goes on by itself where nothing left since', async () => {
    await mail.receive('Subject: en cours\r\n\r\nBonjour, une attestation de paiement svp');
    await backup();
    const target = await emptyHouse();
    await restoreInto(target, { nothingLeftSince: true });
    const sink = new SmtpSink();
    const environment = testEnvironment({
      QUEUE_BACKEND: 'postgres',
      DATABASE_URL: target.url,
      DATA_FOLDER: target.data,
      SMTP_URL: await sink.start(),
    });
    closers.push(() => sink.stop());
    const running = await startHouse(environment, {
      reader: new FakeReader(),
      composer: new FakeComposer(),
      pace: { everyMs: 100, staleMs: 500 },
    });
    closers.push(running.stop);
    await until(async () => (sink.mails.length > 0 ? sink.mails : null));
    expect(sink.mails).toHaveLength(1);
  });

  it('copies no document twice, and forgets in the next backup what retention erased', async () => {
    const erased = await mail.receive('Subject: un\r\n\r\nun');
    await mail.receive('Subject: deux\r\n\r\ndeux');
    const [document] = await mail.house.correspondences.documentsOf(erased);
    expect(await backup()).toMatchObject({ reusedDocuments: 0, manifest: { documents: { count: 2 } } });
    await mail.receive('Subject: trois\r\n\r\ntrois');
    await mail.house.database.pool.query('update documents set store_key = null, name = null where id = $1', [
      document?.id,
    ]);
    expect(await backup()).toMatchObject({ reusedDocuments: 1, manifest: { documents: { count: 2 } } });
    expect(await documentsOf(folder).has(document?.storeKey ?? '')).toBe(false);
    expect(readdirSync(folder).filter((name) => /^(tables|documents)-/.test(name))).toHaveLength(2);
    await verifyBackup(folder, given);
  });

  it('keeps every file that the tables name while deletions wait for it', async () => {
    await mail.receive('Subject: un\r\n\r\nun');
    await underLock(mail.house.database.pool, 'document-removal', async () => {
      expect(await underLock(mail.house.database.pool, 'document-removal', () => Promise.resolve())).toBe(false);
      await backup();
    });
  });

  it('tells of documents that are lost already, and fails not for them', async () => {
    const id = await mail.receive('Subject: perdu\r\n\r\nx');
    const [document] = await mail.house.correspondences.documentsOf(id);
    await rm(mail.house.files.pathOf(document?.storeKey ?? ''));
    expect((await backup()).manifest.documents).toMatchObject({ count: 0, missing: 1 });
  });

  it('names the table or the document of which a byte was changed, or that is gone', async () => {
    const id = await mail.receive('Subject: un\r\n\r\nun');
    const { manifest } = await backup();
    const [document] = await mail.house.correspondences.documentsOf(id);
    const files = [
      ...manifest.tables.map(({ file }) => path.join(folder, file)),
      path.join(folder, manifest.documents.list),
      documentsOf(folder).pathOf(document?.storeKey ?? ''),
    ];
    for (const file of files) {
      await flip(file);
      await expect(verifyBackup(folder, given)).rejects.toThrow(file);
      await flip(file);
    }
    await verifyBackup(folder, given);
    await rm(files.at(-1) ?? '');
    await expect(verifyBackup(folder, given)).rejects.toThrow(/absent de la sauvegarde/);
    await flip(path.join(folder, MANIFEST));
    await expect(verifyBackup(folder, given)).rejects.toBeInstanceOf(BadBackup);
  });

  it('refuses a key that is missing or another one, a newer version, and a folder without a whole backup', async () => {
    await mail.receive('Subject: un\r\n\r\nun');
    await expect(verifyBackup(folder, given)).rejects.toThrow(/aucune sauvegarde entière/);
    const { manifest } = await backup();
    const other = { id: 'essai', key: Buffer.alloc(32, 1) };
    await expect(verifyBackup(folder, { ...given, keys: [] })).rejects.toThrow(/«\u00a0essai\u00a0» manque/);
    await expect(verifyBackup(folder, { ...given, keys: [other] })).rejects.toThrow(/n’est pas celle/);
    await expect(verifyBackup(folder, { ...given, hash: new LookupHash(other.key) })).rejects.toThrow(
      /COURRIER_INDEX_KEY/,
    );
    const newer = { ...manifest, migrations: [...manifest.migrations, 'f'.repeat(64)] };
    await writeManifest(folder, newManifest(newer), given.hash);
    await expect(verifyBackup(folder, given)).rejects.toThrow(/plus récente/);
  });

  it('refuses a database or a store that holds anything else', async () => {
    await mail.receive('Subject: un\r\n\r\nun');
    await backup();
    const filled = await emptyHouse();
    await (await openDatabase(filled.url, () => undefined)).close();
    const pool = openPool(filled.url, () => undefined);
    await pool.query(
      `insert into api_keys (id, name, scope, hash, created_at) values (gen_random_uuid(), 'x', 'ingest', 'x', now())`,
    );
    await pool.end();
    await expect(restoreInto(filled)).rejects.toThrow(/DATABASE_URL/);
    const target = await emptyHouse();
    await expect(restoreInto({ ...target, store: await storeWithOther() })).rejects.toThrow(/DOCUMENTS/);
  });

  it('goes on with a restore that was interrupted before its rows', async () => {
    const id = await mail.receive('Subject: un\r\n\r\nun');
    const { manifest } = await backup();
    const target = await emptyHouse();
    const pool = openPool(target.url, () => undefined);
    await migrateTo(pool, manifest.migrations.length);
    await pool.end();
    await restoreInto(target);
    expect(await (await houseOn(target)).correspondences.documentsOf(id)).toHaveLength(1);
  });

  it('brings a database of an earlier version to the present one', async () => {
    const target = await emptyHouse();
    const pool = openPool(target.url, () => undefined);
    await migrateTo(pool, 2);
    await pool.end();
    const opened = await openDatabase(target.url, () => undefined);
    closers.push(opened.close);
    expect((await opened.pool.query('select 1 from daily_tasks')).rowCount).toBe(0);
  });

  it('leaves the backup before whole when it is killed, and takes no half one for whole', async () => {
    const ids = [await mail.receive('Subject: un\r\n\r\nun')];
    const first = await courrier(here(), 'backup', folder, '--json');
    expect(JSON.parse(first.stdout)).toMatchObject({ documents: 1 });
    for (let n = 0; n < 300; n++) ids.push(await mail.receive(`Subject: ${n}\r\n\r\n${'x'.repeat(50_000)}`));
    const { at } = await readManifest(folder, given.hash);
    const child = spawn(process.execPath, [CLI, 'backup', folder], { env: settingsOf(here()), stdio: 'ignore' });
    const dead = new Promise((resolve) => child.once('exit', resolve));
    // Amid the documents: some of the new ones are there.
    await until(async () => (await countFiles(documentsOf(folder))) > 5 || null);
    child.kill('SIGKILL');
    await dead;
    expect((await readManifest(folder, given.hash)).at).toBe(at);
    await verifyBackup(folder, given);
    const second = await courrier(here(), 'backup', folder, '--json');
    expect(JSON.parse(second.stdout)).toMatchObject({ documents: 301, missingDocuments: 0 });
    expect(readdirSync(folder).sort()).toEqual(expect.arrayContaining(['documents', MANIFEST]));
    expect(readdirSync(folder)).toHaveLength(4);
    expect(existsSync(path.join(folder, 'documents', 'incoming'))).toBe(false);
  });

  it('is a command that restores, journals it, and says what is to be done', async () => {
    await mail.receive('Subject: un\r\n\r\nun');
    await courrier(here(), 'backup', folder);
    const target = await emptyHouse();
    expect(await courrier(target, 'restore', folder, '--check')).toMatchObject({ code: 0 });
    const done = await courrier(target, 'restore', folder);
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(done.stdout).toMatch(/1 courrier\(s\) en cours attendent un agent/);
    const restored = await houseOn(target);
    const { rows } = await restored.database.pool.query(
      `select detail from journal where event = 'restored' and correspondence_id is null`,
    );
    expect(rows).toMatchObject([{ detail: { stopped: 1, nothingLeftSince: false } }]);
    const again = await courrier(target, 'restore', folder);
    expect(again.code).toBe(1);
    expect(again.stderr.trim().split('\n')).toHaveLength(1);
  });

  it('holds nothing personal in clear', async () => {
    const id = await mail.receive('Subject: INVENTEE\r\n\r\nPERSONNE INVENTEE 2550814168025');
    await mail.answer(id, 'PERSONNE INVENTEE');
    await mail.house.freezes.freeze(id, { by: 'essai', reason: 'MOTIF INVENTE' });
    const { manifest } = await backup();
    for (const { file } of manifest.tables)
      expect(await readFile(path.join(folder, file), 'latin1')).not.toMatch(/INVENT|exemple\.invalid|168025/);
  });

  const houseOn = async (target: { url: string; data: string }) => {
    const environment = testEnvironment({ DATABASE_URL: target.url, DATA_FOLDER: target.data });
    const house = await openHouse(environment, createLogger('silent'));
    closers.push(house.close);
    return house;
  };
  const storeWithOther = async (): Promise<StoredFiles> => {
    const other = await houseWithMail();
    closers.push(other.close);
    await other.receive('Subject: autre\r\n\r\nautre');
    return other.house.files;
  };
  const countFiles = async (files: StoredFiles): Promise<number> => {
    let count = 0;
    for await (const _file of files.list()) count++;
    return count;
  };
});
