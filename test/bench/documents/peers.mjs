// What our documents are measured against, in the same run: the floor below which nothing can go, and pdfkit as one first writes it.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';

const require = createRequire(import.meta.url);
const PDFDocument = require('pdfkit');
const folder = '@expo-google-fonts/source-sans-3';
const REGULAR = readFileSync(require.resolve(`${folder}/400Regular/SourceSans3_400Regular.ttf`));
const STRONG = readFileSync(require.resolve(`${folder}/600SemiBold/SourceSans3_600SemiBold.ttf`));

/**
 * The floor: the same page put together by hand. Its layout and its fonts' glyphs are given; the text of each run is written again
 * glyph by glyph, each object anew with its references, and every stream but the colour profile is pressed by zlib as it comes.
 */
export function handAssembled(finished) {
  const raw = Buffer.from(finished);
  const streams = [];
  const packed = [];
  for (let at = raw.indexOf('\nstream\n'); at >= 0; at = raw.indexOf('\nstream\n', at + 8)) {
    const from = raw.lastIndexOf(' 0 obj\n', at);
    const id = Number(raw.toString('latin1', raw.lastIndexOf('\n', from) + 1, from));
    const dictionary = raw.toString('latin1', from + 7, at).replace(/\n\/Length \d+|\/Length \d+\n/, '');
    const data = raw.subarray(at + 8, raw.indexOf('\nendstream', at + 8));
    if (dictionary.includes('/XRef')) continue;
    const pressed = dictionary.includes('/FlateDecode');
    const plain = pressed ? inflateSync(data) : data;
    if (dictionary.includes('/ObjStm')) packed.push(...objectsIn(dictionary, plain));
    else if (plain.includes('] TJ')) streams.push({ id, dictionary, runs: runsIn(plain.toString('latin1')) });
    else streams.push({ id, dictionary, data: pressed && !dictionary.includes('/N 3') ? plain : data, pressed });
  }
  const size = Math.max(...streams.map(({ id }) => id), ...packed.map(({ id }) => id)) + 3;
  return (number) => assemble(streams, packed, size, number);
}

function objectsIn(dictionary, plain) {
  const first = Number(/\/First (\d+)/.exec(dictionary)[1]);
  const numbers = plain.toString('latin1', 0, first).trim().split(/\s+/).map(Number);
  const starts = numbers.filter((_, index) => index % 2 === 1);
  return starts.map((start, index) => {
    const text = plain.toString(
      'latin1',
      first + start,
      index + 1 < starts.length ? first + starts[index + 1] - 1 : undefined,
    );
    const parts = text.split(/(\d+) 0 R/);
    return { id: numbers[index * 2], parts: parts.map((part, at) => (at % 2 === 1 ? Number(part) : part)) };
  });
}

/** Instructions as they are, and runs of text as glyphs and what kerning stands between them. */
function runsIn(content) {
  return content.split('\n').map((line) => {
    if (!line.endsWith('] TJ')) return line;
    return [...line.matchAll(/<([0-9a-f]*)>|(-?[\d.]+)(?=[<\]])/g)].flatMap(([, hex, kerning]) =>
      hex === undefined ? [-Number(kerning) - 1] : hex.match(/..../g).map((one) => Number.parseInt(one, 16)),
    );
  });
}

function assemble(streams, packed, size, number) {
  const offsets = new Array(size).fill(0);
  const placed = new Map();
  const parts = [];
  let at = 0;
  const emit = (piece) => {
    const bytes = typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece;
    parts.push(bytes);
    at += bytes.length;
  };
  const stream = (id, dictionary, data) => {
    offsets[id] = at;
    emit(`${id} 0 obj\n${dictionary.replace(/\n?>>$/, `\n/Length ${data.length}\n>>`)}\nstream\n`);
    emit(data);
    emit('\nendstream\nendobj\n');
  };
  emit('%PDF-1.7\n%\xff\xff\xff\xff\n');
  for (const { id, dictionary, runs, data, pressed } of streams) {
    if (runs !== undefined) stream(id, dictionary, deflateSync(Buffer.from(textOf(runs), 'latin1')));
    else stream(id, dictionary, pressed && !dictionary.includes('/N 3') ? deflateSync(data) : data);
  }
  const texts = packed.map(({ parts: own }) =>
    own.map((part) => (typeof part === 'number' ? `${part} 0 R` : part)).join(''),
  );
  let offset = 0;
  const heads = texts.map((text, index) => {
    const head = `${packed[index].id} ${offset}`;
    placed.set(packed[index].id, index);
    offset += text.length + 1;
    return head;
  });
  const first = `${heads.join(' ')}\n`;
  const container = size - 2;
  const objects = deflateSync(Buffer.from(`${first}${texts.join('\n')}\n`, 'latin1'));
  stream(
    container,
    `<<\n/Type /ObjStm\n/N ${packed.length}\n/First ${first.length}\n/Filter /FlateDecode\n>>`,
    objects,
  );
  const start = at;
  const table = Buffer.alloc(size * 7);
  for (let id = 1; id < size; id += 1) {
    const index = placed.get(id);
    table.writeUInt8(index === undefined ? 1 : 2, id * 7);
    table.writeUInt32BE(index === undefined ? offsets[id] : container, id * 7 + 1);
    table.writeUInt16BE(index ?? 0, id * 7 + 5);
  }
  const identity = createHash('md5').update(`C-2026-${number}`).digest('hex');
  const trailer = `<<\n/Type /XRef\n/W [1 4 2]\n/Size ${size}\n/ID [<${identity}> <${identity}>]\n/Filter /FlateDecode\n>>`;
  stream(size - 1, trailer, deflateSync(table));
  emit(`startxref\n${start}\n%%EOF\n`);
  return Buffer.concat(parts);
}

