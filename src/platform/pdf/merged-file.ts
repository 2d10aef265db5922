import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { PdfFault, referenceIn, withReferences } from './pdf-syntax';
import { type PdfBytes, PdfFile, type PdfPage } from './read-pdf';

/** What a page keeps on paper: no structure, no links. */
const KEPT = ['MediaBox', 'CropBox', 'Rotate', 'Resources', 'UserUnit', 'Group'] as const;
const A4 = '[0 0 595.28 841.89]';
const PAGES_A_NODE = 100;
const FLUSH_BYTES = 4 * 1024 * 1024;
const DEEPEST = 60;
/** A page's own drawing may leave the paper turned upside down; what is drawn above it begins anew. */
const OPEN = 'q\n';
const CLOSE = '\nQ\n';

const CATALOGUE = 1;
const PAGES = 2;

/** Where it is written, piece after piece: a file that is open is one. */
export interface PdfSink {
  writeFile(piece: Buffer): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** Pages of one document of a letter, ready to be put down. */
export interface ReadDocument {
  readonly file: PdfFile;
  readonly pages: readonly PdfPage[];
}

/** @throws PdfFault */
export function readDocument(bytes: PdfBytes): ReadDocument {
  return followed(() => {
    const file = new PdfFile(bytes);
    const pages = file.pages();
    if (pages.length === 0) throw new PdfFault('fichier sans pages');
    return { file, pages };
  });
}

function followed<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    // What zlib or a number out of place throws says the same: it cannot be followed.
    throw error instanceof PdfFault ? error : new PdfFault('fichier illisible');
  }
}

/**
 * One PDF of many documents, written as they come, for a printer: pages, fonts and images as they are, equal ones once; no tags,
 * which stay with the documents themselves. Memory grows with the number of objects, not with their size.
 */
export class MergedFile {
  private readonly offsets: number[] = [];
  private readonly written = new Map<string, number>();
  private readonly nodes: { readonly id: number; kids: number[] }[] = [];
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private at = 0;
  private pageCount = 0;

  private constructor(private readonly sink: PdfSink) {
    this.emit(Buffer.from('%PDF-1.7\n%\xff\xff\xff\xff\n', 'latin1'));
    // The catalogue and the root of the pages are written last, under ids that the others name before.
    this.offsets.push(0, 0);
  }

  static async create(path: string): Promise<MergedFile> {
    return new MergedFile(await open(path, 'wx', 0o640));
  }

  static into(sink: PdfSink): MergedFile {
    return new MergedFile(sink);
  }

  /** How many pages stand in it. */
  get pages(): number {
    return this.pageCount;
  }

  /**
   * Copies what a document's pages name.
   * @param mark drawing instructions for a page, in points from the bottom left, or null; asked of each page from 0
   * @returns its pages, to be put down @throws PdfFault where the document cannot be followed
   */
  async prepare({ file, pages }: ReadDocument, mark: (page: number) => string | null): Promise<readonly string[]> {
    const copied = new Map<number, number>();
    const texts: string[] = [];
    for (const [index, { entries }] of pages.entries()) {
      texts.push(followed(() => this.pageText(file, entries, copied, mark(index))));
      if (this.waitingBytes > FLUSH_BYTES) await this.flush();
    }
    return texts;
  }

  /** @param pages as they were prepared */
  put(pages: readonly string[]): void {
    for (const page of pages) this.addPage(page);
  }

  /** Both in one. */
  async append(document: ReadDocument, mark: (page: number) => string | null): Promise<void> {
    this.put(await this.prepare(document, mark));
  }

  /** The back of a sheet that the next document must not begin on. */
  appendBlank(): void {
    this.addPage(`/MediaBox ${A4} /Resources << >>`);
  }

  /** @returns once all of it is on the disk */
  async finish(title: string): Promise<void> {
    for (const { id, kids } of this.nodes)
      this.writeAt(id, `<< /Type /Pages /Parent ${PAGES} 0 R /Count ${kids.length} /Kids [${list(kids)}] >>`);
    const nodes = this.nodes.map(({ id }) => id);
    this.writeAt(PAGES, `<< /Type /Pages /Count ${this.pageCount} /Kids [${list(nodes)}] >>`);
    this.writeAt(
      CATALOGUE,
      `<< /Type /Catalog /Pages ${PAGES} 0 R /ViewerPreferences << /Duplex /DuplexFlipLongEdge /PrintScaling /None >> >>`,
    );
    const info = this.write(`<< /Title (${title}) /Producer (Courrier) >>`, null);
    const start = this.at;
    const rows = this.offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
    const size = this.offsets.length + 1;
    this.emit(Buffer.from(`xref\n0 ${size}\n0000000000 65535 f \n${rows.join('')}`, 'latin1'));
    this.emit(
      Buffer.from(
        `trailer\n<< /Size ${size} /Root ${CATALOGUE} 0 R /Info ${info} 0 R >>\nstartxref\n${start}\n%%EOF\n`,
        'latin1',
      ),
    );
    await this.flush();
    await this.sink.sync();
    await this.sink.close();
  }

