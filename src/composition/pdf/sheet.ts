import type { Line, Segment } from './break-lines';
import type { Faces } from './face';
import { points, rgb } from './instructions';
import { LatinWriter } from './latin-writer';
import { COLOURS, LEADING, PAGE } from './page-geometry';
import { createTaggedDocument, type DocumentInfo } from './pdfkit-internals';
import { ReleasedPages } from './released-pages';
import { addSealField, type Sealing } from './seal-field';
import type { StructureElement, StructureTree } from './structure-tree';
import type { TextWriter } from './text-writer';

export type Element = StructureElement;

export interface TextStyle {
  readonly size: number;
  readonly colour?: string;
}

/** What is outside the structure (ISO 32000-1 §14.8.2.2): of the page's look, or of its head or foot. */
const ARTIFACTS = {
  Layout: '/Artifact <</Type /Layout>> BDC',
  Top: '/Artifact <</Type /Pagination /Attached [/Top]>> BDC',
  Bottom: '/Artifact <</Type /Pagination /Attached [/Bottom]>> BDC',
} as const;

/** Pages that are kept in case that they are the last: few letters are longer. */
const PAGES_HELD = 8;

/** The logo's file is not there, or is neither PNG nor JPEG. */
export class UnreadableLogo extends Error {}

/** The paper: draws lines of text, rules and fills, and keeps every mark either in the structure or an artifact. */
export class Sheet {
  readonly root: Element;
  private readonly document: PDFKit.PDFDocument;
  private readonly tree: StructureTree;
  private readonly text: TextWriter;
  private chunks: Uint8Array[] = [];
  private readonly released: ReleasedPages;
  private written = false;
  private fill: string | null = null;

  constructor(
    info: DocumentInfo,
    readonly faces: Faces,
  ) {
    const { document, tree, text } = createTaggedDocument(info, faces, (bytes) => {
      if (bytes === null) this.written = true;
      else this.chunks.push(bytes);
    });
    this.document = document;
    this.tree = tree;
    this.text = text;
    this.released = new ReleasedPages(document);
    this.addPage();
    this.root = tree.element('Document', null, {});
  }

  get pageCount(): number {
    const { start, count } = this.document.bufferedPageRange();
    return start + count;
  }

  addPage(): void {
    this.document.addPage();
    this.tree.startPage();
    this.fill = null;
  }

  /** Back to a page, for its foot: once there, nothing is drawn on an earlier one. */
  switchToPage(index: number): void {
    if (!this.released.switchTo(index)) this.document.switchToPage(index);
    this.fill = null;
  }

  /** Writes the pages that are full, where there are many: all that they still get is a foot of their own. */
  releasePages(): void {
    if (this.document.bufferedPageRange().count <= PAGES_HELD) return;
    // Whatever else stands on a page, its foot is set in this.
    this.released.release((page) => this.text.addFont(this.faces.regular, page));
  }

  /** What is written of the file since this was last asked. */
  takeWritten(): readonly Uint8Array[] {
    return this.chunks.splice(0);
  }

  /** A structure element below `parent`; `end()` it when its content is drawn, on the page of its last content. */
  element(type: string, parent: Element, attributes?: Readonly<Record<string, unknown>>): Element {
    return this.tree.element(type, parent, attributes === undefined ? {} : { A: attributes });
  }

  /** One line under `parent`, its links as Link elements with their annotation. `top` is the line's upper edge. */
  line(parent: Element, line: Line, x: number, top: number, style: TextStyle): void {
    let open = false;
    for (const segment of line.segments) {
      if ((segment.href === null) !== open) {
        if (open) this.tree.endMark();
        else parent.beginMark();
        open = !open;
      }
      if (segment.href === null) this.segment(segment, x, top, style);
      else this.link(parent, segment, segment.href, x, top, style);
    }
    if (open) this.tree.endMark();
  }

  /** Text outside the structure, at the head or the foot of its page: page numbers, repeated table heads. */
  artifactLine(edge: 'Top' | 'Bottom', line: Line, x: number, top: number, style: TextStyle): void {
    this.artifact(edge, () => {
      for (const segment of line.segments) this.segment(segment, x, top, style);
    });
  }

  rule(x1: number, y: number, x2: number, colour: string, width = 0.6): void {
    this.drawing(`${rgb(colour)} RG ${width} w ${points(x1)} ${points(y)} m ${points(x2)} ${points(y)} l S`);
  }

