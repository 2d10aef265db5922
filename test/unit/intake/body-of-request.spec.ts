import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { bodyOfRequest } from '../../../src/intake/body-of-request';

/** A request's body apart from its connection. Real: HTTP on this machine. Fake: nobody. */
describe('bodyOfRequest', () => {
  let server: Server;
  const asked: IncomingMessage[] = [];
  beforeAll(async () => {
    server = createServer((request) => void asked.push(request)).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => server.close());

  const begin = async (sent: string) => {
    const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const arrived = once(server, 'request');
    client.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n${sent}`);
    await arrived;
    const body: Readable = bodyOfRequest(asked.pop() as IncomingMessage);
    return { client, body };
  };

  it('is the bytes that were sent', async () => {
    const { client, body } = await begin('0123456789');
    expect((await buffer(body)).toString()).toBe('0123456789');
    client.destroy();
  });

  it('fails for who reads after its sender has left in the middle, and for nobody else', async () => {
    const { client, body } = await begin('01234');
    const closed = new Promise((resolve) => body.once('close', resolve));
    client.destroy();
    await closed;
    await expect(buffer(body)).rejects.toThrow('envoi interrompu');
  });
});