  /** Leaves a half-written file behind, which is no batch. */
  async abandon(): Promise<void> {
    await this.sink.close().catch(() => undefined);
  }

  private pageText(
    file: PdfFile,
    entries: ReadonlyMap<string, string>,
    copied: Map<number, number>,
    mark: string | null,
  ): string {
    const kept = KEPT.flatMap((key) => {
      const value = entries.get(key);
      return value === undefined ? [] : [`/${key} ${this.copyValue(file, value, copied, 0)}`];
    });
    const contents = entries.get('Contents');
    const own = contents === undefined ? [] : this.contentsOf(file, contents, copied);
    const all = mark === null ? own : [this.content(OPEN), ...own, this.content(`${CLOSE}${mark}\n`)];
    return `${kept.join(' ')}${all.length === 0 ? '' : ` /Contents [${list(all)}]`}`;
  }

  private contentsOf(file: PdfFile, value: string, copied: Map<number, number>): number[] {
    const id = referenceIn(value);
    if (id === null)
      return [...value.matchAll(/(\d+)\s+\d+\s+R/g)].map(([, one]) => this.copy(file, Number(one), copied, 0));
    const { text, stream } = file.object(id);
    return stream === null ? this.contentsOf(file, text, copied) : [this.copy(file, id, copied, 0)];
  }

  private copyValue(file: PdfFile, value: string, copied: Map<number, number>, depth: number): string {
    return withReferences(value, (id) => this.copy(file, id, copied, depth));
  }

  /** @returns the id of an object's copy: what it names is copied first, and what stands in the file already is named again */
  private copy(file: PdfFile, id: number, copied: Map<number, number>, depth: number): number {
    const known = copied.get(id);
    if (known !== undefined) return known;
    if (depth > DEEPEST) throw new PdfFault('objets qui se nomment l’un l’autre');
    const { text, stream } = file.object(id);
    const own = stream === null ? text : withLength(text, stream.length);
    const place = this.write(this.copyValue(file, own, copied, depth + 1), stream);
    copied.set(id, place);
    return place;
  }

  private content(instructions: string): number {
    const stream = Buffer.from(instructions, 'latin1');
    return this.write(`<< /Length ${stream.length} >>`, stream);
  }

  private addPage(text: string): void {
    let node = this.nodes.at(-1);
    if (node === undefined || node.kids.length >= PAGES_A_NODE) {
      node = { id: this.offsets.push(0), kids: [] };
      this.nodes.push(node);
    }
    const id = this.offsets.push(0);
    this.writeAt(id, `<< /Type /Page /Parent ${node.id} 0 R ${text} >>`);
    node.kids.push(id);
    this.pageCount += 1;
  }

  /** Equal objects are written once: the same logo, the same letters of a font. @returns its id */
  private write(text: string, stream: Buffer | null): number {
    const digest = createHash('sha1').update(text, 'latin1');
    const key = (stream === null ? digest : digest.update(stream)).digest('base64');
    const known = this.written.get(key);
    if (known !== undefined) return known;
    const id = this.offsets.push(0);
    this.written.set(key, id);
    this.writeAt(id, text, stream);
    return id;
  }

  private writeAt(id: number, text: string, stream: Buffer | null = null): void {
    this.offsets[id - 1] = this.at;
    this.emit(Buffer.from(`${id} 0 obj\n${text}\n`, 'latin1'));
    if (stream !== null) {
      this.emit(Buffer.from('stream\n', 'latin1'));
      this.emit(stream);
      this.emit(Buffer.from('\nendstream\n', 'latin1'));
    }
    this.emit(Buffer.from('endobj\n', 'latin1'));
  }

  private emit(bytes: Buffer): void {
    this.waiting.push(bytes);
    this.waitingBytes += bytes.length;
    this.at += bytes.length;
  }

  private async flush(): Promise<void> {
    const bytes = Buffer.concat(this.waiting);
    this.waiting = [];
    this.waitingBytes = 0;
    await this.sink.writeFile(bytes);
  }
}

const list = (ids: readonly number[]): string => ids.map((id) => `${id} 0 R`).join(' ');

/** A length given apart is an object more, and the same for no two files. */
const withLength = (text: string, length: number): string =>
  text.replace(/\/Length\s+\d+\s+\d+\s+R/, `/Length ${length}`);
