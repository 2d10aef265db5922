import type { CompactFile } from './compact-file';
import { Written, writeValue } from './write-value';

/** What is reached behind pdfkit's face to tag a document; see pdfkit-internals.ts. */
interface TaggedInternals {
  readonly _root: { readonly data: Record<string, unknown> };
  readonly page: { readonly dictionary: PageReference };
  addContent(instruction: string): unknown;
  endMarkings(): void;
}

interface PageReference {
  readonly id: number;
  readonly data: Record<string, unknown>;
}

/** What pdfkit gives for an annotation that belongs to an element. */
interface AnnotationReference {
  readonly annotationRef: PageReference;
}

interface MarkedPage {
  readonly id: number;
  /** Of the object that lists the elements of the page's marks, in their order. */
  readonly listId: number;
  marks: string[];
}

/**
 * The structure of a document (ISO 32000-1 §14.7), in pdfkit's place: each element is written when it ends and forgotten, where
 * pdfkit keeps five objects for it (a tenth of the time of a page). Its marks are listed by page.
 */
export class StructureTree {
  readonly id: number;
  private readonly tagged: TaggedInternals;
  private page: MarkedPage | null = null;
  /** The parent tree: keys of pages and of annotations, in their order, each with its object. */
  private readonly entries: string[] = [];
  private root: StructureElement | null = null;

  constructor(
    document: PDFKit.PDFDocument,
    readonly file: CompactFile,
  ) {
    this.tagged = document as unknown as TaggedInternals;
    this.id = file.reserve();
    // A dictionary and no object of pdfkit's: its pages then get their order of tabs.
    this.tagged._root.data.MarkInfo = { Marked: true };
    this.tagged.endMarkings = () => this.end();
  }

  /** The marks that follow stand on the page that is pdfkit's current one, a new one. */
  startPage(): void {
    this.endPage();
    const { dictionary } = this.tagged.page;
    dictionary.data.StructParents = this.entries.length;
    this.page = { id: dictionary.id, listId: this.file.reserve(), marks: [] };
    this.entries.push(`${this.page.listId} 0 R`);
  }

  element(
    type: string,
    parent: StructureElement | null,
    attributes: Readonly<Record<string, unknown>>,
  ): StructureElement {
    const element = new StructureElement(this, type, parent, attributes);
    if (parent === null) this.root = element;
    return element;
  }

  /** What is written on the page until `endMark` is an element's content. */
  beginMark(element: StructureElement): void {
    const { page, tagged } = this;
    if (page === null) throw new Error('marque sans page');
    element.addMark(page.id, page.marks.length);
    tagged.addContent(`/${element.type} <</MCID ${page.marks.length}>> BDC`);
    page.marks.push(`${element.id} 0 R`);
  }

  endMark(): void {
    this.tagged.addContent('EMC');
  }

  /** Gives an annotation its element. @returns the page that it stands on */
  own(element: StructureElement, annotation: PageReference): number {
    annotation.data.StructParent = this.entries.length;
    this.entries.push(`${element.id} 0 R`);
    return this.tagged.page.dictionary.id;
  }

  private endPage(): void {
    if (this.page !== null) this.file.place(this.page.listId, `[${this.page.marks.join(' ')}]`);
    this.page = null;
  }

  private end(): void {
    this.endPage();
    this.root?.end();
    const nums = this.entries.map((entry, key) => `${key} ${entry}`).join('\n');
    this.file.place(
      this.id,
      `<<\n/Type /StructTreeRoot\n/ParentTree <<\n/Nums [\n${nums}\n]\n>>\n/ParentTreeNextKey ${this.entries.length}\n/K [${this.root?.id} 0 R]\n>>`,
    );
    this.tagged._root.data.StructTreeRoot = new Written(`${this.id} 0 R`);
  }
}

/** An element below its parent; end it when its content is drawn. */
export class StructureElement {
  readonly id: number;
  private readonly parent: number;
  private attributes = '';
  private kids = '';
  private page: number | null = null;
  private ended = false;

  constructor(
    private readonly tree: StructureTree,
    readonly type: string,
    parent: StructureElement | null,
    attributes: Readonly<Record<string, unknown>>,
  ) {
    this.id = tree.file.reserve();
    for (const key in attributes) this.attributes += `\n/${key} ${writeValue(attributes[key])}`;
    this.parent = parent === null ? tree.id : parent.id;
    if (parent !== null) parent.addKid(`${this.id} 0 R`);
  }

  /** What is drawn on the current page until the tree's `endMark` is this element's content, after what it has already. */
  beginMark(): void {
    this.tree.beginMark(this);
  }

  /** Called by pdfkit, with an annotation that belongs to this element. */
  add({ annotationRef }: AnnotationReference): void {
    const page = this.tree.own(this, annotationRef);
    this.addKid(`<<\n/Type /OBJR\n/Obj ${annotationRef.id} 0 R\n/Pg ${page} 0 R\n>>`);
  }

  addMark(page: number, mcid: number): void {
    this.page ??= page;
    this.addKid(this.page === page ? `${mcid}` : `<<\n/Type /MCR\n/Pg ${page} 0 R\n/MCID ${mcid}\n>>`);
  }

  end(): void {
    if (this.ended) return;
    this.ended = true;
    const page = this.page === null ? '' : `\n/Pg ${this.page} 0 R`;
    const head = `<<\n/S /${this.type}${this.attributes}\n/P ${this.parent} 0 R`;
    this.tree.file.place(this.id, `${head}\n/K [${this.kids}]${page}\n>>`);
  }

  private addKid(kid: string): void {
    if (this.ended) throw new Error('élément de structure déjà fini');
    this.kids += this.kids === '' ? kid : ` ${kid}`;
  }
}
