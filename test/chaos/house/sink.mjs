import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';

const SLOW_MS = 3_000;
const refusal = (responseCode, text) => Object.assign(new Error(text), { responseCode });

/** What the server can be told to do with the next messages. */
export const MOODS = [
  'refuse at RCPT',
  'refuse after DATA',
  'defer at RCPT',
  'defer after DATA',
  'hang after DATA',
  'drop before its answer',
  'cut in mid DATA',
  'accept slowly',
];

/**
 * The outgoing server: a real SMTP server that keeps the Message-ID of each message it took, and has the faults that real
 * ones have. A message that it took and then said nothing about, or lost the connection over, counts as taken: that is
 * how a person gets two letters.
 */
export class Sink {
  /** Every acceptance, in order: { messageId, to }. */
  accepted = [];
  /** Messages refused for good: { messageId (null at RCPT), to }. */
  refused = [];
  #mood = null;
  #left = 0;
  hits = 0;
  #server = null;
  #open = 0;

  constructor(port) {
    this.port = port;
    this.url = `smtp://127.0.0.1:${port}`;
  }

  get running() {
    return this.#server !== null;
  }

  /** Messages that it has in hand at this moment. */
  get open() {
    return this.#open;
  }

  start() {
    if (this.#server !== null) return Promise.resolve();
    this.#server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      logger: false,
      closeTimeout: 1,
      onRcptTo: (address, _session, callback) => callback(this.#answerRcpt(address.address)),
      onData: (stream, session, callback) => {
        this.#open += 1;
        this.#take(stream, session)
          .then(callback, callback)
          .finally(() => {
            this.#open -= 1;
          });
      },
    });
    this.#server.on('error', () => undefined);
    return new Promise((resolve) => this.#server.listen(this.port, '127.0.0.1', resolve));
  }

  /** Stops as a server that falls over: connections break at once. */
  async stop() {
    const server = this.#server;
    if (server === null) return;
    this.#server = null;
    for (const connection of server.connections) connection._socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }

  /** Has the next `count` messages meet this fault. */
  behave(mood, count) {
    this.#mood = mood;
    this.#left = count;
    this.hits = 0;
  }

  /** @returns how many messages met it */
  behaveWell() {
    this.#mood = null;
    return this.hits;
  }

  #meets(...moods) {
    if (this.#left === 0 || !moods.includes(this.#mood)) return null;
    this.#left -= 1;
    this.hits += 1;
    return this.#mood;
  }

  #answerRcpt(to) {
    const mood = this.#meets('refuse at RCPT', 'defer at RCPT');
    if (mood === null) return undefined;
    if (mood === 'defer at RCPT') return refusal(450, '4.2.1 later');
    this.refused.push({ messageId: null, to });
    return refusal(550, '5.1.1 no such mailbox');
  }

  async #take(stream, session) {
    const [{ address: to }] = session.envelope.rcptTo;
    const cut = this.#meets('cut in mid DATA');
    if (cut !== null) {
      this.#drop(session);
      return;
    }
    const messageId = /^Message-ID:\s*(\S+)/im.exec((await buffer(stream)).toString('latin1'))?.[1] ?? '';
    const mood = this.#meets(...MOODS);
    if (mood === 'refuse after DATA') {
      this.refused.push({ messageId, to });
      throw refusal(554, '5.7.1 not wanted');
    }
    if (mood === 'defer after DATA') throw refusal(451, '4.3.0 later');
    this.accepted.push({ messageId, to });
    if (mood === 'hang after DATA') await this.#silence(session);
    if (mood === 'drop before its answer') this.#drop(session);
    if (mood === 'accept slowly') await wait(SLOW_MS);
  }

  /** Until the client gives up. */
  #silence(session) {
    const socket = this.#connectionOf(session)?._socket;
    if (socket === undefined || socket.destroyed) return Promise.resolve();
    return new Promise((resolve) => socket.once('close', resolve));
  }

  #drop(session) {
    this.#connectionOf(session)?._socket.destroy();
  }

  #connectionOf(session) {
    return [...(this.#server?.connections ?? [])].find(({ id }) => id === session.id);
  }
}
