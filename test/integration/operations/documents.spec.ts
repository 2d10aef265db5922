import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type DocumentFinding, ReconcileDocuments } from '../../../src/operations/documents/reconcile-documents';
import { removeOrphans } from '../../../src/operations/documents/remove-orphans';
import { parisDate } from '../../../src/platform/clock';
import { type HouseWithMail, houseWithMail } from './house-with-mail';

/** Real: PostgreSQL and document store. Fake: the mail is invented; files are made old by hand. */
describe('documents held against the rows', () => {
  let mail: HouseWithMail;
  beforeEach(async () => {
    mail = await houseWithMail();
  });
  afterEach(() => mail.close());

  const old = new Date(Date.now() - 3 * 86_400_000);
  const reconcileOf = () => new ReconcileDocuments(mail.house.namedFiles, mail.house.files, mail.house.clock);
  const run = async () => {
    const findings: DocumentFinding[] = [];
    const account = await reconcileOf().run((finding) => {
      findings.push(finding);
    });
    return { findings, account };
  };
  const remove = () => {
    const { certificates, files, namedFiles: named, clock } = mail.house;
    const parts = { reconcile: reconcileOf(), certificates, files, named, clock };
    return removeOrphans(parisDate(new Date()), () => undefined, parts);
  };
  const orphan = async (content: string, modifiedAt: Date): Promise<string> => {
    const { storeKey } = await mail.house.store.put(Buffer.from(content));
    await utimes(mail.house.files.pathOf(storeKey), modifiedAt, modifiedAt);
    return storeKey;
  };
  const halfFile = async (name: string, modifiedAt: Date) => {
    const file = path.join(mail.house.files.folder, 'incoming', name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, 'x');
    await utimes(file, modifiedAt, modifiedAt);
  };

  it('finds nothing in an empty house, nor in one where all is well', async () => {
    expect((await run()).account).toMatchObject({ stored: 0, named: 0, orphans: 0, missing: 0, halfFiles: 0 });
    const id = await mail.receive('Subject: un\r\n\r\nun');
    await mail.answer(id, 'PDF');
    await mail.age(id, 3);
    expect((await run()).findings).toEqual([]);
  });

  it('names each orphan, lost document and half file past the time of grace, and no younger one', async () => {
    const lost = await mail.receive('Subject: perdu\r\n\r\nx');
    const kept = await mail.receive('Subject: gardé\r\n\r\nx');
    await mail.age(kept, 3);
    const [document] = await mail.house.correspondences.documentsOf(lost);
    await rm(mail.house.files.pathOf(document?.storeKey ?? ''));
    const old1 = await orphan('orphelin', old);
    await orphan('réception en cours', new Date());
    await halfFile('vieux', old);
    await halfFile('jeune', new Date());
    const { findings, account } = await run();
    expect(findings.map(({ finding }) => finding).sort()).toEqual(['half-file', 'missing', 'orphan']);
    expect(findings).toContainEqual({ finding: 'missing', storeKey: document?.storeKey, correspondenceId: lost });
    expect(findings).toContainEqual(expect.objectContaining({ finding: 'orphan', storeKey: old1 }));
    expect(account).toMatchObject({ stored: 3, named: 2, orphans: 1, missing: 1, halfFiles: 1, young: 1 });
  });

  it('counts a file that only a reply’s sealed content names, kept or lost', async () => {
    const id = await mail.receive('Subject: un\r\n\r\nx');
    await mail.answer(id, 'PDF');
    await mail.age(id, 3);
    const [reply] = (await mail.house.correspondences.documentsOf(id)).filter(({ role }) => role === 'reply');
    await mail.house.database.pool.query('delete from documents where id = $1', [reply?.id]);
    expect((await run()).findings).toEqual([]);
    await rm(mail.house.files.pathOf(reply?.storeKey ?? ''));
    expect((await run()).findings).toMatchObject([{ finding: 'missing', storeKey: reply?.storeKey }]);
  });

  it('removes orphans and half files with a certificate, and nothing that is named or young', async () => {
    const kept = await mail.receive('Subject: gardé\r\n\r\nx');
    await mail.answer(kept, 'PDF');
    await mail.age(kept, 3);
    await orphan('orphelin', old);
    await orphan('réception en cours', new Date());
    await halfFile('vieux', old);
    const { account, certificate } = await remove();
    expect(account).toMatchObject({ orphans: 1, halfFiles: 1, young: 1 });
    expect(certificate).toMatchObject({ rule: 'orphelins', counts: { files: 1, halfFiles: 1 } });
    expect((await run()).account).toMatchObject({
      stored: 3,
      named: 2,
      orphans: 0,
      halfFiles: 0,
      missing: 0,
      young: 1,
    });
    expect((await remove()).certificate).toBeNull();
  });

  it('removes nothing while a reply does not open: what it names is not known', async () => {
    const id = await mail.receive('Subject: un\r\n\r\nx');
    await mail.answer(id, 'PDF');
    await mail.house.database.pool.query(`update ledger set content = '\\x0101'`);
    await orphan('orphelin', old);
    const { account, certificate } = await remove();
    expect(account).toMatchObject({ orphans: 1, unreadableReplies: 1 });
    expect(certificate).toBeNull();
    expect((await run()).account).toMatchObject({ orphans: 1 });
  });

  it('gives up at once when the process stops', async () => {
    await mail.receive('Subject: un\r\n\r\nun');
    await expect(reconcileOf().run(() => undefined, AbortSignal.abort(new Error('arrêt')))).rejects.toThrow('arrêt');
  });
});
