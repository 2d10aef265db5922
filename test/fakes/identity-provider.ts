import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

export const CLIENT = { id: 'courrier essai', secret: 'secret d’essai/+=' } as const;

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

interface Asked {
  readonly redirectUri: string;
  readonly challenge: string;
  readonly nonce: string;
}

/**
 * A small OpenID Connect provider on localhost, strict about what a client must send: redirect address, PKCE (S256), client
 * secret, each code once. Its signatures are real; its one page lets in whoever presses the button. `claims` says who that is, and
 * `falsify` has it misbehave.
 */
export class IdentityProviderServer {
  claims: JWTPayload = {};
  /** What the next tokens are, instead of right ones. */
  falsify: ((token: JWTPayload) => Promise<string> | JWTPayload) | null = null;
  /** Every way back is refused, as by a person who says no. */
  declines = false;
  readonly codes = new Map<string, Asked>();

  private constructor(
    private readonly server: Server,
    private readonly keys: KeyPair,
    private readonly redirectUri: string,
  ) {}

  /** @param redirectUri the only one that is registered */
  static async start(redirectUri: string): Promise<IdentityProviderServer> {
    const server = createServer();
    const provider = new IdentityProviderServer(server, await generateKeyPair('RS256'), redirectUri);
    server.on('request', (request, response) => void provider.answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    return provider;
  }

  /** Another site than 127.0.0.1 to a browser. */
  get issuer(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}/essai`;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  sign(payload: JWTPayload, key = this.keys.privateKey): Promise<string> {
    return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'essai' }).sign(key);
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.issuer);
    const json = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    switch (url.pathname) {
      case '/essai/.well-known/openid-configuration':
        return json(200, {
          issuer: this.issuer,
          authorization_endpoint: `${this.issuer}/entrer`,
          token_endpoint: `${this.issuer}/jeton`,
          jwks_uri: `${this.issuer}/cles`,
          authorization_response_iss_parameter_supported: true,
        });
      case '/essai/cles':
        return json(200, { keys: [{ ...(await exportJWK(this.keys.publicKey)), kid: 'essai', alg: 'RS256' }] });
      case '/essai/entrer':
        return this.enter(url.searchParams, response);
      case '/essai/jeton':
        return this.token(request, json);
      default:
        return json(404, {});
    }
  }

  private enter(asked: URLSearchParams, response: ServerResponse): void {
    const wanted = {
      response_type: 'code',
      client_id: CLIENT.id,
      redirect_uri: this.redirectUri,
      code_challenge_method: 'S256',
    };
    const wrong = Object.entries(wanted).filter(([name, value]) => asked.get(name) !== value);
    const nonce = asked.get('nonce') ?? '';
    const challenge = asked.get('code_challenge') ?? '';
    if (
      wrong.length > 0 ||
      nonce === '' ||
      challenge.length !== 43 ||
      !asked.get('scope')?.split(' ').includes('openid')
    )
      return void response.writeHead(400).end(`demande mal formée : ${wrong.map(([name]) => name)}`);
    const back = new URL(this.redirectUri);
    back.searchParams.set('state', asked.get('state') ?? '');
    back.searchParams.set('iss', this.issuer);
    if (this.declines) back.searchParams.set('error', 'access_denied');
    else {
      const code = randomBytes(16).toString('base64url');
      this.codes.set(code, { redirectUri: this.redirectUri, challenge, nonce });
      back.searchParams.set('code', code);
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(
      `<!doctype html><link rel="icon" href="data:,"><title>Fournisseur d’essai</title><a id="oui" href="${back.href.replaceAll('&', '&amp;')}">C’est moi</a>`,
    );
  }

  private async token(request: IncomingMessage, json: (status: number, body: unknown) => void): Promise<void> {
    let sent = '';
    for await (const piece of request) sent += piece;
    const body = new URLSearchParams(sent);
    const pair = Buffer.from((request.headers.authorization ?? '').replace(/^Basic /, ''), 'base64').toString();
    const asked = this.codes.get(body.get('code') ?? '');
    this.codes.delete(body.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(body.get('code_verifier') ?? '')
      .digest('base64url');
    const right =
      pair === `${encodeURIComponent(CLIENT.id)}:${encodeURIComponent(CLIENT.secret)}` &&
      body.get('grant_type') === 'authorization_code' &&
      body.get('redirect_uri') === asked?.redirectUri &&
      challenge === asked?.challenge;
    if (!right) return json(400, { error: 'invalid_grant' });
    const now = Math.floor(Date.now() / 1000);
    const told = { iss: this.issuer, aud: CLIENT.id, iat: now, exp: now + 300, nonce: asked?.nonce, ...this.claims };
    const given = (await this.falsify?.(told)) ?? told;
    json(200, {
      token_type: 'Bearer',
      access_token: 'x',
      id_token: typeof given === 'string' ? given : await this.sign(given),
    });
  }
}
