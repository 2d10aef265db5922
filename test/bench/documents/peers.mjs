// What our documents are measured against, in the same run: the floor below which nothing can go, and pdfkit as one first writes it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { deflateSync, inflateSync } from 'node:zlib';

const require = createRequire(import.meta.url);
const PDFDocument = require('pdfkit');
const folder = '@expo-google-fonts/source-sans-3';
const REGULAR = readFileSync(require.resolve(`${folder}/400Regular/SourceSans3_400Regular.ttf`));
const STRONG = readFileSync(require.resolve(`${folder}/600SemiBold/SourceSans3_600SemiBold.ttf`));

/** The floor: a finished document's bytes put together again by hand, each of its streams pressed anew, nothing laid out. */
export function handAssembled(finished) {
  const parts = [];
  const raw = Buffer.from(finished);
  let from = 0;
  for (let at = raw.indexOf('\nstream\n'); at >= 0; at = raw.indexOf('\nstream\n', from)) {
    const start = at + 8;
    const end = raw.indexOf('\nendstream', start);
    const dictionary = raw.toString('latin1', raw.lastIndexOf('obj\n', at), at);
    const data = raw.subarray(start, end);
    // The colour profile is always the same, and pressed once.
    const again = dictionary.includes('FlateDecode') && !/\/N 3\b/.test(dictionary);
    parts.push({ before: raw.subarray(from, start), data: again ? inflateSync(data) : data, again });
    from = end;
  }
  const rest = raw.subarray(from);
  return () =>
    Buffer.concat([...parts.flatMap(({ before, data, again }) => [before, again ? deflateSync(data) : data]), rest]);
}

/** One page with the same words: `doc.table()`, fonts given as bytes, tagged where pdfkit tags by itself. */
export function pdfkitAsFirstWritten(order) {
  return new Promise((resolve, reject) => {
    const document = new PDFDocument({
      size: 'A4',
      margin: 56,
      pdfVersion: '1.7',
      subset: 'PDF/A-2a',
      tagged: true,
      lang: 'fr-FR',
      font: REGULAR,
      info: { Title: 'Attestation de paiement', CreationDate: new Date(0) },
    });
    const chunks = [];
    document.on('data', (chunk) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
    document.font(STRONG).fontSize(17).text('Attestation de paiement').moveDown();
    document.font(REGULAR).fontSize(10.5).text(order.file.address.filter(Boolean).join('\n')).moveDown();
    document.text(`Référence : ${order.reference}`).moveDown();
    document.table({
      data: [
        ['Prestations du mois', 'Montant'],
        ...order.file.payments.map(({ benefit, cents }) => [
          `${benefit}, prestation du mois`,
          (cents / 100).toFixed(2),
        ]),
      ],
    });
    document.moveDown().table({
      data: [
        ['Pour nous joindre', 'Votre identifiant', 'Mot de passe'],
        ['caf.fr, espace Mon Compte', 'Numéro de sécurité sociale', 'celui de votre compte'],
        ['Courrier, e-mail, accueil', 'Numéro de sécurité sociale', 'aucun'],
        ['Téléphone, pour le moment', 'Numéro allocataire', 'celui du téléphone'],
      ],
    });
    document.end();
  });
}
