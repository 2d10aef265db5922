import path from 'node:path';
import { createComposer } from '../../../src/composition/compose-reply';
import { anAllocataireFile } from '../../builders/an-allocataire-file';
import { aReplyOrder } from './a-reply-order';

/** Real: the letters and the composer. Fake: the person, who is invented. */
describe('a reply to two requests', () => {
  it('explains the access beside the attestation where both are asked, and only there', async () => {
    const composer = await createComposer({ templatesFolder: path.resolve(__dirname, '../../../templates') });
    const textOf = async (requestKinds: readonly string[]) => {
      const reply = await composer.compose(
        aReplyOrder({ letter: 'attestation-envoyee', attestations: ['attestation-paiement'], requestKinds }),
      );
      if (!reply.ok) throw new Error(reply.error.message);
      return reply.value.text.replace(/\s+/g, ' ');
    };
    expect(await textOf(['attestation-paiement', 'acces-compte'])).toMatch(
      /attestation de paiement.*8 à 24 caractères/,
    );
    expect(await textOf(['attestation-paiement'])).not.toMatch(/8 à 24 caractères/);
    await composer.close();
  });

  it('attests for each document the months that were asked of it', async () => {
    const composer = await createComposer({ templatesFolder: path.resolve(__dirname, '../../../templates') });
    const paid = (month: string) => ({ month, benefit: 'APL', cents: 30_000, nature: 'droit' as const });
    const file = anAllocataireFile({
      payments: [paid('2016-03'), paid('2016-04'), paid('2016-05')],
      montantNetSocial: [{ month: '2016-05', cents: 91_200 }],
    });
    const reply = await composer.compose(
      aReplyOrder({
        file,
        letter: 'attestation-envoyee',
        attestations: ['attestation-paiement', 'attestation-mns'],
        monthsOf: { 'attestation-paiement': ['2016-03', '2016-04'] },
      }),
    );
    if (!reply.ok) throw new Error(reply.error.message);
    expect(reply.value.text.replace(/\s+/g, ' ')).toContain(
      'votre attestation de paiement de mars 2016 à avril 2016 et votre attestation de montant net social de mai 2016',
    );
    await composer.close();
  });
});
