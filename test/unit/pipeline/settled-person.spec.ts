import { InMemoryDirectory } from '../../../src/domain/directory/in-memory-directory';
import { makeTriageSteps } from '../../../src/house/make-stage-tools';
import type { CorrespondenceRecord } from '../../../src/persistence/correspondence-record';
import { TriageStage } from '../../../src/pipeline/triage-stage';
import { aReadItem } from '../../builders/a-read-item';
import { aHousehold, anAllocataireFile } from '../../builders/an-allocataire-file';

/** Real: the triage stage with its three steps, the directory in memory. Fake: the row; everybody is invented. */
const settledOn = (personIndex: number) => {
  // What triage looks at of a row, and no more.
  const read: Partial<CorrespondenceRecord> = {
    reading: aReadItem({ body: 'Bonjour, une attestation de paiement svp' }),
    settlement: {
      person: { numeroAllocataire: '0260311', personIndex },
      kind: null,
      letter: null,
      setAside: null,
      by: 'un agent',
    },
  };
  return read as CorrespondenceRecord;
};
const run = (files: Parameters<typeof anAllocataireFile>[0][], personIndex = 0) =>
  new TriageStage(makeTriageSteps(), new InMemoryDirectory(files.map(anAllocataireFile))).run(settledOn(personIndex));

describe('the person whom an agent named', () => {
  it('is the one who is answered', async () => {
    const outcome = await run([aHousehold()]);
    expect(outcome).toMatchObject({ kind: 'advance', to: 'composing' });
  });

  it.each([
    ['their file is gone', [], 0],
    ['their file has nobody more in that place', [{}], 2],
  ])('goes to an agent again where %s, and nobody takes their place', async (_, files, index) => {
    expect(await run(files, index)).toMatchObject({
      kind: 'needs-agent',
      reason: expect.stringMatching(/désignée n’est plus dans le répertoire/),
      triage: { decision: { rule: 'personne-designee-absente', settle: 'confirm-person', destination: null } },
    });
  });
});
