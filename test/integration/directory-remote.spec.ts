import { identifySender } from '../../src/identification/identify-sender';
import { RemoteDirectory, type RemoteDirectoryLimits } from '../../src/persistence/remote-directory';
import { type Clock, systemClock } from '../../src/platform/clock';
import { LookupHash } from '../../src/platform/keys/field-encryption';
import { aReadItem } from '../builders/a-read-item';
import { aHousehold, anAllocataireFile, aPerson, JEANNE_NIR, PAUL_NIR } from '../builders/an-allocataire-file';
import { type Behaviour, type DirectoryServer, startDirectoryServer } from '../fakes/directory-server';

const OTHER_NIR = '2690549588157';
const STRANGER = '1850578006078';
const FILES = [
  aHousehold(),
  anAllocataireFile({ numeroAllocataire: '0260312', persons: [aPerson({ nir: OTHER_NIR, birthDate: '1969-05-02' })] }),
];
const LIMITS: RemoteDirectoryLimits = {
  call: { timeoutMs: 10_000, retries: 2, firstDelayMs: 5, longestDelayMs: 20, failuresToOpen: 6, openMs: 200 },
  cache: { entries: 4, knownMs: 1_000, unknownMs: 100 },
};

/** For the server that does not answer in time; the others may take theirs on a busy machine. */
const HASTY: RemoteDirectoryLimits = { ...LIMITS, call: { ...LIMITS.call, timeoutMs: 1_000 } };
const limitsFor = (behaviour: Behaviour): RemoteDirectoryLimits => (behaviour === 'slow' ? HASTY : LIMITS);

