import { createRequire } from 'node:module';
import { personOf, spacedNir } from '../../chaos/load/people.mjs';
import { mail, OFFICE } from '../../fixtures/demo/make/mail.mjs';
import { seeded } from '../directory/make-directory.mjs';

const PDFDocument = createRequire(import.meta.url)('pdfkit');
const ATTACHED_BYTES = 150_000;

const ASKED = [
  (person) =>
    `Bonjour,\n\nPouvez-vous m’envoyer une attestation de paiement pour mon propriétaire ?\nMon numéro de sécurité sociale est le ${spacedNir(person)}.\n\nMerci,\n${person.firstName} ${person.lastName}\n`,
  (person) =>
    `Madame, Monsieur,\n\nje souhaite recevoir une attestation de paiement, pour mon dossier à la mairie.\nN° de sécurité sociale : ${spacedNir(person)}\n\nCordialement,\n${person.firstName} ${person.lastName}\n`,
];

/**
 * Message `n` of the bench, which a machine answers with an attestation: its envelope and its bytes, the same for the same `n`.
 * Every third has a PDF of a page of text with a picture, 150 kB, beside it. Everyone is invented.
 * @param attachment what `makeAttachment` gave
 */
export function benchMail(n, attachment) {
  const person = personOf(n);
  const parts =
    n % 3 === 0
      ? { parts: [{ type: 'application/pdf', name: 'bail.pdf', encoding: 'base64', bytes: numbered(attachment, n) }] }
      : {};
  const bytes = mail({
    file: `bench-${n}`,
    date: 'Mon, 23 Nov 2026 08:12:41 +0100',
    from: [`${person.firstName} ${person.lastName}`, person.email],
    subject: 'Demande',
    text: ASKED[n % ASKED.length](person),
    ...parts,
  });
  return { from: person.email, to: OFFICE, bytes };
}

/** No two messages bring the same file: what follows a PDF's end is not read. */
const numbered = (pdf, n) => Buffer.concat([pdf, Buffer.from(`% ${n}\n`)]);

/** A page of text and a picture of noise that no compression makes smaller. */
export function makeAttachment() {
  const random = seeded(1);
  const side = Math.floor(Math.sqrt(ATTACHED_BYTES / 3)) - 2;
  const document = new PDFDocument({ size: 'A4', compress: false });
  const chunks = [];
  document.on('data', (chunk) => chunks.push(chunk));
  document
    .fontSize(11)
    .text('Contrat de location (exemple inventé)\n\n'.concat('Le bailleur loue au preneur. '.repeat(60)));
  const pixels = Buffer.from(Array.from({ length: side * side * 3 }, () => Math.floor(random() * 256)));
  const picture = document.ref({
    Type: 'XObject',
    Subtype: 'Image',
    ...{ Width: side, Height: side, ColorSpace: 'DeviceRGB', BitsPerComponent: 8 },
  });
  picture.end(pixels);
  document.page.xobjects.Picture = picture;
  document.addContent('q 200 0 0 200 100 100 cm /Picture Do Q');
  return new Promise((resolve) => {
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.end();
  });
}
