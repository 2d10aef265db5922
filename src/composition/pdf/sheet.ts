import type { Line, Segment } from './break-lines';
import type { Faces } from './face';
import { COLOURS, LEADING, PAGE } from './page-geometry';
import { createTaggedDocument, type DocumentInfo, writeGlyphs } from './pdfkit-internals';
import { addSealField, type Sealing, sealFile } from './seal-field';

export type Element = PDFKit.PDFStructureElement;

export interface TextStyle {
  readonly size: number;
  readonly colour?: string;
}

/** The logo's file is not there, or is neither PNG nor JPEG. */
export class UnreadableLogo extends Error {}

/** The paper: draws lines of text, rules and fills, and keeps every mark either in the structure or an artifact. */
export class Sheet {
  readonly root: Element;
  private readonly document: PDFKit.PDFDocument;
  private readonly chunks: Uint8Array[] = [];
  private readonly whole: Promise<Uint8Array>;
  private fill: string | null = null;

  constructor(
    info: DocumentInfo,
    readonly faces: Faces,
  ) {
    this.document = createTaggedDocument(info, faces);
    this.whole = new Promise((resolve, reject) => {
      this.document.on('data', (chunk: Uint8Array) => this.chunks.push(chunk));
      this.document.on('end', () => resolve(Buffer.concat(this.chunks)));
      this.document.on('error', reject);
    });
    this.addPage();
    this.root = this.document.struct('Document');
    this.document.addStructure(this.root);
  }

  get pageCount(): number {
    return this.document.bufferedPageRange().count;
  }

  addPage(): void {
    this.document.addPage();
    this.fill = null;
  }

  switchToPage(index: number): void {
    this.document.switchToPage(index);
    this.fill = null;
  }

  /** A structure element below `parent`; `end()` it when its content is drawn, on the page of its last content. */
  element(type: string, parent: Element, attributes?: Readonly<Record<string, unknown>>): Element {
    const element = this.document.struct(type);
    if (attributes) (element as unknown as { dictionary: { data: { A?: unknown } } }).dictionary.data.A = attributes;
    parent.add(element);
    return element;
  }

  /** One line under `parent`, its links as Link elements with their annotation. `top` is the line's upper edge. */
  line(parent: Element, line: Line, x: number, top: number, style: TextStyle): void {
    const plain: Segment[] = [];
    const flush = (): void => {
      if (plain.length === 0) return;
      const segments = plain.splice(0);
      parent.add(() => {
        for (const segment of segments) this.segment(segment, x, top, style);
      });
    };
    for (const segment of line.segments) {
      if (segment.href === null) plain.push(segment);
      else {
        flush();
        this.link(parent, segment, segment.href, x, top, style);
      }
    }
    flush();
  }

  /** Text outside the structure, at the head or the foot of its page: page numbers, repeated table heads. */
  artifactLine(edge: 'Top' | 'Bottom', line: Line, x: number, top: number, style: TextStyle): void {
    this.artifact({ type: 'Pagination', attached: [edge] }, () => {
      for (const segment of line.segments) this.segment(segment, x, top, style);
    });
  }

  rule(x1: number, y: number, x2: number, colour: string, width = 0.6): void {
    this.artifact({ type: 'Layout' }, () => {
      this.document.save().lineWidth(width).strokeColor(colour).moveTo(x1, y).lineTo(x2, y).stroke().restore();
    });
  }

  /** Dashes across the page: where scissors go. */
  cut(y: number): void {
    this.artifact({ type: 'Layout' }, () => {
      this.document.save().lineWidth(0.7).dash(4, { space: 3 }).strokeColor(COLOURS.soft);
      this.document.moveTo(0, y).lineTo(PAGE.width, y).stroke().restore();
    });
  }

  /** An empty box to write a character in. */
  cell(x: number, y: number, width: number, height: number): void {
    this.artifact({ type: 'Layout' }, () => {
      this.document.save().lineWidth(0.7).strokeColor(COLOURS.soft).rect(x, y, width, height).stroke().restore();
    });
  }

