import { createLogger } from '../../../src/platform/logger';

describe('the logger', () => {
  it('masks whatever looks like a NIR in a finished line, and removes known personal fields', () => {
    const lines: string[] = [];
    const logger = createLogger('info', { write: (line: string) => void lines.push(line) });
    logger.info({ item: { text: 'Bonjour', email: 'a@b.invalid' } }, 'NIR 2 55 08 14 168 025 38 reçu');
    logger.warn({ err: new Error('clé en double : (nir)=(255081416802538)') }, 'échec');
    const all = lines.join('');
    expect(all.replace(/[\s\u00a0\u202f]/g, '')).not.toMatch(/168025|Bonjour|a@b\.invalid/);
    expect(all).toContain('[retiré]');
    expect(lines.map((line) => JSON.parse(line))).toHaveLength(2);
  });
});
