/** Plain ASCII: PDF's own encoding of the standard fonts has no more to be relied on. */
const LINES = [
  'ESSAI DE BON FONCTIONNEMENT, fait par une machine.',
  '',
  'Madame, Monsieur,',
  'Je soussigne Camille Essai, ne le 12/08/1955,',
  'numero de securite sociale 1 55 08 99 999 999 19,',
  'demande une attestation de paiement.',
  '',
  'Camille Essai',
];

/** The one page of the self-check's scanned letter: text in a standard font, so that it is written without a library. */
export function essaiPdf(): Buffer {
  const text = `BT /F1 12 Tf 60 760 Td 18 TL ${LINES.map((line) => `(${line}) Tj T*`).join(' ')} ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((body, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(`${file}xref\n0 ${size}\n0000000000 65535 f \n${table}${trailer}`, 'latin1');
}
