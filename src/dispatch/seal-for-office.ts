import { constants, createCipheriv, publicEncrypt, randomBytes, X509Certificate } from 'node:crypto';

/** Object identifiers, encoded: RFC 5652 (CMS), RFC 8017 (RSAES-OAEP), NIST (AES, SHA-2). */
const OID = {
  data: '2a864886f70d010701',
  envelopedData: '2a864886f70d010703',
  rsaesOaep: '2a864886f70d010107',
  mgf1: '2a864886f70d010108',
  sha256: '608648016503040201',
  aes256Cbc: '60864801650304012a',
} as const;

const SEQUENCE = 0x30;
const SET = 0x31;
/** Of AES, in bytes. */
const BLOCK = 16;

/** Encrypts content of the size that was told, each time to the same bytes: DER. @throws where its size is another */
export type SealContent = (content: AsyncIterable<Buffer>) => AsyncGenerator<Buffer>;

/**
 * Encrypts for the holder of a certificate: CMS EnvelopedData (RFC 5652 §6), AES-256-CBC, its key by RSAES-OAEP with SHA-256:
 * what mail programs open as S/MIME. DER tells lengths first, so the content's has to be known before.
 * @param pem certificate with an RSA key @param size of the content, in bytes
 */
export function sealForOffice(pem: string, size: number): SealContent {
  const certificate = new X509Certificate(pem);
  const [key, iv] = [randomBytes(32), randomBytes(BLOCK)];
  const encryptedKey = publicEncrypt(
    { key: certificate.publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
    key,
  );
  const sha256 = tlv(SEQUENCE, oid(OID.sha256), tlv(0x05));
  const oaep = tlv(
    SEQUENCE,
    oid(OID.rsaesOaep),
    tlv(SEQUENCE, tlv(0xa0, sha256), tlv(0xa1, tlv(SEQUENCE, oid(OID.mgf1), sha256))),
  );
  const recipient = tlv(SEQUENCE, integer(0), issuerAndSerial(certificate.raw), oaep, tlv(0x04, encryptedKey));
  // Filled up to whole blocks, by a whole one where none is wanting (RFC 5652 §6.3).
  const encrypted = size + BLOCK - (size % BLOCK);
  const algorithm = [oid(OID.data), tlv(SEQUENCE, oid(OID.aes256Cbc), tlv(0x04, iv))];
  // [0] IMPLICIT OCTET STRING
  const content = around(SEQUENCE, algorithm, around(0x80, [], { head: Buffer.alloc(0), rest: encrypted }));
  const enveloped = around(SEQUENCE, [integer(0), tlv(SET, recipient)], content);
  const { head } = around(SEQUENCE, [oid(OID.envelopedData)], around(0xa0, [], enveloped));
  return async function* (pieces) {
    yield head;
    const cipher = createCipheriv('aes-256-cbc', key, iv);
    let read = 0;
    for await (const piece of pieces) {
      read += piece.length;
      yield cipher.update(piece);
    }
    if (read !== size) throw new Error('contenu changé pendant qu’il était scellé');
    yield cipher.final();
  };
}

/** The beginning of an element whose last bytes come later. */
interface Opened {
  readonly head: Buffer;
  readonly rest: number;
}

/** An element around parts and one that is open still. */
function around(tag: number, parts: readonly Buffer[], { head, rest }: Opened): Opened {
  const before = Buffer.concat([...parts, head]);
  return { head: Buffer.concat([tagAndLength(tag, before.length + rest), before]), rest };
}

const oid = (hex: string): Buffer => tlv(0x06, Buffer.from(hex, 'hex'));
const integer = (value: number): Buffer => tlv(0x02, Buffer.from([value]));

function tlv(tag: number, ...parts: readonly Buffer[]): Buffer {
  const value = Buffer.concat(parts);
  return Buffer.concat([tagAndLength(tag, value.length), value]);
}

function tagAndLength(tag: number, value: number): Buffer {
  if (value < 0x80) return Buffer.from([tag, value]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(value);
  const used = length.subarray(length.findIndex((byte) => byte !== 0));
  return Buffer.concat([Buffer.from([tag, 0x80 | used.length]), used]);
}

/** Of a certificate: SEQUENCE { SEQUENCE { [0] version, serial, algorithm, issuer, … } … } (RFC 5280 §4.1). */
function issuerAndSerial(raw: Buffer): Buffer {
  const fields = children(contentOf(contentOf(raw)));
  const from = fields[0]?.[0] === 0xa0 ? 1 : 0;
  const [serial, , issuer] = fields.slice(from);
  if (serial === undefined || issuer === undefined) throw new Error('certificat illisible');
  return tlv(SEQUENCE, issuer, serial);
}

function children(content: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at < content.length; ) {
    const { start, length } = header(content, at);
    found.push(content.subarray(at, start + length));
    at = start + length;
  }
  return found;
}

function contentOf(element: Buffer): Buffer {
  const { start, length } = header(element, 0);
  return element.subarray(start, start + length);
}

function header(bytes: Buffer, at: number): { readonly start: number; readonly length: number } {
  const first = bytes[at + 1] ?? 0;
  if (first < 0x80) return { start: at + 2, length: first };
  const count = first & 0x7f;
  return { start: at + 2 + count, length: bytes.readUIntBE(at + 2, count) };
}
