import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readScan } from '../../../src/reading/read-scan';
import { aScanItem } from '../../builders/a-read-item';

/** Scanned items. Real: reading of PDF pages by pdfium. Fake: nothing. */
const PDF = readFileSync(path.join(__dirname, '../../fixtures/demo/scan-batch/0001-1.pdf'));
const pdf = { name: 'p1.pdf', type: 'application/pdf', bytes: PDF };
const picture = { name: 'p2.tif', type: 'image/tiff', bytes: Buffer.from('II*\0') };

describe('readScan', () => {
  it('reads the text inside PDF pages', async () => {
    const item = await readScan(aScanItem({ receivedOn: '2026-11-20' }), [pdf]);
    expect(item).toMatchObject({
      channel: 'post',
      readability: 'read',
      unreadable: [],
      date: '2026-11-20T00:00:00.000Z',
      from: null,
    });
    expect(item.texts).toMatchObject([{ source: 'page', name: 'p1.pdf' }]);
    expect(item.attachments).toEqual([
      { name: 'p1.pdf', type: 'application/pdf', bytes: PDF.length, sha256: expect.any(String) },
    ]);
  });

  it('says which pages it could not read', async () => {
    expect(await readScan(aScanItem(), [pdf, picture])).toMatchObject({
      readability: 'partly',
      unreadable: ['Page «\u00a0p2.tif\u00a0»\u00a0: image illisible.', 'À numériser de nouveau\u00a0: page 2.'],
      pagesAgain: [2],
    });
  });

  it('does not look for a letter in a picture of a few dots', async () => {
    const dot = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
    expect(await readScan(aScanItem(), [{ name: 'p.gif', type: 'image/gif', bytes: dot }])).toMatchObject({
      readability: 'unreadable',
      unreadable: ['Page «\u00a0p.gif\u00a0»\u00a0: image trop petite pour qu’un texte s’y lise.'],
    });
  });

  it('is unreadable where no page could be read, and keeps what the operator typed', async () => {
    const item = await readScan(aScanItem({ nir: '2690549588157', numeroAllocataire: '0260311' }), [picture]);
    expect(item).toMatchObject({ readability: 'unreadable', text: '' });
    expect(item.texts.map(({ source, text }) => [source, text])).toEqual([
      ['metadata', 'Numéro de sécurité sociale : 2690549588157'],
      ['metadata', 'Numéro allocataire : 0260311'],
    ]);
    expect(await readScan(aScanItem(), [])).toMatchObject({ readability: 'unreadable' });
    expect(await readScan(aScanItem(), [{ ...pdf, bytes: Buffer.alloc(0) }])).toMatchObject({
      readability: 'unreadable',
    });
    expect(await readScan(aScanItem(), [{ ...pdf, bytes: PDF.subarray(0, 300) }])).toMatchObject({
      readability: 'unreadable',
    });
  });
});
