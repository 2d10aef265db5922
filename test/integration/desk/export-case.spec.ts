import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fromBuffer } from 'yauzl';
import { handover } from '../../../src/desk/export/handover.schema';
import { placeOf } from '../../../src/persistence/document-store/document-place';
import { N } from '../../builders/invented-households';
import { AskingHouse } from '../../fakes/asking-house';
import { type AtTheDesk, enterByKey } from '../../fakes/at-the-desk';

const OPEN = { lazyEntries: true } as const;

/** A case taken out of the house. Real: everything of AskingHouse, the desk's pages, the zip's reader. Fake: the people. */
describe('a case as a zip', () => {
  let house: AskingHouse;
  let desk: AtTheDesk;

  beforeAll(async () => {
    house = await AskingHouse.start({ ANSWER_WINDOW: '0', DOUBLE_DAYS: '0' });
    desk = await enterByKey(house.url, await house.running.house.apiKeys.create('operate', 'Superviseur d’essai'));
  });
  afterAll(() => house.stop());

  const apart = () =>
    house.ask({
      ...{ from: 'dossier0410417@exemple.invalid', name: 'Sophie Martin' },
      text: `Voici ce qui manquait, je me suis séparée. Mon NIR : ${N.sophie}\r\n\r\nSophie Martin`,
    });

  it('holds originals, letters, journal and what belongs to it, each with the digest that it really has', async () => {
    const asked = await house.ask({
      from: 'sophie.perso@exemple.invalid',
      text: 'Une attestation de paiement, merci.',
    });
    const item = await apart();
    const form = { acte: 'rattacher', dossier: asked.reference, revision: String(item.revision) };
    expect((await desk.post(`/bureau/${item.id}`, form)).status).toBe(303);
    await house.settled(asked.id, 'answered', 'needs-agent');
    const answer = await desk.get(`/bureau/${asked.id}/dossier.zip`);
    expect(answer.headers.get('content-disposition')).toContain(`${asked.reference}.zip`);
    const files = await unzip(Buffer.from(await answer.arrayBuffer()));
    const manifest = JSON.parse(files.get('manifeste.json')?.toString() ?? '');
    expect(manifest).toMatchObject({
      ...{ format: 'courrier-dossier-1', reference: asked.reference, exportedBy: 'Superviseur d’essai', leftOut: [] },
      items: [{ reference: asked.reference }, { reference: item.reference, state: 'joined' }],
    });
    const listed = manifest.files as { path: string; bytes: number; sha256: string; document: string | null }[];
    expect(listed.map((file) => file.path).sort()).toEqual(
      [...files.keys()].filter((one) => one !== 'manifeste.json').sort(),
    );
    for (const { path: where, bytes, sha256 } of listed) {
      const content = files.get(where) ?? Buffer.alloc(0);
      expect([content.length, createHash('sha256').update(content).digest('hex')]).toEqual([bytes, sha256]);
    }
    expect(files.get(`${asked.reference}/recu/01.eml`)?.toString()).toContain('Une attestation de paiement, merci.');
    expect(files.get(`${item.reference}/recu/01.eml`)?.toString()).toContain(N.sophie);
    const events = JSON.parse(files.get(`${asked.reference}/journal.json`)?.toString() ?? '[]') as { event: string }[];
    expect(events.map(({ event }) => event)).toEqual(expect.arrayContaining(['received', 'answer-joined']));
    expect(files.get(`${asked.reference}/journal.csv`)?.toString()).toMatch(
      /^\ufeffle;evenement;revision;detail\r\n"20/,
    );
    expect(files.get(`${asked.reference}/envois.json`)?.toString()).toContain('nir-manquant');
    // Places, not people's names, and no number outside of what people sent.
    for (const name of files.keys()) expect(name).not.toContain(N.sophie);
    const told = JSON.parse(files.get('remise.json')?.toString() ?? '');
    expect(handover.parse(told)).toMatchObject({ reference: asked.reference, joined: [item.reference] });
    expect(JSON.stringify(told)).not.toContain(N.sophie);
    expect(await house.events(asked.id)).toContain('case-exported');
  });

  it('says what it could not hold: a stored file that was changed is left out, and the rest is whole', async () => {
    const item = await apart();
    const [document] = await house.running.house.correspondences.documentsOf(item.id);
    const key = document?.storeKey ?? '';
    writeFileSync(placeOf(path.join(house.folder, 'documents'), key), Buffer.alloc(200, 7));
    const files = await unzip(Buffer.from(await (await desk.get(`/bureau/${item.id}/dossier.zip`)).arrayBuffer()));
    const manifest = JSON.parse(files.get('manifeste.json')?.toString() ?? '');
    expect(manifest.leftOut).toMatchObject([
      { reference: item.reference, document: document?.id, why: expect.any(String) },
    ]);
    expect(files.has(`${item.reference}/recu/01.eml`)).toBe(false);
    expect(files.has(`${item.reference}/journal.json`)).toBe(true);
    const told = await (await desk.get(`/bureau/${item.id}/remise.json`)).json();
    expect(handover.parse(told).documents[0]).toMatchObject({ sha256: null });
  });

  it('gives the hand-over file alone, journaled, and nothing of an item that is not there', async () => {
    const item = await apart();
    const answer = await desk.get(`/bureau/${item.id}/remise.json`);
    const told = handover.parse(await answer.json());
    expect(told).toMatchObject({ person: { numeroAllocataire: '0410417', role: 'allocataire' }, channel: 'email' });
    expect(told.documents[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(await house.events(item.id)).toContain('case-handed-over');
    expect((await desk.get('/bureau/0199f3a2-5c1e-7d40-8a6b-3f2e1d0c9b8a/dossier.zip')).status).toBe(404);
  });
});

function unzip(bytes: Buffer): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, OPEN, (error, zip) => {
      if (error) return reject(error);
      zip.on('error', reject);
      zip.on('end', () => resolve(files));
      zip.on('entry', (entry) =>
        zip.openReadStream(entry, (fault, stream) => {
          if (fault) return reject(fault);
          buffer(stream).then((content) => {
            files.set(entry.fileName, content);
            zip.readEntry();
          }, reject);
        }),
      );
      zip.readEntry();
    });
  });
}
