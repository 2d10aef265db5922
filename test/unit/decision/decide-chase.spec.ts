import { decideChase } from '../../../src/decision/decide-chase';
import type { DecisionInput } from '../../../src/decision/request-facts';
import { aReadItem } from '../../builders/a-read-item';
import { aClassification, anIdentification } from '../../builders/a-triage';
import { anAllocataireFile } from '../../builders/an-allocataire-file';

/** Real: the decision. Fake: nothing; everybody is invented. */
const input = (over: Partial<DecisionInput> = {}): DecisionInput => ({
  item: aReadItem({ body: 'Bonjour' }),
  identification: anIdentification({ verdict: 'missing' }),
  classification: aClassification(),
  file: null,
  writtenFile: null,
  ...over,
});
const chase = (step: 'remind' | 'remind-by-post' | 'close', over: Partial<DecisionInput> = {}) =>
  decideChase(input(over), { step, firstWrittenOn: '2026-11-01' });

describe('a letter to who does not answer', () => {
  it('goes the way we wrote', () => {
    expect(chase('remind')).toMatchObject({
      ...{ action: 'ask-identifier', letter: 'relance', channel: 'email', rule: 'silence-relance', state: 'decided' },
      destination: { address: 'quelquun@exemple.invalid', personalData: false },
      chase: { closes: false, firstWrittenOn: '2026-11-01' },
    });
    expect(chase('close')).toMatchObject({ action: 'none', letter: 'cloture-sans-reponse', chase: { closes: true } });
  });

  it('goes by post only where the file says that its person lives', () => {
    const writtenFile = anAllocataireFile();
    expect(chase('remind-by-post', { writtenFile })).toMatchObject({
      letter: 'relance',
      destination: { kind: 'post', address: writtenFile.address },
    });
    for (const file of [
      null,
      anAllocataireFile({ address: [] }),
      anAllocataireFile({ undeliverableSince: '2026-10-01' }),
    ])
      expect(chase('remind-by-post', { writtenFile: file })).toMatchObject({
        letter: 'cloture-sans-reponse',
        channel: 'email',
        chase: { closes: true },
      });
  });

  it('goes by post, or to an agent, where our e-mail came back', () => {
    const came = (step: 'remind' | 'close', writtenFile: DecisionInput['writtenFile']) =>
      decideChase(input({ writtenFile }), { step, firstWrittenOn: '2026-11-01', mailBounced: true });
    expect(came('close', anAllocataireFile())).toMatchObject({ letter: 'cloture-sans-reponse', channel: 'post' });
    for (const file of [null, anAllocataireFile({ undeliverableSince: '2026-11-10' })])
      expect(came('close', file)).toMatchObject({
        ...{ action: 'to-agent', state: 'needs-agent', letter: null, destination: null },
        preparedLetter: 'cloture-sans-reponse',
        reason: expect.stringContaining('n’était pas arrivé'),
      });
  });

  it('goes to an agent where there is no way back', () => {
    expect(chase('remind', { item: aReadItem({ page: 'Bonjour' }) })).toMatchObject({
      ...{ action: 'to-agent', state: 'needs-agent', letter: null, preparedLetter: 'relance' },
      reason: expect.stringContaining('ne peut pas partir'),
    });
  });
});
