import { createHash, createPrivateKey, type KeyObject, sign, X509Certificate } from 'node:crypto';
import * as asn1 from 'asn1js';

/** A certificate and its private key, both PEM: plain data, so that a thread can be given it. */
export interface SealSigner {
  /** The sealing certificate first, then those that vouch for it. */
  readonly certificates: readonly string[];
  readonly privateKey: string;
}

const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
  rsaWithSha256: '1.2.840.113549.1.1.11',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
} as const;

const oid = (value: string) => new asn1.ObjectIdentifier({ value });
const sequence = (...value: asn1.BaseBlock[]) => new asn1.Sequence({ value });
const set = (...value: asn1.BaseBlock[]) => new asn1.Set({ value });
const octets = (bytes: Uint8Array) => new asn1.OctetString({ valueHex: Uint8Array.from(bytes).buffer });
const read = (bytes: Uint8Array) => asn1.fromBER(Uint8Array.from(bytes).buffer).result;
const der = (block: asn1.BaseBlock): Buffer => Buffer.from(block.toBER());
const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/**
 * A detached CMS signature for PAdES-B-B (ETSI EN 319 142-1 §6): SHA-256, the signing certificate bound in by
 * signing-certificate-v2 (RFC 5035), and no signing time, which stands in the PDF.
 * @param digest SHA-256 of what is sealed @returns DER
 */
export function makeCms(digest: Uint8Array, signer: SealSigner): Buffer {
  const { attributes, key } = prepared(digest, signer);
  return envelope(digest, signer, sign('sha256', der(set(...attributes)), key));
}

/** Bytes that a seal of this signer takes at most: an ECDSA signature has some more or less each time. */
export function longestCms(signer: SealSigner): number {
  const { key } = prepared(Buffer.alloc(32), signer);
  const longest = key.asymmetricKeyType === 'rsa' ? (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8 : LONGEST_P256;
  return envelope(Buffer.alloc(32), signer, Buffer.alloc(longest)).length;
}

/** SEQUENCE of two INTEGERs of 33 bytes. */
const LONGEST_P256 = 72;

function prepared(digest: Uint8Array, { certificates, privateKey }: SealSigner) {
  const chain = certificates.map((pem) => new X509Certificate(pem).raw);
  const [certificate = Buffer.alloc(0)] = chain;
  const attributes = [
    attribute(OID.contentType, oid(OID.data)),
    attribute(OID.messageDigest, octets(digest)),
    // SigningCertificateV2 of one ESSCertIDv2: its hash is by SHA-256, which is the default and so not written.
    attribute(OID.signingCertificateV2, sequence(sequence(sequence(octets(sha256(certificate)))))),
  ]
    // X.690 §11.6: the elements of a SET OF in the order of their encodings.
    .sort((one, other) => Buffer.compare(der(one), der(other)));
  return { chain, certificate, attributes, key: privateKeyOf(privateKey) };
}

function envelope(digest: Uint8Array, signer: SealSigner, signature: Uint8Array): Buffer {
  const { chain, certificate, attributes, key } = prepared(digest, signer);
  const algorithm =
    key.asymmetricKeyType === 'rsa' ? [oid(OID.rsaWithSha256), new asn1.Null()] : [oid(OID.ecdsaWithSha256)];
  const signerInfo = sequence(
    new asn1.Integer({ value: 1 }),
    sequence(...issuerAndSerial(certificate)),
    sequence(oid(OID.sha256)),
    tagged(0, attributes),
    sequence(...algorithm),
    octets(signature),
  );
  const signedData = sequence(
    new asn1.Integer({ value: 1 }),
    set(sequence(oid(OID.sha256))),
    sequence(oid(OID.data)),
    tagged(0, chain.map(read)),
    set(signerInfo),
  );
  return der(sequence(oid(OID.signedData), tagged(0, [signedData])));
}

function attribute(type: string, value: asn1.BaseBlock): asn1.BaseBlock {
  return sequence(oid(type), set(value));
}

/** Context-specific, constructed. */
function tagged(tagNumber: number, value: asn1.BaseBlock[]): asn1.BaseBlock {
  return new asn1.Constructed({ idBlock: { tagClass: 3, tagNumber }, value });
}

/** As the certificate itself has them (RFC 5280 §4.1). */
function issuerAndSerial(certificate: Uint8Array): readonly [asn1.BaseBlock, asn1.BaseBlock] {
  const result = read(certificate);
  const [body] = result instanceof asn1.Sequence ? result.valueBlock.value : [];
  const fields = body instanceof asn1.Sequence ? body.valueBlock.value : [];
  // The version may be left out: it alone is tagged.
  const [serial, , issuer] = fields[0] instanceof asn1.Integer ? fields : fields.slice(1);
  if (!serial || !issuer) throw new Error('certificat illisible');
  return [issuer, serial];
}

const keys = new Map<string, KeyObject>();

function privateKeyOf(pem: string): KeyObject {
  const key = keys.get(pem) ?? createPrivateKey(pem);
  keys.set(pem, key);
  return key;
}
