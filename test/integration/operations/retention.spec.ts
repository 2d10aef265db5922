import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ReconcileDocuments } from '../../../src/operations/documents/reconcile-documents';
import { ApplyRetention } from '../../../src/operations/retention/apply-retention';
import { type RetentionRule, retentionRulesSchema } from '../../../src/operations/retention/retention-rules.schema';
import { underLock } from '../../../src/persistence/advisory-lock';
import { parisDate } from '../../../src/platform/clock';
import { type HouseWithMail, houseWithMail } from './house-with-mail';

/** Real: PostgreSQL, document store, journal. Fake: the mail is invented, and made old by hand. */
describe('retention', () => {
  let mail: HouseWithMail;
  beforeEach(async () => {
    mail = await houseWithMail();
  });
  afterEach(() => mail.close());

  const today = () => parisDate(new Date());
  const rulesOf = (...regles: object[]): readonly RetentionRule[] =>
    retentionRulesSchema.parse({ regles: regles.map((rule) => ({ raison: 'essai', ...rule })) }).regles;
  const everything = rulesOf({ regle: 'tout', efface: 'correspondance', duree: '30 jours' });
  const retentionOf = (rules = everything, over: Partial<ConstructorParameters<typeof ApplyRetention>[0]> = {}) => {
    const { erasure, certificates, files, namedFiles: named, clock, database, personHistory: notes } = mail.house;
    return new ApplyRetention({
      rules,
      erasure,
      certificates,
      notes,
      files,
      jobs: { forget: async () => true },
      named,
      clock,
      folders: { SCAN_FOLDER: undefined, PRINT_FOLDER: undefined },
      whileFilesMayGo: (work) => underLock(database.pool, 'document-removal', work),
      ...over,
    });
  };
  const apply = (retention = retentionOf()) => retention.apply(today(), new AbortController().signal);
  const storedKeys = async (): Promise<string[]> => {
    const keys: string[] = [];
    for await (const { name } of mail.house.files.list()) keys.push(name);
    return keys;
  };
  const answeredLongAgo = async (text: string, pdf: string): Promise<string> => {
    const id = await mail.receive(text);
    await mail.answer(id, pdf);
    await mail.age(id, 40);
    return id;
  };

  it('erases an item everywhere and keeps its count, its journal’s hashes and a certificate', async () => {
    const id = await answeredLongAgo('Subject: un\r\n\r\nPERSONNE INVENTEE', 'PDF un');
    const young = await mail.receive('Subject: deux\r\n\r\nrécent');
    await mail.answer(young, 'PDF deux');
    const day = (await mail.load(id)).receivedOn;
    const before = await mail.house.reconciliation.of(day);

    const [certificate] = await apply();
    expect(certificate).toMatchObject({ rule: 'tout', counts: { correspondences: 1, documents: 2, files: 2 } });
    expect(certificate?.digest).toMatch(/^[0-9a-f]{64}$/);

    const record = await mail.load(id);
    expect(record).toMatchObject({ state: 'answered', envelope: null, reading: null, triage: null, reason: null });
    expect(record.erased).toMatchObject({ rule: 'tout' });
    expect(await mail.house.correspondences.documentsOf(id)).toEqual([]);
    expect(await mail.house.ledger.of(id)).toEqual([]);
    expect(await storedKeys()).toHaveLength(2);
    expect(await mail.house.reconciliation.of(day)).toEqual(before);
    const { rows } = await mail.house.database.pool.query(
      `select event, detail is null as erased, payload_hash is not null as hashed from journal where correspondence_id = $1 order by id`,
      [id],
    );
    expect(rows).toEqual([
      { event: 'received', erased: true, hashed: true },
      { event: 'composed', erased: true, hashed: true },
      { event: 'erased', erased: false, hashed: true },
    ]);
    expect((await mail.load(young)).erased).toBeNull();
    expect(await apply()).toEqual([]);
  });

  it('takes the same letter sent again after its erasure as a new item', async () => {
    const id = await answeredLongAgo('Subject: un\r\n\r\nla même', 'PDF un');
    await apply();
    const again = await mail.receive('Subject: un\r\n\r\nla même');
    expect(again).not.toBe(id);
    expect(await mail.house.correspondences.documentsOf(again)).toHaveLength(1);
  });

  it('keeps a file that another item names, and says so', async () => {
    const first = await answeredLongAgo('Subject: un\r\n\r\nun', 'même PDF');
    const second = await mail.receive('Subject: deux\r\n\r\ndeux');
    await mail.answer(second, 'même PDF');
    const [shared] = (await mail.house.correspondences.documentsOf(first)).filter(({ role }) => role === 'reply');
    await mail.age(first, 40);
    const [certificate] = await apply();
    expect(certificate?.counts).toMatchObject({ files: 1, filesShared: 1 });
    expect(await mail.house.store.has(shared?.storeKey ?? '')).toBe(true);
  });

  it('erases nothing that is under way, waiting, with an agent, failed or frozen', async () => {
    const kept: string[] = [];
    for (const state of ['received', 'dispatching', 'waiting-sender', 'needs-agent', 'failed'] as const) {
      const id = await mail.receive(`Subject: ${state}\r\n\r\nx`);
      await mail.setState(id, state);
      await mail.age(id, 4_000);
      kept.push(id);
    }
    const frozen = await answeredLongAgo('Subject: gel\r\n\r\nx', 'PDF gel');
    expect(await mail.house.freezes.freeze(frozen, { by: 'essai', reason: 'contentieux inventé' })).toBe(true);
    expect((await retentionOf().account(today()))[0]?.counts).toEqual({ correspondences: 0, documents: 0, frozen: 1 });
    expect(await apply()).toEqual([]);
    for (const id of [...kept, frozen]) expect((await mail.load(id)).erased).toBeNull();
    expect(await mail.house.freezes.list()).toMatchObject([{ id: frozen, reason: 'contentieux inventé' }]);
    expect(await mail.house.freezes.unfreeze(frozen)).toBe(true);
    expect(await apply()).toHaveLength(1);
    expect(await mail.house.freezes.freeze(frozen, { by: 'essai', reason: 'trop tard' })).toBe(false);
  });

  it('refuses a rule that names what is not final, or misspells', () => {
    for (const wrong of [
      { regle: 'x', efface: 'correspondance', duree: '3 jours', etats: ['en-cours'] },
      { regle: 'x', efface: 'correspondance', duree: 'longtemps' },
      { regle: 'x', efface: 'correspondance', duree: '0 jours' },
      { regle: 'x', efface: 'tout', duree: '3 jours' },
      { regle: 'x', efface: 'correspondance', duree: '3 jours', durree: '3 jours' },
      { regle: 'orphelins', efface: 'correspondance', duree: '3 jours' },
    ])
      expect(() => rulesOf(wrong)).toThrow();
  });

  it('goes on from wherever it was killed', async () => {
    const ids = [
      await answeredLongAgo('Subject: un\r\n\r\nun', 'PDF un'),
      await answeredLongAgo('Subject: deux\r\n\r\ndeux', 'PDF deux'),
    ];
    const { files, certificates } = mail.house;
    // Killed after the rows, before any file.
    await expect(
      apply(retentionOf(everything, { whileFilesMayGo: () => Promise.reject(new Error('coupé')) })),
    ).rejects.toThrow('coupé');
    expect(await storedKeys()).toHaveLength(4);
    const reconcile = new ReconcileDocuments(mail.house.namedFiles, files, mail.house.clock);
    expect(await reconcile.run(() => undefined)).toMatchObject({ orphans: 0, missing: 0, beingErased: 4 });
    // Killed amid the files.
    let left = 2;
    const failing = Object.assign(Object.create(files), {
      remove: (...args: Parameters<typeof files.remove>) =>
        left-- > 0 ? files.remove(...args) : Promise.reject(new Error('coupé')),
    }) as typeof files;
    await expect(apply(retentionOf(everything, { files: failing }))).rejects.toThrow('coupé');
    expect(await storedKeys()).toHaveLength(2);
    expect(await reconcile.run(() => undefined)).toMatchObject({ orphans: 0, missing: 0, beingErased: 2 });
    // Killed after the files, before the certificate.
    const unclosed = Object.assign(Object.create(certificates), {
      complete: () => Promise.reject(new Error('coupé')),
    }) as typeof certificates;
    await expect(apply(retentionOf(everything, { certificates: unclosed }))).rejects.toThrow('coupé');
    expect(await storedKeys()).toEqual([]);
    const completed = await apply();
    expect(completed).toMatchObject([{ counts: { correspondences: 2, documents: 4, files: 4 } }]);
    expect(await certificates.list(10)).toHaveLength(1);
    for (const id of ids) expect((await mail.load(id)).erased).not.toBeNull();
  });

  it('loses no letter that comes in again while its first copy is being erased', async () => {
    const text = 'Subject: un\r\n\r\nla même';
    const id = await mail.receive(text);
    await mail.setState(id, 'answered');
    await mail.age(id, 40);
    const { files } = mail.house;
    // The second copy's bytes are in the store, its row is not committed yet.
    const racing = Object.assign(Object.create(files), {
      remove: async (...args: Parameters<typeof files.remove>) => {
        await mail.house.store.put(Buffer.from(text));
        return files.remove(...args);
      },
    }) as typeof files;
    expect(await apply(retentionOf(everything, { files: racing }))).toEqual([]);
    const again = await mail.receive(text);
    const [document] = await mail.house.correspondences.documentsOf(again);
    expect((await mail.house.store.read(document?.storeKey ?? '')).toString()).toBe(text);
    // The next run finds it named and closes the certificate.
    expect(await apply()).toMatchObject([{ counts: { correspondences: 1, documents: 1, filesShared: 1 } }]);
    expect(await mail.house.store.has(document?.storeKey ?? '')).toBe(true);
  });

  it('erases documents alone, and journal details alone', async () => {
    const id = await answeredLongAgo('Subject: un\r\n\r\nun', 'PDF un');
    const [raw, reply] = await mail.house.correspondences.documentsOf(id);
    const rules = rulesOf(
      { regle: 'reponses', efface: 'documents', documents: ['reponses'], duree: '1 mois' },
      { regle: 'details', efface: 'journal', duree: '30 jours' },
    );
    const completed = await apply(retentionOf(rules));
    expect(completed.map(({ rule, counts }) => ({ rule, counts }))).toEqual([
      { rule: 'reponses', counts: { documents: 1, files: 1 } },
      { rule: 'details', counts: { journalDetails: 2 } },
    ]);
    expect(await mail.house.correspondences.documentsOf(id)).toEqual([raw]);
    expect(await mail.house.correspondences.isErasedDocument(id, reply?.id ?? '')).toBe(true);
    const reconcile = new ReconcileDocuments(mail.house.namedFiles, mail.house.files, mail.house.clock);
    expect(await reconcile.run(() => undefined)).toMatchObject({ stored: 1, named: 1, missing: 0, orphans: 0 });
  });

  it('clears old refused batches and print days, and nothing else of those folders', async () => {
    const folders = { SCAN_FOLDER: path.join(mail.folder, 'lots'), PRINT_FOLDER: path.join(mail.folder, 'impression') };
    await mkdir(path.join(folders.SCAN_FOLDER, 'refuses', 'lot-1'), { recursive: true });
    await mkdir(path.join(folders.SCAN_FOLDER, 'lot-2'), { recursive: true });
    for (const name of ['2026-01-02', 'notes']) await mkdir(path.join(folders.PRINT_FOLDER, name), { recursive: true });
    await writeFile(path.join(folders.PRINT_FOLDER, '2026-01-02', 'x.pdf'), 'x');
    const rules = rulesOf(
      { regle: 'refuses', efface: 'lots-refuses', duree: '30 jours' },
      { regle: 'impression', efface: 'dossier-impression', duree: '60 jours' },
    );
    const now = new Date(Date.now() + 90 * 86_400_000);
    const retention = retentionOf(rules, { folders });
    expect(await retention.apply(today(), new AbortController().signal)).toEqual([]);
    const completed = await retention.apply(parisDate(now), new AbortController().signal);
    expect(completed.map(({ rule, counts }) => ({ rule, counts }))).toEqual([
      { rule: 'refuses', counts: { entries: 1 } },
      { rule: 'impression', counts: { entries: 1 } },
    ]);
    expect(await readdir(folders.PRINT_FOLDER)).toEqual(['notes']);
    expect(existsSync(path.join(folders.SCAN_FOLDER, 'lot-2'))).toBe(true);
    expect(await readdir(path.join(folders.SCAN_FOLDER, 'refuses'))).toEqual([]);
  });

  it('forgets by what a scan batch was known once its time is over', async () => {
    const { pool } = mail.house.database;
    for (const [batch, days] of [
      ['01', 100],
      ['02', 1],
    ] as const)
      await pool.query(
        `insert into scan_batches (batch_hash, content_hash, received_at)
         values (decode($1, 'hex'), decode($1, 'hex'), now() - make_interval(days => $2))`,
        [batch, days],
      );
    const retention = retentionOf(rulesOf({ regle: 'lots', efface: 'empreintes-de-lots', duree: '30 jours' }));
    expect(await retention.account(today())).toMatchObject([{ counts: { batchHashes: 1 } }]);
    expect(await apply(retention)).toMatchObject([{ rule: 'lots', counts: { batchHashes: 1 } }]);
    const { rows } = await pool.query("select encode(batch_hash, 'hex') as batch from scan_batches");
    expect(rows).toEqual([{ batch: '02' }]);
  });

  it('leaves the files to a backup that copies them, and takes them the next time', async () => {
    await answeredLongAgo('Subject: un\r\n\r\nun', 'PDF un');
    await underLock(mail.house.database.pool, 'document-removal', async () => {
      expect(await apply()).toEqual([]);
      expect(await storedKeys()).toHaveLength(2);
    });
    expect(await apply()).toHaveLength(1);
    expect(await storedKeys()).toEqual([]);
  });

  it('puts back what a crash left moved aside', async () => {
    const id = await mail.receive('Subject: un\r\n\r\nun');
    const [document] = await mail.house.correspondences.documentsOf(id);
    const place = mail.house.files.pathOf(document?.storeKey ?? '');
    const aside = path.join(mail.house.files.folder, 'removing');
    await mkdir(aside, { recursive: true });
    await rename(place, path.join(aside, `${document?.storeKey}.x`));
    await utimes(path.join(aside, `${document?.storeKey}.x`), new Date(0), new Date(0));
    await apply();
    expect(await mail.house.store.has(document?.storeKey ?? '')).toBe(true);
  });
});
