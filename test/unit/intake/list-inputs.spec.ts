import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { type Input, listInputs } from '../../../src/intake/list-inputs';
import { aZip } from '../../builders/a-zip';

/** What a path holds. Real: a folder on disk. Fake: nothing. */
describe('listInputs', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'courrier-entrees-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const put = (name: string, content: string | Buffer = 'From: a@exemple.invalid\n\nbonjour\n'): string => {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  };
  const list = async (...paths: string[]): Promise<Input[]> => {
    const inputs: Input[] = [];
    for await (const input of listInputs(paths.length > 0 ? paths : [root])) {
      // Read as it comes: what it was read from may be closed when the next is asked for.
      const bytes = input.kind === 'scan' ? await Promise.all(input.pages.map(({ open }) => buffer(open()))) : [];
      inputs.push(
        input.kind === 'scan'
          ? { ...input, pages: input.pages.map((page, at) => ({ ...page, bytes: bytes[at] })) }
          : input,
      );
    }
    return inputs;
  };
  const shown = (inputs: Input[]) => inputs.map(({ kind, file }) => `${kind} ${path.relative(root, file)}`);

  it('walks folders by name, passes over dotfiles and notes, and takes messages of any ending', async () => {
    put('b.eml');
    put('a/z.txt');
    put('a/_0001.msg');
    put('a/sans-point');
    put('.cache/x.eml');
    put('.x.eml');
    put('_LICENSE', 'Permission is hereby granted');
    put('vide.eml', '');
    put('sans-en-tete.eml', 'bonjour');
    expect(shown(await list())).toEqual([
      'email a/_0001.msg',
      'email a/sans-point',
      'email a/z.txt',
      'email b.eml',
      'email sans-en-tete.eml',
      'email vide.eml',
    ]);
  });

  it('names what is no message', async () => {
    put('photo.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0]));
    put('notes.md', '# notes');
    put('programme.eml', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1]));
    expect(shown(await list())).toEqual(['refused notes.md', 'refused photo.jpg', 'refused programme.eml']);
  });

  it('takes no message over the limit into memory', async () => {
    truncateSync(put('gros.eml'), 60 * 1024 * 1024);
    expect(await list()).toMatchObject([{ kind: 'refused', reason: expect.stringMatching(/dépasse 50\sMo/) }]);
  });

  it('cuts an mbox into messages and unquotes their «From » lines', async () => {
    const separator = 'From a@exemple.invalid Mon Nov  2 10:00:00 2026\n';
    put(
      'boite.mbox',
      `${separator}Subject: 1\n\nbonjour\n>From ici\n>>From là\nFrom mardi, rien\n\n${separator}Subject: 2\n\nau revoir\n`,
    );
    const inputs = await list();
    expect(shown(inputs)).toEqual(['email boite.mbox#1', 'email boite.mbox#2']);
    expect(inputs.map((input) => (input.kind === 'email' ? input.bytes.toString() : ''))).toEqual([
      'Subject: 1\n\nbonjour\nFrom ici\n>From là\nFrom mardi, rien\n\n',
      'Subject: 2\n\nau revoir\n',
    ]);
  });

  it('keeps an .eml with an mbox line on top as one message', async () => {
    put(
      'un.eml',
      'From a@exemple.invalid Mon Nov  2 10:00:00 2026\nSubject: 1\n\nx\n\nFrom b@exemple.invalid Mon Nov  2 10:00:00 2026\n',
    );
    expect(shown(await list())).toEqual(['email un.eml']);
  });

  it('reads a Maildir, without what is still being delivered', async () => {
    put('m/cur/2.host:2,S');
    put('m/new/1.host');
    put('m/tmp/3.host');
    expect(shown(await list())).toEqual(['email m/new/1.host', 'email m/cur/2.host:2,S']);
  });

  it('takes several paths in their order and refuses one that is not there before it starts', async () => {
    const [a, b] = [put('a.eml'), put('b.eml')];
    expect(shown(await list(b, a, b))).toEqual(['email b.eml', 'email a.eml', 'email b.eml']);
    await expect(list(a, path.join(root, 'absent.eml'))).rejects.toThrow(
      /absent\.eml\u00a0»\u00a0: fichier ou dossier introuvable/,
    );
  });

  describe('scan batches', () => {
    const batch = { batchId: 'L1', scannedAt: '2026-11-23T08:00:00Z', operator: 'op' };
    const items = [
      { itemId: 'P1', receivedOn: '2026-11-20', pages: ['p001.tif', 'p002.tif'], nir: '2690549588157' },
      { itemId: 'P2', receivedOn: '2026-11-21', pages: ['p003.pdf'], postmark: '2026-11-19' },
    ];
    const pages = (...names: string[]) => names.map((name) => put(`lot/${name}`, 'page'));
    const ITEMS = [
      {
        kind: 'scan',
        item: { batchId: 'L1', itemId: 'P1', nir: '2690549588157', postmark: null },
        pages: [{ name: 'p001.tif', type: 'image/tiff' }, { name: 'p002.tif' }],
      },
      {
        kind: 'scan',
        item: { itemId: 'P2', postmark: '2026-11-19', operator: 'op' },
        pages: [{ type: 'application/pdf' }],
      },
    ];

    it.each([
      ['batch.json', JSON.stringify({ ...batch, items })],
      [
        'batch.xml',
        `<?xml version="1.0"?><batch batchId="L1" scannedAt="2026-11-23T08:00:00Z"><operator>op</operator><items>
         <item itemId="P1"><receivedOn>2026-11-20</receivedOn><nir>2690549588157</nir><pages><page>p001.tif</page><page>p002.tif</page></pages></item>
         <item itemId="P2" receivedOn="2026-11-21" postmark="2026-11-19"><pages><page file="p003.pdf"/></pages></item></items></batch>`,
      ],
      [
        'batch.csv',
        'batchId;scannedAt;operator;itemId;receivedOn;pages;nir;postmark\r\nL1;2026-11-23T08:00:00Z;op;P1;2026-11-20;"p001.tif|p002.tif";2690549588157;\r\nL1;2026-11-23T08:00:00Z;op;P2;2026-11-21;p003.pdf;;2026-11-19\r\n',
      ],
    ])('are read from %s', async (name, content) => {
      put(`lot/${name}`, content);
      put('lot/batch.done', '');
      pages('p001.tif', 'p002.tif', 'p003.pdf');
      expect(await list()).toMatchObject(ITEMS);
    });

    const TWO =
      'batchId;scannedAt;operator;itemId;receivedOn;pages;nir\r\nL1;2026-11-23T08:00:00Z;Zoé;P1;2026-11-20;numérisé.tif p002.tif;\r\n';
    const xmlOfTwo = (declared: string): string =>
      `<?xml version="1.0" encoding="${declared}"?><l:batch xmlns:l="urn:lot"><l:batchId>L1</l:batchId><l:scannedAt>2026-11-23</l:scannedAt>
       <l:operator>Zoé</l:operator><l:item itemId="P1" receivedOn="2026-11-20"><l:pages>numérisé.tif|p002.tif</l:pages><l:nir/></l:item></l:batch>`;
    const jsonOfTwo = {
      batchId: 12,
      scannedAt: '2026-11-23',
      operator: 'Zoé',
      items: [
        {
          itemId: 7,
          receivedOn: '2026-11-20',
          pages: ['nume\u0301rise\u0301.tif', 'p002.tif'],
          nir: '',
          postmark: ' ',
        },
      ],
    };

    it.each<[string, string, Buffer]>([
      ['UTF-16', 'batch.csv', Buffer.from(`\ufeff${TWO}`, 'utf16le')],
      ['Windows-1252', 'batch.csv', Buffer.from(TWO, 'latin1')],
      ['UTF-8 and tabs', 'batch.csv', Buffer.from(`\ufeff${TWO.replaceAll(';', '\t')}`)],
      ['Latin-1, prefixes and one list of pages', 'batch.xml', Buffer.from(xmlOfTwo('ISO-8859-1'), 'latin1')],
      ['UTF-16', 'batch.xml', Buffer.from(`\ufeff${xmlOfTwo('UTF-16')}`, 'utf16le').swap16()],
      ['counters, empty texts and decomposed letters', 'batch.json', Buffer.from(JSON.stringify(jsonOfTwo))],
    ])('as other machines write them: %s (%s)', async (_how, name, content) => {
      put(`lot/${name}`, content);
      pages('numérisé.tif', 'p002.tif');
      expect(await list()).toMatchObject([
        {
          kind: 'scan',
          item: { itemId: name === 'batch.json' ? '7' : 'P1', operator: 'Zoé', nir: null },
          pages: [{ name: 'numérisé.tif' }, { name: 'p002.tif' }],
        },
      ]);
    });

    it.each(['', 'lot/'])('are read from a zip, their files under «%s»', async (top) => {
      const named = {
        'batch.json': JSON.stringify({ ...batch, items }),
        'p001.tif': 'a',
        'p002.tif': 'bb',
        'p003.pdf': 'ccc',
      };
      put('lot.zip', aZip(Object.entries(named).map(([name, content]) => [`${top}${name}`, content])));
      const inputs = await list();
      expect(inputs).toMatchObject(ITEMS);
      expect(inputs[1]).toMatchObject({ file: path.join(root, 'lot.zip/P2'), pages: [{ bytes: Buffer.from('ccc') }] });
    });

    it.each([
      ['no batch in it', aZip([['a.eml', 'x']]), /Archive sans batch\.json/],
      ['a name that leads out of it', aZip([['../batch.json', '{}']]), /Archive illisible/],
      [
        'a page missing',
        aZip([
          ['batch.json', JSON.stringify({ ...batch, items })],
          ['p001.tif', 'a'],
        ]),
        /«\u00a0p002\.tif\u00a0» absent du lot/,
      ],
      ['half of its bytes', aZip([['batch.json', '{}']]).subarray(0, 60), /Archive illisible/],
    ])('are refused from a zip with %s', async (_case, bytes, reason) => {
      put('lot.zip', bytes);
      expect(await list()).toMatchObject([{ kind: 'refused', channel: 'post', reason: expect.stringMatching(reason) }]);
    });

    it.each([
      [
        'batch.json',
        JSON.stringify({ ...batch, items }),
        ['p001.tif', 'p002.tif'],
        /^batch\.json, pli P2, page 1\u00a0: fichier «\u00a0p003\.pdf\u00a0» absent du lot\u00a0; lot mis de côté, rien n’a été traité$/,
      ],
      [
        'batch.json',
        JSON.stringify({ ...batch, items: [{ ...items[1], pages: ['../secret.pdf'] }] }),
        ['p003.pdf'],
        /n’est pas un nom de fichier du lot/,
      ],
      [
        'batch.json',
        JSON.stringify({ ...batch, items }),
        ['p001.tif', 'p002.tif', 'p003.pdf', 'p004.tif'],
        /«\u00a0p004\.tif\u00a0» du lot n’est annoncé par aucun pli/,
      ],
      ['batch.json', '{', ['p001.tif'], /JSON/],
      [
        'batch.json',
        JSON.stringify({ ...batch, items }),
        ['p001.tif', 'p002.tif', 'p003.pdf', 'virus.exe'],
        /«\u00a0virus\.exe\u00a0»\u00a0: ni PDF/,
      ],
      ['batch.xml', '<batch><item>', ['p001.tif'], /XML/],
      ['batch.csv', 'batchId;itemId\nL1', ['p001.tif'], /ligne 2\u00a0: 1 champs au lieu de 2/],
      ['batch.csv', 'batchId;itemId\nL1;"P1\nL1;P2', ['p001.tif'], /ligne 2\u00a0: guillemets mal fermés/],
      [
        'batch.json',
        JSON.stringify({ ...batch, items: [{ ...items[1], nir: 2690549588157 }] }),
        ['p003.pdf'],
        /items, n° 1, nir\u00a0: absent ou mal formé/,
      ],
    ])('are refused whole: %s %#', async (name, content, names, reason) => {
      put(`lot/${name}`, content);
      pages(...names);
      put('secret.pdf');
      const inputs = await list(path.join(root, 'lot'));
      expect(inputs).toMatchObject([{ kind: 'refused', channel: 'post', reason: expect.stringMatching(reason) }]);
    });
  });
});
