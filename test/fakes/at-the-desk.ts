import { formTokenOf, tokenOfCookies } from '../../src/desk/access/session-cookie';

/** Somebody signed in at the desk of a running house, as their browser would be. */
export interface AtTheDesk {
  readonly headers: { readonly cookie: string };
  get(path: string): Promise<Response>;
  /** Sends a form of one of the desk's pages, with the session's token. */
  post(path: string, fields?: Readonly<Record<string, string>>): Promise<Response>;
  /** The same, with fields that may come several times. */
  postAll(path: string, fields: readonly (readonly [string, string])[]): Promise<Response>;
}

/** @param at http://127.0.0.1:port @param token what the session's cookie holds */
export function atTheDesk(at: string, token: string): AtTheDesk {
  const headers = { cookie: `courrier_bureau=${token}` };
  const send = (path: string, body: URLSearchParams) => {
    body.set('jeton', formTokenOf(token));
    return fetch(`${at}${path}`, { method: 'POST', headers, redirect: 'manual', body });
  };
  return {
    headers,
    get: (path) => fetch(`${at}${path}`, { headers, redirect: 'manual' }),
    post: (path, fields = {}) => send(path, new URLSearchParams(fields)),
    postAll: (path, fields) => send(path, new URLSearchParams(fields.map((one) => [...one]))),
  };
}

/** By the form of the entrance. @returns what was answered, and the desk where it let in */
export async function enterDesk(at: string, fields: Readonly<Record<string, string>>) {
  const body = new URLSearchParams(fields);
  const entered = await fetch(`${at}/bureau/entrer`, { method: 'POST', body, redirect: 'manual' });
  const token = tokenOfCookies((entered.headers.get('set-cookie') ?? '').split(';')[0]);
  return { entered, desk: token === null ? null : atTheDesk(at, token) };
}

/** With an API key. */
export async function enterByKey(at: string, cle: string): Promise<AtTheDesk> {
  const { entered, desk } = await enterDesk(at, { cle });
  if (desk === null) throw new Error(`pas entré : ${entered.status}`);
  return desk;
}
