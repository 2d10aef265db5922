import type { PdfObject, ReadPdf } from '../read-pdf';

/** An object may be changed on its way; null takes it away. */
export type ChangeObject = (object: PdfObject) => PdfObject | null;

/**
 * Writes a file that was read back once more, its objects one by one and nothing pressed, so that it can be broken on purpose
 * where a rule looks. Table and lengths are right: other readers open it too.
 */
export function writePlainPdf(
  pdf: ReadPdf,
  change: ChangeObject = (object) => object,
  trailerOf = (text: string) => text,
): Buffer {
  const objects = [...pdf.objects.values()].filter(({ text }) => !/\/Type \/(ObjStm|XRef)\b/.test(text));
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\u00ff\u00ff\u00ff\u00ff\n', 'latin1')];
  const offsets = new Map<number, number>();
  let length = parts[0]?.length ?? 0;
  const write = (bytes: Buffer): void => {
    parts.push(bytes);
    length += bytes.length;
  };
  for (const object of objects.map(plain).map(change)) {
    if (object === null) continue;
    offsets.set(object.id, length);
    const { stream } = object;
    const text = stream ? object.text.replace(/\/Length \d+/, `/Length ${stream.length}`) : object.text;
    write(Buffer.from(`${object.id} 0 obj\n${text}\n`, 'latin1'));
    if (stream) write(Buffer.concat([Buffer.from('stream\n'), stream, Buffer.from('\nendstream\n')]));
    write(Buffer.from('endobj\n'));
  }
  const size = Math.max(...offsets.keys()) + 1;
  const entries = Array.from({ length: size }, (_, id) => {
    const offset = offsets.get(id);
    return offset === undefined ? '0000000000 65535 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const start = length;
  const kept = ['Root', 'Info', 'ID'].map(
    (key) => new RegExp(`/${key} (\\[[^\\]]*\\]|\\d+ 0 R)`).exec(pdf.trailer)?.[0],
  );
  const trailer = trailerOf(`<<\n/Size ${size}\n${kept.join('\n')}\n>>`);
  write(Buffer.from(`xref\n0 ${size}\n${entries.join('')}trailer\n${trailer}\nstartxref\n${start}\n%%EOF\n`, 'latin1'));
  return Buffer.concat(parts);
}

function plain({ id, text, stream }: PdfObject): PdfObject {
  return { id, text: text.replace(/\n\/Filter \/FlateDecode/, ''), stream };
}
