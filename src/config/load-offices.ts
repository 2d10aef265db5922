import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { printableAddress } from '../domain/addresses/printable-address';
import type { OtherOffice } from '../domain/other-office';

/** A file of offices that is wrong: mail would be forwarded to the wrong place. */
export class BadOffices extends Error {}

const office = z.strictObject({
  code: z.string({ error: 'trois chiffres entre guillemets' }).regex(/^\d{3}$/, 'trois chiffres'),
  nom: z.string().min(1),
  adresse: z
    .array(z.string())
    .length(7, 'sept lignes, vides où elles ne servent pas')
    .refine((lines) => printableAddress(lines).ok, 'une adresse qui s’imprime (NF Z10-011)'),
  courriel: z.email('une adresse électronique').optional(),
  certificat: z.string().min(1).optional(),
});
const schema = z.strictObject({
  caf: z
    .array(office)
    .refine((all) => new Set(all.map(({ code }) => code)).size === all.length, 'un code n’y figure qu’une fois')
    .refine(
      (all) => all.every(({ courriel, certificat }) => (courriel === undefined) === (certificat === undefined)),
      'courriel et certificat vont ensemble, ou aucun des deux',
    ),
});

/**
 * The other offices, by code.
 * @param file YAML, see the head of templates/offices.yaml; certificates stand beside it
 * @throws BadOffices with the file, the place and what was expected
 */
export function loadOffices(file: string): ReadonlyMap<string, OtherOffice> {
  let content: unknown;
  try {
    content = parse(readFileSync(file, 'utf8'));
  } catch {
    throw new BadOffices(`${file}\u00a0: fichier absent ou illisible (YAML)`);
  }
  const parsed = schema.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new BadOffices(`${file}, ${issue?.path.join('.') ?? ''}\u00a0: attendu ${issue?.message ?? ''}`);
  }
  const folder = path.dirname(file);
  return new Map(
    parsed.data.caf.map(({ code, nom, adresse, courriel, certificat }) => [
      code,
      {
        code,
        name: nom,
        address: adresse,
        email:
          courriel === undefined || certificat === undefined
            ? null
            : { address: courriel, certificate: readCertificate(path.resolve(folder, certificat), code) },
      },
    ]),
  );
}

function readCertificate(file: string, code: string): string {
  try {
    const pem = readFileSync(file, 'utf8');
    if (new X509Certificate(pem).publicKey.asymmetricKeyType === 'rsa') return pem;
  } catch {
    // Said below, with the office: a path alone tells nobody whose it is.
  }
  throw new BadOffices(`Caf ${code}, certificat\u00a0: attendu un fichier PEM d’une clé RSA`);
}
