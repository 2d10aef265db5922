import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

export type LinkMood = 'passes' | 'refuses' | 'hangs';

/** A TCP link to a real server, that passes, ends every connection, or lets nothing through without ending one. */
export class UnsteadyLink {
  private mood: LinkMood = 'passes';
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private readonly server = createServer((near) => this.join(near));

  constructor(private readonly to: { readonly host: string; readonly port: number }) {}

  /** @returns the port that leads to the server */
  async start(): Promise<number> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return (this.server.address() as AddressInfo).port;
  }

  become(mood: LinkMood): void {
    this.mood = mood;
    for (const pair of this.pairs)
      for (const socket of pair)
        if (mood === 'refuses') socket.destroy();
        else if (mood === 'hangs') socket.pause();
        else socket.resume();
  }

  async stop(): Promise<void> {
    for (const pair of this.pairs) for (const socket of pair) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(near: Socket): void {
    if (this.mood === 'refuses') return void near.destroy();
    const far = connect(this.to);
    const pair = [near, far] as const;
    this.pairs.add(pair);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('data', (piece) => other.write(piece));
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.pairs.delete(pair);
        other.destroy();
      });
      if (this.mood === 'hangs') one.pause();
    }
  }
}