function textOf(runs) {
  const lines = runs.map((run) => {
    if (typeof run === 'string') return run;
    let text = '[<';
    for (const sign of run) text += sign < 0 ? `>${-sign - 1}<` : sign.toString(16).padStart(4, '0');
    return `${text}>] TJ`;
  });
  return lines.join('\n');
}

/** Typst from npm, its native compiler: the same words, fonts, table and code, tagged. Null where it cannot be had. */
export async function typst(order, modules) {
  const { NodeCompiler } = (await fromNpm('@myriaddreamin/typst-ts-node-compiler', '0.7.0')) ?? {};
  if (NodeCompiler === undefined) return null;
  const compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs: [REGULAR, STRONG] }] });
  const side = modules.length;
  const dark = modules.flatMap((row, y) =>
    row.flatMap((on, x) => (on ? [`<rect x="${x}" y="${y}" width="1" height="1"/>`] : [])),
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}">${dark.join('')}</svg>`;
  const source = (number) => `
#set document(title: "Attestation de paiement", author: "Caf de démonstration", date: datetime(year: 2026, month: 6, day: 29))
#set page(paper: "a4", margin: 20mm)
#set text(font: "Source Sans 3", size: 10.5pt, lang: "fr")
= Attestation de paiement
N° ALLOCATAIRE : 0260311 \\
Référence : ${order(number).reference}

#align(right)[${order(number).file.address.filter(Boolean).join(' \\\n')}]

Le 29/06/2026

Nous certifions que Madame Jeanne Dupont a reçu, pour le mois de mai 2026, les prestations suivantes.

#image(bytes("${svg.replaceAll('"', '\\"')}"), format: "svg", width: ${(side * 0.42).toFixed(2)}mm, alt: "Code de vérification signé par la Caf")

#table(columns: (1fr, auto), table.header[Prestation][Montant],
${order(number)
  .file.payments.map(({ benefit, cents }) => `[${benefit}, prestation du mois], [${(cents / 100).toFixed(2)} €],`)
  .join('\n')}
)
== Nous contacter
#table(columns: 3, table.header[Pour nous joindre][Votre identifiant][Mot de passe],
[caf.fr, espace Mon Compte], [Numéro de sécurité sociale], [celui de votre compte],
[Application « Caf – Mon Compte »], [Numéro de sécurité sociale], [celui de votre compte],
[Courrier, e-mail, accueil], [Numéro de sécurité sociale], [aucun],
[Téléphone, pour le moment], [Numéro allocataire], [celui du téléphone],
)`;
  return (number) => {
    const bytes = compiler.pdf({ mainFileContent: source(number) }, { pdfStandard: 'a-2a' });
    compiler.evictCache(10);
    return bytes;
  };
}

/** Fetched once into a folder of its own: fifty megabytes that nobody else needs. */
async function fromNpm(name, version) {
  const folder = path.join(tmpdir(), 'courrier-bench-peers');
  try {
    mkdirSync(folder, { recursive: true });
    const place = path.join(folder, 'node_modules', name, 'package.json');
    if (!existsSync(place))
      execFileSync('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', `${name}@${version}`], {
        stdio: 'ignore',
      });
    return createRequire(place)(name);
  } catch (error) {
    console.log(`${name}: ${error.message.split('\n')[0]}`);
    return null;
  }
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