/** Real: RemoteDirectory over HTTP, its retries, breaker and cache. Fake: the server; the people are invented. */
describe('a remote directory', () => {
  let server: DirectoryServer;
  beforeEach(async () => {
    server = await startDirectoryServer(FILES);
  });
  afterEach(() => server.close());

  const hash = new LookupHash(Buffer.alloc(32, 2));
  const remote = (clock: Clock = systemClock, token: string | null = 'jeton', url = server.url) =>
    new RemoteDirectory({ url, token }, hash, clock, LIMITS);
  const remoteThatIs = (behaviour: Behaviour, times?: number) => {
    server.behave(behaviour, times);
    return new RemoteDirectory({ url: server.url, token: 'jeton' }, hash, systemClock, limitsFor(behaviour));
  };
  const refusal = (asked: Promise<unknown>): Promise<Error> =>
    asked.then(
      () => {
        throw new Error('une réponse là où aucune ne tenait');
      },
      (error: Error) => error,
    );

  it('is asked once for all the candidates of an item, in the body and with the token', async () => {
    const found = await remote().findFiles([JEANNE_NIR, PAUL_NIR, STRANGER], ['0260312']);
    expect(found).toEqual(FILES);
    expect(server.calls).toEqual([{ path: '/find', token: 'Bearer jeton', body: expect.any(String) }]);
    expect(JSON.parse(server.calls[0]?.body ?? '')).toEqual({
      nirs: [JEANNE_NIR, PAUL_NIR, STRANGER],
      numerosAllocataires: ['0260312'],
    });
  });

  it('is not asked about nothing, and takes no token where none is given', async () => {
    expect(await remote().findFiles([], [])).toEqual([]);
    expect(server.calls).toEqual([]);
    await remote(systemClock, null).findFiles([STRANGER], []);
    expect(server.calls[0]?.token).toBeUndefined();
  });

  it('is asked for an address only where there is one, and remembers it in any case', async () => {
    const directory = remote();
    const email = FILES[0]?.email ?? '';
    expect(await directory.findFiles([], [], [email.toUpperCase()])).toEqual(FILES);
    expect(JSON.parse(server.calls[0]?.body ?? '')).toEqual({ nirs: [], numerosAllocataires: [], emails: [email] });
    expect(await directory.findFiles([], [], [email])).toEqual(FILES);
    expect(server.calls).toHaveLength(1);
  });

  it('is asked only for what is not remembered, and again once it has expired', async () => {
    let now = 0;
    const directory = remote({ now: () => new Date(now) });
    const ask = () => directory.findFiles([JEANNE_NIR, STRANGER], []);
    const expected = [FILES[0]];
    expect(await ask()).toEqual(expected);
    expect(await ask()).toEqual(expected);
    expect(server.calls).toHaveLength(1);
    now = 500;
    expect(await ask()).toEqual(expected);
    expect(JSON.parse(server.calls[1]?.body ?? '')).toEqual({ nirs: [STRANGER], numerosAllocataires: [] });
    now = 1_500;
    expect(await ask()).toEqual(expected);
    expect(JSON.parse(server.calls[2]?.body ?? '')).toMatchObject({ nirs: [JEANNE_NIR, STRANGER] });
  });

  it.each<[Behaviour, number]>([
    ['unavailable', 2],
    ['hanging-up', 2],
    ['slow', 1],
  ])('answers after a moment of being %s', async (behaviour, times) => {
    expect(await remoteThatIs(behaviour, times).findFiles([OTHER_NIR], [])).toEqual([FILES[1]]);
    expect(server.calls).toHaveLength(times + 1);
  });

  it.each<[Behaviour, RegExp, number]>([
    ['unavailable', /réponse 503/, 3],
    ['hanging-up', /injoignable/, 3],
    ['slow', /aucune réponse à temps|injoignable/, 3],
    ['refusing', /réponse 401/, 1],
    ['malformed', /irrecevable \(JSON mal formé\)/, 1],
    ['badly-typed', /irrecevable \(champ files\.0\.status mal formé\)/, 1],
    ['beside-the-question', /irrecevable \(un dossier qui n’était pas demandé\)/, 1],
    ['endless', /réponse trop longue/, 1],
    ['redirecting', /injoignable/, 3],
  ])('that is %s throws, never «unknown», and no number is in the error', async (behaviour, message, calls) => {
    const error = await refusal(remoteThatIs(behaviour).findFiles([OTHER_NIR], ['0260312']));
    expect(error.name).toBe('DirectoryUnavailable');
    expect(error.message).toMatch(message);
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toMatch(/2690549588157|0260312|Dupont/);
    expect(error.cause).toBeUndefined();
    expect(server.calls).toHaveLength(calls);
    expect(server.calls.every(({ path }) => path === '/find')).toBe(true);
  });

  it('is left alone after failures in a row, then asked again', async () => {
    const directory = remote();
    const ask = () => directory.findFiles([JEANNE_NIR], []);
    server.behave('unavailable');
    for (let turn = 0; turn < 2; turn++) await refusal(ask());
    expect(server.calls).toHaveLength(LIMITS.call.failuresToOpen);
    expect((await refusal(ask())).message).toMatch(/laissé tranquille/);
    expect(server.calls).toHaveLength(LIMITS.call.failuresToOpen);
    server.behave('answering');
    await new Promise((resolve) => setTimeout(resolve, LIMITS.call.openMs + 50));
    expect(await ask()).toEqual([FILES[0]]);
  });

  it('that is away stops the identification of an item, which is then tried again, not «unknown»', async () => {
    const item = aReadItem({ body: `Mon numéro de sécurité sociale : ${OTHER_NIR}` });
    expect((await identifySender(item, remote())).identification.verdict).not.toBe('unknown');
    server.behave('unavailable');
    expect((await refusal(identifySender(item, remote()))).name).toBe('DirectoryUnavailable');
  });

  it('that is away is an error, and what is remembered still serves', async () => {
    const directory = remote();
    await directory.findFiles([JEANNE_NIR], []);
    await server.close();
    expect(await directory.findFiles([JEANNE_NIR], [])).toEqual([FILES[0]]);
    expect((await refusal(directory.findFiles([JEANNE_NIR, STRANGER], []))).message).toMatch(/injoignable/);
  });
});
