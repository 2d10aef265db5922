import { InMemoryDirectory } from '../../../src/domain/directory/in-memory-directory';
import { identifySender } from '../../../src/identification/identify-sender';
import { aReadItem } from '../../builders/a-read-item';
import { aHousehold, JEANNE_NIR } from '../../builders/an-allocataire-file';

/** Real: identification, the finder, the directory in memory. Fake: nothing. */
describe('digits that nothing calls a NIR', () => {
  const identify = async (item: Parameters<typeof aReadItem>[0]) =>
    (await identifySender(aReadItem(item), new InMemoryDirectory([aHousehold()]))).identification;

  it('takes a time stamp or an order number of subject, quote or attachment for none', async () => {
    const stamped = await identify({
      subject: 'Essai (1470123456789)',
      texts: [{ source: 'body', name: null, text: 'Bonjour' }],
    });
    expect(stamped).toMatchObject({ verdict: 'missing', nir: null });
    expect(stamped.because.join()).toMatch(/n’est pas prise pour un numéro/);
    const invoice = { source: 'attachment', name: 'facture.pdf', text: 'réf 1470123456789' } as const;
    expect((await identify({ subject: '', texts: [invoice] })).verdict).toBe('missing');
  });

  it('still takes it for one where a key, a label, a grouping, the body or the directory says so', async () => {
    const body = [{ source: 'body', name: null, text: 'Bonjour' }] as const;
    for (const subject of ['NIR 1470123456789', '1 47 01 23 456 789', '1850578006078 97'])
      expect((await identify({ subject, texts: body })).verdict).toBe('unknown');
    expect((await identify({ subject: JEANNE_NIR, texts: body })).verdict).not.toBe('missing');
    const written = [{ source: 'body', name: null, text: 'voici 1470123456789 merci' }] as const;
    expect((await identify({ subject: '', texts: written })).verdict).toBe('unknown');
  });
});
