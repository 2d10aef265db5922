import { DocumentUnreadable } from '../../../src/persistence/document-store/chunked-encryption';
import { DirectoryUnavailable } from '../../../src/persistence/remote-directory-call';
import { judgeFailure } from '../../../src/pipeline/judge-failure';
import { FinalFailure, TransientFailure } from '../../../src/pipeline/stage-failure';
import { CannotUnseal } from '../../../src/platform/keys/field-encryption';
import { isStorageFull } from '../../../src/platform/surroundings-fault';

const withCode = (code: string, message = 'x') => Object.assign(new Error(message), { code });

describe('whose fault a failure is', () => {
  it.each([
    ['a refused connection', withCode('ECONNREFUSED')],
    ['a full disk', withCode('ENOSPC')],
    ['a query that failed for its connection', new Error('Failed query: …', { cause: withCode('57P01') })],
    ['a database without room', withCode('53100')],
    ['a deadlock', withCode('40P01')],
    ['several addresses that all refused', new AggregateError([withCode('ECONNREFUSED')])],
    ['a lost connection', new Error('Connection terminated unexpectedly')],
    ['no answer in time', new Error('Failed query', { cause: new Error('Query read timeout') })],
    ['no connection to be had', new Error('timeout exceeded when trying to connect')],
    ['a directory that is away', new DirectoryUnavailable('injoignable', true)],
    ['what says so itself', new TransientFailure('arrêt')],
  ])('is the surroundings’: %s', (_what, error) => {
    expect(judgeFailure(error)).toEqual({ kind: 'transient' });
  });

  it.each([
    ['an altered document', new DocumentUnreadable('altéré')],
    ['a lost key', new CannotUnseal('clé k absente')],
    ['what says so itself', new FinalFailure('Message sans document.')],
  ])('is final, with a reason for an agent: %s', (_what, error) => {
    expect(judgeFailure(error)).toEqual({ kind: 'final', reason: expect.stringMatching(/\.$/) });
  });

  it.each([
    ['a fault of the program', new TypeError('undefined is not a function')],
    ['a value that the database refuses', new Error('Failed query', { cause: withCode('22P02') })],
    ['a double', withCode('23505')],
    ['a wrong answer of the directory', new DirectoryUnavailable('réponse trop longue', false)],
    ['what is no error', 'x'],
  ])('may be the item’s own: %s', (_what, error) => {
    expect(judgeFailure(error)).toEqual({ kind: 'own' });
  });

  it('does not loop on an error that causes itself', () => {
    const error = new Error('x');
    error.cause = error;
    expect(judgeFailure(error)).toEqual({ kind: 'own' });
  });

  it('tells a full disk from one that is away', () => {
    expect(isStorageFull(new Error('Failed query', { cause: withCode('53100') }))).toBe(true);
    expect(isStorageFull(withCode('EIO'))).toBe(false);
  });
});
