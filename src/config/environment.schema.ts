import path from 'node:path';
import { z } from 'zod';
import { DESK_ROLES, type DeskRole } from '../domain/desk/desk-roles';
import { MAILBOX_ADDRESSES_EXPECTED, type MailboxAddress, parseMailboxAddresses } from './mailbox-address';
import { parseRedisAddress, REDIS_ADDRESS_EXPECTED, type RedisAddress } from './redis-address';
import { parseScannerAddress, SCANNER_ADDRESS_EXPECTED, type ScannerAddress } from './scanner-address';

/**
 * The environment, pure: no reader, no default that hides a bad value. Each message says what was expected and never
 * repeats the value, which may be a secret.
 */
const list = (value: string): string[] =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const urlOf = (schemes: readonly string[]) =>
  z.string().refine((value) => schemes.some((scheme) => value.startsWith(`${scheme}://`)) && URL.canParse(value), {
    message: `une adresse ${schemes.map((scheme) => `${scheme}://…`).join(' ou ')}`,
  });

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'un numéro de port de 0 à 65535')
  .transform(Number)
  .refine((value) => value <= 65535, 'un numéro de port de 0 à 65535');

/** A whole number within bounds; the message names them. */
const wholeNumber = (least: number, most: number, unit: string) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `un nombre de ${unit} de ${least} à ${most}`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, `un nombre de ${unit} de ${least} à ${most}`);

const hostAndPort = z
  .string()
  .regex(/^(\[[0-9a-f:]+\]|[^:\s]+):\d{1,5}$/i, 'hôte:port, par exemple 0.0.0.0:2525')
  .refine((value) => Number(value.slice(value.lastIndexOf(':') + 1)) <= 65535, 'un port de 0 à 65535 après l’hôte')
  .transform((value) => {
    const cut = value.lastIndexOf(':');
    return { host: value.slice(0, cut).replace(/^\[|\]$/g, ''), port: Number(value.slice(cut + 1)) };
  });

/** Personal data goes there: encrypted, or no further than this machine. What fetch would repeat in an error is refused. */
const isDirectoryUrl = (value: string): boolean => {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(value);
  const near = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return (protocol === 'https:' || (protocol === 'http:' && near)) && username + password + search + hash === '';
};

/** What speaks for people's identity: encrypted, or on this machine (OpenID Connect Discovery §4). */
const isIssuer = (value: string): boolean => isDirectoryUrl(value);

/** `value=role`, comma-separated; a value may hold «=», a role does not. @returns null where one is no role of the desk */
function rolesByValue(text: string): ReadonlyMap<string, DeskRole> | null {
  const pairs = list(text).map((one) => {
    const cut = one.lastIndexOf('=');
    const role = DESK_ROLES.find((known) => known === one.slice(cut + 1).trim());
    return cut < 1 || role === undefined ? null : ([one.slice(0, cut).trim(), role] as const);
  });
  const known = pairs.filter((pair) => pair !== null);
  return known.length === pairs.length && known.length > 0 ? new Map(known) : null;
}

const emailAddress = /^[^\s@,]+@[^\s@,]+$/;

const base64Key = (text: string): Buffer | null => {
  // The decoder passes over what is no base64: a key with a letter lost or a quote around it would be another key.
  if (!/^[\w+/-]{43}=?$/.test(text)) return null;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === 32 ? bytes : null;
};

const ROLE_NAMES = ['web', 'intake', 'worker'] as const;
export type Role = (typeof ROLE_NAMES)[number];

export interface NamedKey {
  readonly id: string;
  readonly key: Buffer;
}

const namedKeys = z
  .string()
  .transform(list)
  .refine(
    (all) =>
      all.length > 0 &&
      all.every((one) => /^[\w-]{1,32}:/.test(one) && base64Key(one.slice(one.indexOf(':') + 1)) !== null),
    'identifiant:clé de 32 octets en base64, séparés par des virgules, la plus récente d’abord',
  )
  .transform((all): NamedKey[] =>
    all.map((one) => ({
      id: one.slice(0, one.indexOf(':')),
      key: Buffer.from(one.slice(one.indexOf(':') + 1), 'base64'),
    })),
  )
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'un identifiant différent pour chaque clé')
  .optional();

