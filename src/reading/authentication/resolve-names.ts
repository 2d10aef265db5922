import { promises as dns } from 'node:dns';
import { READ_LIMITS } from '../read-limits';

/** Answers a DNS question as `dns.promises.resolve` does; rejects with a `code` where there is none. */
export type Resolve = (name: string, type: string) => Promise<string[] | string[][]>;

/** «TYPE name» → its records; what is not in it does not exist. Stands in for DNS in tests. */
export type DnsTable = Readonly<Record<string, readonly string[] | readonly (readonly string[])[]>>;

/** The real DNS, each question and all of them together limited in time. */
export function systemResolver(now: () => number = () => performance.now()): Resolve {
  const resolver = new dns.Resolver({ timeout: READ_LIMITS.dnsMilliseconds, tries: 1 });
  const until = now() + READ_LIMITS.authenticationMilliseconds;
  return (name, type) => {
    const left = until - now();
    if (left <= 0) return Promise.reject(dnsError('ETIMEOUT', name));
    return withTimeout(
      resolver.resolve(name, type) as Promise<string[]>,
      Math.min(left, READ_LIMITS.dnsMilliseconds),
      name,
    );
  };
}

export function tableResolver(table: DnsTable): Resolve {
  return (name, type) => {
    const records = table[`${type.toUpperCase()} ${name.toLowerCase()}`];
    return records === undefined
      ? Promise.reject(dnsError('ENOTFOUND', name))
      : Promise.resolve(structuredClone(records) as string[] | string[][]);
  };
}

function withTimeout<T>(answer: Promise<T>, milliseconds: number, name: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(dnsError('ETIMEOUT', name)), milliseconds);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

function dnsError(code: string, name: string): Error {
  return Object.assign(new Error(`${code} ${name}`), { code });
}
