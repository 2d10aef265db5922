import type { CorrespondenceRecord } from '../persistence/correspondence-record';
import type { StageHandler, StageOutcome } from './stage';

/**
 * A stage whose items of a self-check go through a handler of their own; all others never meet it. What such an item would
 * give to an agent is set aside: nobody is to work on it.
 */
export function withSelfCheck(usual: StageHandler, ofSelfCheck: StageHandler): StageHandler {
  return {
    job: usual.job,
    async run(record: CorrespondenceRecord): Promise<StageOutcome> {
      if (record.source !== 'self-check') return usual.run(record);
      const outcome = await ofSelfCheck.run(record);
      if (outcome.kind !== 'needs-agent') return outcome;
      const reason = `Essai de bon fonctionnement arrêté\u00a0: ${outcome.reason}`;
      return { ...outcome, kind: 'set-aside', reason };
    },
  };
}