/** Variable → schema. A variable that is absent or empty takes the default stated here. */
const VARIABLES = {
  DATABASE_URL: urlOf(['postgres', 'postgresql']).optional(),
  REDIS_URL: z
    .string()
    .transform((value, context): RedisAddress => {
      const address = parseRedisAddress(value);
      if (address !== null) return address;
      context.addIssue({ code: 'custom', message: REDIS_ADDRESS_EXPECTED });
      return z.NEVER;
    })
    .optional(),
  /** PEM files. A CA of its own for Redis: what vouches for the queue’s server vouches for no other. */
  REDIS_CA_FILE: z.string().optional(),
  REDIS_CERT_FILE: z.string().optional(),
  REDIS_KEY_FILE: z.string().optional(),
  QUEUE_BACKEND: z.enum(['auto', 'redis', 'postgres'], 'auto, redis ou postgres').default('auto'),
  ROLES: z
    .string()
    .default(ROLE_NAMES.join(','))
    .transform(list)
    .pipe(
      z
        .array(z.enum(ROLE_NAMES, 'web, intake ou worker, séparés par des virgules'))
        .min(1, 'web, intake ou worker, séparés par des virgules'),
    ),
  PORT: port.default(3000),
  /** Health and metrics without a key, in whatever role; no such listener where it is absent. */
  OPERATIONS_PORT: port.optional(),
  HTTP_HOST: z.string().default('0.0.0.0'),
  PUBLIC_URL: urlOf(['http', 'https']).optional(),
  SMTP_LISTEN: hostAndPort.optional(),
  LMTP_LISTEN: hostAndPort.optional(),
  /** PEM, for STARTTLS on both; given together or not at all. */
  SMTP_CERT_FILE: z.string().optional(),
  SMTP_KEY_FILE: z.string().optional(),
  /** Of one address: connections at once, messages a minute; 0 for no limit. */
  SMTP_PEER_CONNECTIONS: wholeNumber(0, 1_000, 'liaisons').default(50),
  SMTP_PEER_RATE: wholeNumber(0, 1_000_000, 'messages').default(6_000),
  SMTP_URL: urlOf(['smtp', 'smtps']).optional(),
  DKIM_SELECTOR: z
    .string()
    .regex(/^[a-z\d]([a-z\d.-]*[a-z\d])?$/i, 'un sélecteur DKIM, par exemple courrier2026')
    .optional(),
  /** PEM; given with DKIM_SELECTOR or not at all. */
  DKIM_KEY_FILE: z.string().optional(),
  PRINT_FOLDER: z.string().optional(),
  /** Letters in daily batches, one PDF or a file each; without it each is left as soon as it is composed. */
  PRINT_BATCH: z.enum(['merged', 'single'], 'merged ou single').optional(),
  PRINT_BATCH_HOUR: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'une heure de Paris comme 17:00')
    .default('17:00'),
  /** Marks for an inserting machine, on the merged file. */
  PRINT_MARKS: z.enum(['yes', 'no'], 'yes ou no').default('no'),
  SCAN_FOLDER: z.string().optional(),
  IMAP_URL: z
    .string()
    .transform((value, context): readonly MailboxAddress[] => {
      const addresses = parseMailboxAddresses(value);
      if (addresses !== null) return addresses;
      context.addIssue({ code: 'custom', message: MAILBOX_ADDRESSES_EXPECTED });
      return z.NEVER;
    })
    .optional(),
  /** clamd, which looks at what comes in before anything is opened. */
  CLAMD_URL: z
    .string()
    .transform((value, context): ScannerAddress => {
      const address = parseScannerAddress(value);
      if (address !== null) return address;
      context.addIssue({ code: 'custom', message: SCANNER_ADDRESS_EXPECTED });
      return z.NEVER;
    })
    .optional(),
  /** PEM: the authority that vouches for the mailboxes’ servers. */
  IMAP_CA_FILE: z.string().optional(),
  /** Program and arguments, without a shell, that print an OAuth2 access token for the account given last. */
  IMAP_TOKEN_COMMAND: z
    .string()
    .transform((value) => value.trim().split(/\s+/))
    .optional(),
  /** What `courrier classification train` wrote; without it the rules speak alone. */
  CLASSIFICATION_MODEL: z.string().optional(),
  DOCUMENTS: z
    .string()
    .refine((value) => !value.includes('://'), 'un dossier (le stockage s3:// n’est pas encore pris en charge)')
    .optional(),
  DIRECTORY_URL: z
    .string()
    .refine(
      isDirectoryUrl,
      'une adresse https://… sans mot de passe ni paramètre (http:// vers cette machine seulement)',
    )
    .transform((value) => value.replace(/\/+$/, ''))
    .optional(),
  DIRECTORY_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'un jeton de caractères ASCII, sans espace')
    .optional(),
  MAILBOXES: z
    .string()
    .default('')
    .transform(list)
    .refine((all) => all.every((one) => emailAddress.test(one)), 'des adresses électroniques séparées par des virgules')
    .transform((all) => all.map((one) => one.toLowerCase())),
  /** Whether mail to our first address with a tag behind «+» reaches us: replies then carry their case in Reply-To. */
  MAILBOX_TAGS: z.enum(['yes', 'no'], 'yes ou no').default('no'),
  /** OpenID Connect: who vouches for the desk's people, besides its local accounts. All or none of these four. */
  OIDC_ISSUER: z
    .string()
    .refine(isIssuer, 'une adresse https://… sans mot de passe ni paramètre (http:// vers cette machine seulement)')
    .optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  /** Which value of the claim is which role. */
  OIDC_ROLES: z
    .string()
    .transform((value, context): ReadonlyMap<string, DeskRole> => {
      const roles = rolesByValue(value);
      if (roles !== null) return roles;
      context.addIssue({ code: 'custom', message: `valeur=rôle, séparés par des virgules (${DESK_ROLES.join(', ')})` });
      return z.NEVER;
    })
    .optional(),
  OIDC_ROLES_CLAIM: z
    .string()
    .regex(/^[\w:/.-]{1,100}$/, 'le nom d’une revendication, par exemple roles ou realm_access.roles')
    .default('roles'),
  /** Proxies whose X-Forwarded-For is believed: the one-time page counts tries by the caller's address. */
  TRUSTED_PROXIES: z
    .string()
    .default('loopback')
    .transform(list)
    .refine(
      (all) => all.every((one) => /^(loopback|linklocal|uniquelocal|[\da-f.:]+(\/\d{1,3})?)$/i.test(one)),
      'loopback, linklocal, uniquelocal ou des adresses (10.0.0.0/8), séparées par des virgules',
    ),
  /** For how long a one-time address serves; and how long a sender has after each letter that waits for an answer. */
  ANSWER_LINK_DAYS: wholeNumber(1, 365, 'jours').default(15),
  REMINDER_DAYS: wholeNumber(1, 365, 'jours').default(15),
  TRUSTED_RELAYS: z
    .string()
    .default('')
    .transform(list)
    .refine((all) => all.every((one) => /^[^=\s]+=[^=\s]+$/.test(one)), 'adresse=authserv-id, séparés par des virgules')
    .transform((all) => new Map(all.map((one) => one.split('=') as [string, string]))),
  COURRIER_KEYS: namedKeys,
  /** Ed25519 seeds that sign attestations; without any, no code is printed. */
  COURRIER_SIGNING_KEYS: namedKeys,
  /** Whether outgoing attestations carry what they say as JSON, for programs. */
  ATTACH_DATA: z.enum(['yes', 'no'], 'yes ou no').default('no'),
  /** Certification authority / certificate of a 2D-Doc issuer; with its key, attestations are proofs of address too. */
  TWO_D_DOC_ISSUER: z
    .string()
    .regex(/^[A-Z0-9]{4}\/[A-Z0-9]{4}$/, 'autorité/certificat, quatre signes chacun')
    // Nothing signed by a test key is ever presented as authentic.
    .refine((value) => !value.startsWith('FR00'), 'une autre autorité que FR00, qui ne sert qu’aux essais')
    .optional(),
  /** PEM, P-256. */
  TWO_D_DOC_KEY_FILE: z.string().optional(),
  /** PEM: a certificate, its chain behind it, and its private key; attestations are then sealed. */
  SEAL_CERTIFICATE_FILE: z.string().optional(),
  SEAL_KEY_FILE: z.string().optional(),
  COURRIER_INDEX_KEY: z
    .string()
    .refine((value) => base64Key(value) !== null, 'une clé de 32 octets en base64')
    .transform((value) => Buffer.from(value, 'base64'))
    .optional(),
  CAF_NAME: z.string().default('Caf de démonstration'),
  CAF_ADDRESS: z.string().default('1 rue de l’Exemple, 75000 Paris'),
  CAF_PHONE: z.string().default('00 00 00 00 00'),
  CAF_EMAIL: z.string().regex(emailAddress, 'une adresse électronique').optional(),
  CAF_WEBSITE: z.string().default('caf.fr'),
  CAF_CODE: z
    .string()
    .regex(/^\d{3}$/, 'trois chiffres')
    .default('000'),
  CAF_LOGO: z.string().optional(),
  /** YAML: the other offices, to which mail that is theirs is forwarded. */
  OFFICES_FILE: z.string().optional(),
  /** Hours in which a sender gets one automatic answer of a kind; 0 for no limit. */
  ANSWER_WINDOW: wholeNumber(0, 720, 'heures').default(24),
  /** Automatic answers of a mailbox in an hour, past which they are held for so many minutes; 0 for no limit. */
  ANSWERS_PER_HOUR: wholeNumber(0, 1_000_000, 'réponses').default(10_000),
  ANSWERS_COOL_DOWN: wholeNumber(1, 1_440, 'minutes').default(60),
  /** For how long an agent's decision can be taken back. */
  UNDO_SECONDS: wholeNumber(0, 120, 'secondes').default(8),
  /** Days in which the same letter by another way is the same one; 0 for never. */
  DOUBLE_DAYS: wholeNumber(0, 90, 'jours').default(10),
  /** Whether Good Friday and 26 December are holidays here. */
  ALSACE_MOSELLE: z.enum(['yes', 'no'], 'yes ou no').default('no'),
  /** Working days. An electronic message is registered within one; its acknowledgement does for both. */
  ACKNOWLEDGE_WITHIN_DAYS: wholeNumber(1, 10, 'jours ouvrés').default(1),
  REPLY_WITHIN_DAYS: wholeNumber(1, 60, 'jours ouvrés').default(10),
  URGENT_WITHIN_DAYS: wholeNumber(0, 60, 'jours ouvrés').default(1),
  /** Working days before a deadline, and after it, at which its two alarms are raised. */
  ALARM_BEFORE_DAYS: wholeNumber(0, 30, 'jours ouvrés').default(3),
  ALARM_AFTER_DAYS: wholeNumber(0, 30, 'jours ouvrés').default(0),
  DATA_FOLDER: z
    .string()
    .default('var')
    .transform((folder) => path.resolve(folder)),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug'], 'un niveau de journal').default('info'),
  /** Megabytes of the documents' disk that nothing taken in may touch; unset, see FreeSpace. */
  DISK_RESERVE_MB: z
    .string()
    .regex(/^\d{1,9}$/, 'un nombre de mégaoctets')
    .transform(Number)
    .optional(),
  READING_PROCESSES: z
    .string()
    .regex(/^[1-9]\d?$/, 'un nombre de 1 à 99')
    .transform(Number)
    .default(2),
  COMPOSITION_THREADS: z
    .string()
    .regex(/^[1-9]\d?$/, 'un nombre de 1 à 99')
    .transform(Number)
    .default(1),
} as const;

