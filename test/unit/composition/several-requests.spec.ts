import path from 'node:path';
import { createComposer } from '../../../src/composition/compose-reply';
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
});
