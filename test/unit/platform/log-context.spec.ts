import { setImmediate as nextTurn } from 'node:timers/promises';
import { logContext, withLogContext } from '../../../src/platform/log-context';
import { createLogger } from '../../../src/platform/logger';

/** Real: AsyncLocalStorage, pino. Fake: where the lines go. */
describe('the log’s context', () => {
  const lines: string[] = [];
  const logger = createLogger('info', { write: (line: string) => void lines.push(line) });
  beforeEach(() => void lines.splice(0));
  const parsed = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);

  it('stands on every line within, however deep, and on none outside', async () => {
    const deep = async (): Promise<void> => {
      await nextTurn();
      logger.info({ own: 1 }, 'dedans');
    };
    await withLogContext({ correspondenceId: 'c-1' }, () => withLogContext({ job: 'read', revision: 2 }, deep));
    logger.info('dehors');
    expect(parsed()).toMatchObject([{ correspondenceId: 'c-1', job: 'read', revision: 2, own: 1 }, { msg: 'dehors' }]);
    expect(parsed()[1]).not.toHaveProperty('correspondenceId');
  });

  it('keeps what runs at the same time apart', async () => {
    const seen = await Promise.all(
      ['a', 'b'].map((id) =>
        withLogContext({ id }, async () => {
          await nextTurn();
          return logContext();
        }),
      ),
    );
    expect(seen).toEqual([{ id: 'a' }, { id: 'b' }]);
  });
});