  box(x: number, y: number, width: number, height: number, colour: string): void {
    this.artifact({ type: 'Layout' }, () => {
      this.document.save().rect(x, y, width, height).fill(colour).restore();
    });
  }

  /** An image in its place, kept in proportion; the alternative text is what is read aloud. */
  image(path: string, alt: string, place: { x: number; y: number; width: number; height: number }): void {
    const bbox: [number, number, number, number] = [place.x, place.y, place.x + place.width, place.y + place.height];
    const figure = this.document.struct('Figure', { alt, bbox } as unknown as PDFKit.Mixins.StructureElementOptions);
    this.root.add(figure);
    figure.add(() => {
      try {
        this.document.image(path, place.x, place.y, { fit: [place.width, place.height] });
      } catch {
        throw new UnreadableLogo();
      }
    });
    figure.end();
  }

  /** A symbol of square modules as one path of their runs, in units of a module: Figure with its alternative text. */
  symbol(
    parent: Element,
    modules: readonly (readonly boolean[])[],
    alt: string,
    x: number,
    y: number,
    module: number,
  ): void {
    const side = modules.length * module;
    const bbox: [number, number, number, number] = [x, y, x + side, y + side];
    const figure = this.document.struct('Figure', { alt, bbox } as unknown as PDFKit.Mixins.StructureElementOptions);
    parent.add(figure);
    figure.add(() => {
      this.document.save().fillColor('#000000').translate(x, y).scale(module);
      this.document.addContent(`${runsOf(modules).join('\n')}\nf`);
      this.document.restore();
    });
    figure.end();
    this.fill = null;
  }

  /** Closes the document. @param sealing what seals it; null for no seal @returns its bytes */
  async finish(sealing: Sealing | null): Promise<Uint8Array> {
    this.root.end();
    if (sealing !== null) {
      this.document.switchToPage(0);
      addSealField(this.document, sealing);
    }
    this.document.end();
    const bytes = await this.whole;
    return sealing === null ? bytes : sealFile(bytes, sealing);
  }

  private artifact(options: PDFKit.Mixins.MarkingOptions, draw: () => void): void {
    this.document.markContent('Artifact', options);
    draw();
    this.document.endMarkedContent();
  }

  private segment(segment: Segment, x: number, top: number, { size, colour = COLOURS.ink }: TextStyle): void {
    if (segment.text === '') return;
    if (this.fill !== colour) this.document.fillColor(colour);
    this.fill = colour;
    const baseline = top + (size * LEADING - size) / 2 + size * 0.78;
    let at = x + segment.x;
    for (const { face, text } of this.faces[segment.face].runs(segment.text)) {
      writeGlyphs(this.document, face, face.shape(text), { x: at, baseline, size });
      at += (face.widthOf(text) * size) / 1000;
    }
  }

  private link(parent: Element, segment: Segment, href: string, x: number, top: number, style: TextStyle): void {
    const element = this.element('Link', parent);
    element.add(() => this.segment(segment, x, top, { ...style, colour: COLOURS.accent }));
    const options = { structParent: element, Contents: new String(segment.text.trim()) };
    this.document.link(
      x + segment.x,
      top,
      Math.min(segment.width, PAGE.width),
      style.size * LEADING,
      href,
      options as unknown as PDFKit.Mixins.AnnotationOption,
    );
    element.end();
  }
}

/** Dark modules that follow one another in a row, as one rectangle each. */
function runsOf(modules: readonly (readonly boolean[])[]): string[] {
  return modules.flatMap((row, at) => {
    const runs: string[] = [];
    for (let start = row.indexOf(true); start >= 0; ) {
      const light = row.indexOf(false, start);
      const end = light < 0 ? row.length : light;
      runs.push(`${start} ${at} ${end - start} 1 re`);
      start = row.indexOf(true, end);
    }
    return runs;
  });
}