const schema = z
  .object(VARIABLES)
  .refine(({ DKIM_SELECTOR, DKIM_KEY_FILE }) => (DKIM_SELECTOR === undefined) === (DKIM_KEY_FILE === undefined), {
    path: ['DKIM_SELECTOR'],
    message: 'avec DKIM_KEY_FILE, ou aucun des deux',
  })
  .refine(({ SMTP_CERT_FILE, SMTP_KEY_FILE }) => (SMTP_CERT_FILE === undefined) === (SMTP_KEY_FILE === undefined), {
    path: ['SMTP_CERT_FILE'],
    message: 'avec SMTP_KEY_FILE, ou aucun des deux',
  })
  .refine((given) => (given.TWO_D_DOC_ISSUER === undefined) === (given.TWO_D_DOC_KEY_FILE === undefined), {
    path: ['TWO_D_DOC_ISSUER'],
    message: 'avec TWO_D_DOC_KEY_FILE, ou aucun des deux',
  })
  .refine((given) => (given.SEAL_CERTIFICATE_FILE === undefined) === (given.SEAL_KEY_FILE === undefined), {
    path: ['SEAL_CERTIFICATE_FILE'],
    message: 'avec SEAL_KEY_FILE, ou aucun des deux',
  })
  .refine(
    (given) => given.IMAP_TOKEN_COMMAND !== undefined || !given.IMAP_URL?.some(({ password }) => password === null),
    { path: ['IMAP_TOKEN_COMMAND'], message: 'puisqu’un compte d’IMAP_URL est sans mot de passe' },
  )
  .refine(
    (given) => {
      const all = [given.OIDC_ISSUER, given.OIDC_CLIENT_ID, given.OIDC_CLIENT_SECRET, given.OIDC_ROLES];
      const some = all.filter((one) => one !== undefined).length;
      return some === 0 || (some === all.length && given.PUBLIC_URL !== undefined);
    },
    {
      path: ['OIDC_ISSUER'],
      message: 'avec OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_ROLES et PUBLIC_URL, ou aucun d’eux',
    },
  )
  .refine(({ PRINT_BATCH, PRINT_FOLDER }) => PRINT_BATCH === undefined || PRINT_FOLDER !== undefined, {
    path: ['PRINT_BATCH'],
    message: 'avec PRINT_FOLDER, ou aucun des deux',
  });
