import { DrizzleQueryError } from 'drizzle-orm';
import { createLogger, nestLogger } from '../../../src/platform/logger';
import { messageWithoutQuery } from '../../../src/platform/without-query';

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

  it('says that Redis refused a command, not what it was given', () => {
    const lines: string[] = [];
    const logger = createLogger('info', { write: (line: string) => void lines.push(line) });
    const refused = Object.assign(new Error('WRONGPASS invalid'), { command: { name: 'auth', args: ['mot-secret'] } });
    logger.warn({ err: refused }, 'échec');
    expect(lines.join('')).toContain('WRONGPASS');
    expect(lines.join('')).not.toContain('mot-secret');
  });

  it('says why a query failed, not what it asked', () => {
    const lines: string[] = [];
    const logger = createLogger('info', { write: (line: string) => void lines.push(line) });
    const failed = new DrizzleQueryError('select "sealed" from t', ['DUPONT\nMarie'], new Error('table absente'));
    logger.warn({ err: failed }, 'échec');
    logger.warn({ err: new Error('étape', { cause: failed }) }, 'échec');
    nestLogger(logger).error(failed);
    const all = lines.join('');
    expect(all).toContain('table absente');
    expect(all).not.toMatch(/sealed|DUPONT|Marie/);
    expect(messageWithoutQuery(failed)).toBe('table absente');
  });
});
