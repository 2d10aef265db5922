import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AllocataireFile } from '../../src/domain/directory/allocataire-file';
import { InMemoryDirectory } from '../../src/domain/directory/in-memory-directory';

/** How the server takes the next calls: well, or with one of the faults that a real one has. */
export type Behaviour =
  | 'answering'
  | 'slow'
  | 'unavailable'
  | 'refusing'
  | 'hanging-up'
  | 'malformed'
  | 'badly-typed'
  | 'beside-the-question'
  | 'endless'
  | 'redirecting';

export interface DirectoryServer {
  readonly url: string;
  /** What was asked, in order: address, authorization and body. */
  readonly calls: { readonly path: string; readonly token: string | undefined; readonly body: string }[];
  /** For the next `times` calls, then well again; for all of them without `times`. */
  behave(behaviour: Behaviour, times?: number): void;
  close(): Promise<void>;
}

/** Past any patience that a test has. */
const SLOW_MS = 60_000;

/** A remote directory of invented people, on a port of its own: the peer of RemoteDirectory. */
export async function startDirectoryServer(files: readonly AllocataireFile[]): Promise<DirectoryServer> {
  const directory = new InMemoryDirectory(files);
  const calls: DirectoryServer['calls'] = [];
  let [behaviour, left]: [Behaviour, number] = ['answering', Number.POSITIVE_INFINITY];
  const next = (): Behaviour => (left-- > 0 ? behaviour : 'answering');

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await textOf(request);
    calls.push({ path: request.url ?? '', token: request.headers.authorization, body });
    const say = (status: number, content: string) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(content);
    };
    const { nirs, numerosAllocataires, emails } = JSON.parse(body) as {
      nirs: string[];
      numerosAllocataires: string[];
      emails?: string[];
    };
    const found = JSON.stringify({ files: await directory.findFiles(nirs, numerosAllocataires, emails) });
    switch (next()) {
      case 'answering':
        return say(200, found);
      case 'slow':
        setTimeout(() => say(200, found), SLOW_MS).unref();
        return;
      case 'unavailable':
        return say(503, body);
      case 'refusing':
        return say(401, body);
      case 'hanging-up':
        return void request.socket.destroy();
      case 'malformed':
        return say(200, `${found.slice(0, -2)}${body}`);
      case 'badly-typed':
        return say(200, found.replaceAll('"actif"', `"${nirs[0] ?? ''}"`));
      case 'beside-the-question':
        return say(200, JSON.stringify({ files }));
      case 'endless':
        return say(200, ' '.repeat(5_000_000));
      case 'redirecting':
        return void response.writeHead(307, { location: '/elsewhere' }).end();
    }
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    behave: (how, times = Number.POSITIVE_INFINITY) => {
      [behaviour, left] = [how, times];
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}
