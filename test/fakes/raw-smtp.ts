import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const LAST_LINE = /^(?:\d{3}-.*\r\n)*\d{3}(?: .*)?\r\n/;

/** A client that says what no mail program says: each line as it is, each answer whole. */
export class RawSmtp {
  private heard = '';
  private ended = false;
  private wake = (): void => undefined;

  private constructor(readonly socket: Socket) {
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      this.heard += text;
      this.wake();
    });
    socket.on('close', () => {
      this.ended = true;
      this.wake();
    });
    socket.on('error', () => undefined);
  }

  /** @returns the client with the greeting */
  static async connect(port: number): Promise<{ client: RawSmtp; greeting: string }> {
    const client = new RawSmtp(connect(port, '127.0.0.1'));
    return { client, greeting: await client.answer() };
  }

  async say(line: string): Promise<string> {
    this.socket.write(`${line}\r\n`);
    return this.answer();
  }

  /** The next answer, of several lines too; what is left of it where the connection ends. */
  async answer(): Promise<string> {
    for (;;) {
      const [answer] = LAST_LINE.exec(this.heard) ?? [];
      if (answer !== undefined) {
        this.heard = this.heard.slice(answer.length);
        return answer;
      }
      if (this.ended) return this.heard;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  async closed(): Promise<void> {
    if (!this.ended) await once(this.socket, 'close');
  }

  async quit(): Promise<void> {
    await this.say('QUIT');
    this.socket.end();
    await this.closed();
  }
}