  /** Dashes across the page: where scissors go. */
  cut(y: number): void {
    const line = `0 ${points(y)} m ${points(PAGE.width)} ${points(y)} l S`;
    this.drawing(`q [4 3] 0 d ${rgb(COLOURS.soft)} RG 0.7 w ${line} Q`);
  }

  /** An empty box to write a character in. */
  cell(x: number, y: number, width: number, height: number): void {
    this.drawing(`${rgb(COLOURS.soft)} RG 0.7 w ${rectangle(x, y, width, height)} S`);
  }

  box(x: number, y: number, width: number, height: number, colour: string): void {
    this.fill = colour;
    this.drawing(`${rgb(colour)} rg ${rectangle(x, y, width, height)} f`);
  }

  /** An image in its place, kept in proportion; the alternative text is what is read aloud. */
  image(path: string, alt: string, place: { x: number; y: number; width: number; height: number }): void {
    const figure = this.figure(this.root, alt, place.x, place.y, place.width, place.height);
    figure.beginMark();
    try {
      this.document.image(path, place.x, place.y, { fit: [place.width, place.height] });
    } catch {
      throw new UnreadableLogo();
    }
    this.tree.endMark();
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
    const figure = this.figure(parent, alt, x, y, side, side);
    const matrix = `${module.toFixed(6)} 0 0 ${module.toFixed(6)} ${points(x)} ${points(y)} cm`;
    figure.beginMark();
    this.document.addContent(`q 0 0 0 rg ${matrix}\n${runsOf(modules)}f\nQ`);
    this.tree.endMark();
    figure.end();
  }

  /** Closes the document. @param sealing what leaves room for its seal; null for none */
  finish(sealing: Pick<Sealing, 'by' | 'at' | 'room'> | null): void {
    // On the last page, which is still open.
    if (sealing !== null) addSealField(this.document, sealing);
    this.document.end();
    if (!this.written) throw new Error('document inachevé');
  }

  private figure(parent: Element, alt: string, x: number, y: number, width: number, height: number): Element {
    const bottom = this.document.page.height - y;
    const attributes = { O: 'Layout', Placement: 'Block', BBox: [x, bottom - height, x + width, bottom] };
    return this.tree.element('Figure', parent, { Alt: new String(alt), A: attributes });
  }

  private artifact(mark: keyof typeof ARTIFACTS, draw: () => void): void {
    this.document.addContent(ARTIFACTS[mark]);
    draw();
    this.document.addContent('EMC');
  }

  private drawing(instructions: string): void {
    this.document.addContent(`${ARTIFACTS.Layout}\n${instructions}\nEMC`);
  }

  private segment(segment: Segment, x: number, top: number, { size, colour = COLOURS.ink }: TextStyle): void {
    if (segment.text === '') return;
    if (this.fill !== colour) this.document.addContent(`${rgb(colour)} rg`);
    this.fill = colour;
    const baseline = top + (size * LEADING - size) / 2 + size * 0.78;
    let at = x + segment.x;
    const whole = this.faces[segment.face];
    if (whole.fallback === null) {
      this.text.write(whole, segment.text, at, baseline, size);
      return;
    }
    for (const { face, text } of whole.runs(segment.text)) {
      this.text.write(face, text, at, baseline, size);
      if (text.length < segment.text.length) at += (face.widthOf(text) * size) / 1000;
    }
  }

  private link(parent: Element, segment: Segment, href: string, x: number, top: number, style: TextStyle): void {
    const element = this.element('Link', parent);
    element.beginMark();
    this.segment(segment, x, top, { ...style, colour: COLOURS.accent });
    this.tree.endMark();
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

const rectangle = (x: number, y: number, width: number, height: number): string =>
  `${points(x)} ${points(y)} ${points(width)} ${points(height)} re`;

const runs = new LatinWriter();
/** «143 143 144 1 re» and a line feed. */
const LONGEST_RUN = 17;

/** Dark modules that follow one another in a row, as one rectangle each. */
function runsOf(modules: readonly (readonly boolean[])[]): string {
  runs.begin((modules.length * (modules.length + 1) * LONGEST_RUN) / 2);
  for (let row = 0; row < modules.length; row += 1) {
    const line = modules[row] ?? [];
    for (let start = 0; start < line.length; start += 1) {
      if (line[start] !== true) continue;
      let end = start + 1;
      while (line[end] === true) end += 1;
      runs.putSmall(start);
      runs.putSmall(row);
      runs.putSmall(end - start);
      runs.put('1 re\n');
      start = end;
    }
  }
  return runs.take();
}
