import { fromBuild } from '../house/from-build.mjs';

const { formTokenOf, tokenOfCookies } = fromBuild('desk/access/session-cookie.js');

/** Somebody at the desk of one web process, as their browser would be: signed in, sending the forms of its pages. */
export class Agent {
  constructor(url, token) {
    this.url = url;
    this.token = token;
    this.headers = { cookie: `courrier_bureau=${token}` };
  }

  /** @param key of scope `operate`: it lets in as a supervisor does */
  static async enter(url, key) {
    const body = new URLSearchParams({ cle: key });
    const entered = await fetch(`${url}/bureau/entrer`, { method: 'POST', body, redirect: 'manual' });
    const token = tokenOfCookies((entered.headers.get('set-cookie') ?? '').split(';')[0]);
    if (token === null) throw new Error(`not let in at ${url}: ${entered.status}`);
    return new Agent(url, token);
  }

  /** The same person at another process: the session is in the database. */
  at(url) {
    return new Agent(url, this.token);
  }

  async open(id) {
    const { status } = await fetch(`${this.url}/bureau/${id}`, { headers: this.headers });
    if (status !== 200) throw new Error(`item not shown: ${status}`);
  }

  /** @returns whether the act was taken, which leads away from the page; a refusal shows it again */
  async act(id, fields) {
    const body = new URLSearchParams({ ...fields, jeton: formTokenOf(this.token) });
    const { status } = await fetch(`${this.url}/bureau/${id}`, {
      ...{ method: 'POST', headers: this.headers, redirect: 'manual', body },
    });
    if (![303, 409, 422].includes(status)) throw new Error(`act answered with ${status}`);
    return status === 303;
  }

  /** Sends this letter, from the page of an item's first revision. */
  send(id, letter) {
    return this.act(id, { acte: 'lettre', revision: '1', ...letter });
  }
}
