import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { ScannerAddress } from '../config/scanner-address';

/** What the scanner says of some bytes; `unscannable`: it looked and could not (too large for it, broken inside). */
export type ScanVerdict =
  | { readonly kind: 'clean' }
  /** @param name the signature's, from the scanner's own database */
  | { readonly kind: 'infected'; readonly name: string }
  | { readonly kind: 'unscannable' };

/** The scanner did not answer: nobody knows anything of the bytes. */
export class ScannerAway extends Error {
  constructor(options?: ErrorOptions) {
    super('l’antivirus ne répond pas', options);
  }
}

/** No byte for so long: a large archive takes clamd some seconds (its own MaxScanTime is two minutes). */
const SILENCE_MS = 130_000;
/** The line broke after it was made. */
const CUT = ['EPIPE', 'ECONNRESET'];
const TRIES = 3;
const PING_MS = 2_000;
/** A signature's name is short; more is no answer. */
const LONGEST_ANSWER = 1_024;

/** Talks to clamd: one connection a question, the `z` form of its commands (clamd(8)). */
export class Clamd {
  constructor(private readonly address: ScannerAddress) {}

  /**
   * @param open gives the bytes anew at each try
   * @throws ScannerAway where it does not answer; whatever the stream throws
   */
  async scan(open: () => Readable): Promise<ScanVerdict> {
    for (let tried = 1; tried <= TRIES; tried++) {
      const answer = await this.ask(SILENCE_MS, (socket, hasAnswered) => give(open(), socket, hasAnswered)).catch(
        async (error: unknown) => {
          if (!(error instanceof ScannerAway && CUT.includes(codeOf(error)))) throw error;
          // It is there and breaks off at this very content: past its size it answers and closes, and the answer is lost
          // where we were writing at that instant.
          await this.ping();
          return null;
        },
      );
      if (answer !== null) return verdictOf(answer);
    }
    return { kind: 'unscannable' };
  }

  /** @throws ScannerAway */
  async ping(): Promise<void> {
    const answer = await this.ask(PING_MS, async (socket) => void socket.write('zPING\0'));
    if (answer !== 'PONG') throw new ScannerAway();
  }

  private async ask(
    silenceMs: number,
    say: (socket: Socket, hasAnswered: () => boolean) => Promise<void>,
  ): Promise<string> {
    const socket = connect(this.address);
    socket.setTimeout(silenceMs, () => socket.destroy(new ScannerAway()));
    let heard = '';
    socket.setEncoding('latin1').on('data', (piece: string) => {
      if (heard.length < LONGEST_ANSWER) heard += piece;
    });
    const ended = new Promise<void>((resolve, reject) => {
      socket.on('close', () => resolve());
      // A line that breaks after a whole answer changes nothing of it.
      socket.on('error', (error) => (heard.includes('\0') ? resolve() : reject(new ScannerAway({ cause: error }))));
    });
    ended.catch(() => undefined);
    try {
      await Promise.race([say(socket, () => heard !== ''), ended]);
      await ended;
    } finally {
      socket.destroy();
    }
    const end = heard.indexOf('\0');
    if (end === -1) throw new ScannerAway();
    return heard.slice(0, end);
  }
}

async function give(bytes: Readable, socket: Socket, hasAnswered: () => boolean): Promise<void> {
  socket.write('zINSTREAM\0');
  for await (const piece of bytes) {
    await setImmediate();
    if (hasAnswered() || socket.destroyed) return;
    const length = Buffer.alloc(4);
    length.writeUInt32BE((piece as Buffer).length);
    if (!socket.write(Buffer.concat([length, piece as Buffer]))) await drained(socket);
  }
  socket.write(Buffer.alloc(4));
}

const codeOf = ({ cause }: ScannerAway): string => (cause as { code?: string } | undefined)?.code ?? '';

function verdictOf(answer: string): ScanVerdict {
  if (answer === 'stream: OK') return { kind: 'clean' };
  const name = /^stream: (.{1,200}) FOUND$/.exec(answer)?.[1];
  if (name !== undefined) return { kind: 'infected', name: name.replace(/[^\w.:-]/g, '_') };
  if (/ERROR$/.test(answer)) return { kind: 'unscannable' };
  throw new ScannerAway();
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      socket.off('drain', go);
      socket.off('close', go);
      resolve();
    };
    socket.on('drain', go);
    socket.on('close', go);
  });
}