export type Environment = Readonly<z.output<typeof schema>>;

/** Shorter names are one letter from too many that others use. */
const SHORTEST_GUESSED = 6;

/**
 * Reads the settings out of an environment.
 * @returns the settings, or one line for each bad or misspelt variable: its name and what was expected, never its value
 */
export function parseEnvironment(
  source: Readonly<Record<string, string | undefined>>,
): { ok: true; value: Environment } | { ok: false; error: string[] } {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  // A setting that is silently ignored is worse than a refused start.
  const misspelt = Object.keys(present).flatMap((name) => {
    const meant = meantByMistake(name);
    return meant === null ? [] : [`${name}\u00a0: variable inconnue, vouliez-vous dire ${meant}\u00a0?`];
  });
  const parsed = schema.safeParse(present);
  const wrong = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${String(issue.path[0])}\u00a0: attendu ${issue.message}`);
  if (misspelt.length > 0 || !parsed.success) return { ok: false, error: [...new Set([...misspelt, ...wrong])] };
  return { ok: true, value: parsed.data };
}

/** The variable of ours that a name cut short, or one slip of the keyboard away, was meant to be. */
function meantByMistake(name: string): string | null {
  if (name in VARIABLES || name.length < SHORTEST_GUESSED) return null;
  const near = (known: string): boolean =>
    known.length >= SHORTEST_GUESSED && (known.startsWith(name) || isOneSlipAway(name, known));
  return Object.keys(VARIABLES).find(near) ?? null;
}

/** One letter added, lost, changed, or swapped with its neighbour. */
function isOneSlipAway(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  const swapped =
    restA.length > 1 && restA.slice(0, 2) === `${restB[1]}${restB[0]}` && restA.slice(2) === restB.slice(2);
  return swapped || restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1);
}
