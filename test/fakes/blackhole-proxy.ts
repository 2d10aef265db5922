import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export type Direction = 'to-server' | 'to-client';

/**
 * A way to a server that can be cut as networks are: nothing is closed, nothing is refused, bytes just do not arrive, and
 * those that were on their way arrive when it is mended, as TCP sends them again.
 */
export class BlackholeProxy {
  /** Sees each piece before it goes on; what it cuts holds back that very piece. */
  onPiece: (piece: Buffer, direction: Direction) => void = () => undefined;
  private isCut = false;
  private readonly held: (() => void)[] = [];
  private readonly sockets = new Set<Socket>();
  private constructor(private readonly server: Server) {}

  static async to(host: string, port: number, at = 0): Promise<BlackholeProxy> {
    const server = createServer();
    const proxy = new BlackholeProxy(server);
    server.on('connection', (client) => {
      const far = connect(port, host);
      proxy.carry(client, far, 'to-server');
      proxy.carry(far, client, 'to-client');
    });
    await new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** The same address by way of this proxy. */
  through(url: string): string {
    const by = new URL(url);
    by.hostname = '127.0.0.1';
    by.port = String(this.port);
    return by.href;
  }

  cut(): void {
    this.isCut = true;
  }

  mend(): void {
    this.isCut = false;
    for (const go of this.held.splice(0)) go();
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private carry(from: Socket, to: Socket, direction: Direction): void {
    this.sockets.add(from);
    const pass = (go: () => void): void => {
      if (this.isCut || this.held.length > 0) this.held.push(go);
      else go();
    };
    from.on('data', (piece) => {
      this.onPiece(piece, direction);
      pass(() => to.write(piece));
    });
    from.on('error', () => undefined);
    from.on('close', () => pass(() => to.destroy()));
  }
}
