import { readFileSync, statSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { Environment } from '../../config/environment.schema';
import { BadEnvironment } from '../../config/read-environment';

interface Pem {
  readonly cert: string;
  readonly key: string;
}

/** How often files are looked at for a new certificate. */
const LOOK_EVERY_MS = 60_000;

/** Certificate and key by which STARTTLS is offered, taken anew when their files change: certificates last some weeks. */
export class ListenerCertificate {
  private changedAt: number;
  private lookedAt = performance.now();
  current: Pem;

  private constructor(
    private readonly certFile: string,
    private readonly keyFile: string,
  ) {
    this.changedAt = this.changeOfFiles();
    this.current = this.read();
  }

  /** @returns null where none is configured @throws BadEnvironment naming the variable whose file cannot serve */
  static of({ SMTP_CERT_FILE, SMTP_KEY_FILE }: Pick<Environment, 'SMTP_CERT_FILE' | 'SMTP_KEY_FILE'>) {
    if (SMTP_CERT_FILE === undefined || SMTP_KEY_FILE === undefined) return null;
    expect('SMTP_CERT_FILE', 'un certificat au format PEM', () =>
      createSecureContext({ cert: readFileSync(SMTP_CERT_FILE) }),
    );
    expect('SMTP_KEY_FILE', 'une clé privée au format PEM', () =>
      createSecureContext({ key: readFileSync(SMTP_KEY_FILE) }),
    );
    return expect(
      'SMTP_KEY_FILE',
      'la clé du certificat',
      () => new ListenerCertificate(SMTP_CERT_FILE, SMTP_KEY_FILE),
    );
  }

  /** @returns the new pair, null while it is the same @throws where a new one cannot serve; it is then tried again */
  async renewed(): Promise<Pem | null> {
    if (performance.now() - this.lookedAt < LOOK_EVERY_MS) return null;
    this.lookedAt = performance.now();
    const changedAt = this.changeOfFiles();
    if (changedAt === this.changedAt) return null;
    this.current = this.read();
    this.changedAt = changedAt;
    return this.current;
  }

  private changeOfFiles(): number {
    return Math.max(statSync(this.certFile).mtimeMs, statSync(this.keyFile).mtimeMs);
  }

  /** Together, since a half renewed pair does not fit. */
  private read(): Pem {
    const pem = { cert: readFileSync(this.certFile, 'utf8'), key: readFileSync(this.keyFile, 'utf8') };
    createSecureContext(pem);
    return pem;
  }
}

function expect<T>(variable: string, expected: string, work: () => T): T {
  try {
    return work();
  } catch {
    throw new BadEnvironment(`${variable}\u00a0: attendu ${expected}`);
  }
}
