import { InMemoryDirectory } from '../../../src/domain/directory/in-memory-directory';
import { nirKey } from '../../../src/domain/nir/nir-key';
import { INVENTED_ALLOCATAIRE, INVENTED_NIR } from '../../../src/domain/self-check/invented-allocataire';
import { SelfCheckDirectory } from '../../../src/domain/self-check/self-check-directory';
import { selfCheckItems } from '../../../src/operations/self-check/self-check-items';
import type { CorrespondenceRecord } from '../../../src/persistence/correspondence-record';
import { withSelfCheck } from '../../../src/pipeline/self-check-handler';
import type { StageHandler } from '../../../src/pipeline/stage';
import { anAllocataireFile, JEANNE_NIR } from '../../builders/an-allocataire-file';

/** What a self-check sends and how the stages take it. Real: the items, the directory. Fake: the stages. */
describe('a self-check', () => {
  const now = new Date('2026-11-23T10:00:00Z');
  const items = selfCheckItems('essai-marque', 'contact@caf.invalid', now, '2026-11-23');

  it('sends a message and a page that say what they are, with the right key of the invented number', () => {
    expect(items.email.to).toBe('contact+essai-marque@caf.invalid');
    expect(items.email.raw).toMatch(/^Subject: Essai de bon fonctionnement\r$/m);
    expect(items.email.raw).not.toMatch(/[^\r]\n/);
    const page = items.batch[0]?.bytes.toString('latin1') ?? '';
    expect(page).toContain('ESSAI DE BON FONCTIONNEMENT');
    expect(page.replace(/\s/g, '')).toContain(`${INVENTED_NIR}${nirKey(INVENTED_NIR)}`);
  });

  it('knows nobody but the invented person, and fails where the directory does', async () => {
    const real = new InMemoryDirectory([anAllocataireFile()]);
    const directory = new SelfCheckDirectory(real);
    expect(await directory.findFiles([INVENTED_NIR, JEANNE_NIR], ['0260311'])).toEqual([INVENTED_ALLOCATAIRE]);
    expect(await directory.findFiles([JEANNE_NIR], [])).toEqual([]);
    expect(await real.findFiles([INVENTED_NIR], [INVENTED_ALLOCATAIRE.numeroAllocataire])).toEqual([]);
    const away = new SelfCheckDirectory({ findFiles: () => Promise.reject(new Error('absent')) });
    await expect(away.findFiles([INVENTED_NIR], [])).rejects.toThrow('absent');
  });

  it('goes by handlers of its own, gives nothing to an agent, and leaves mail alone', async () => {
    const stage = (reason: string): StageHandler => ({
      job: 'triage',
      run: async () => ({ kind: 'needs-agent', reason }),
    });
    const both = withSelfCheck(stage('courrier'), stage('essai'));
    const from = (source: CorrespondenceRecord['source']) => both.run({ source } as CorrespondenceRecord);
    expect(await from('smtp')).toEqual({ kind: 'needs-agent', reason: 'courrier' });
    expect(await from('self-check')).toMatchObject({
      kind: 'set-aside',
      reason: expect.stringMatching(/^Essai de bon fonctionnement arrêté\u00a0: essai$/),
    });
  });
});
