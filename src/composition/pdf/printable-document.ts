import type { Office } from '../../domain/office';
import type { Block } from '../blocks/block';

/** A symbol for machines, with what is read aloud in its place and what stands beside it. */
export interface DrawnCode {
  readonly modules: readonly (readonly boolean[])[];
  readonly alt: string;
  readonly caption: string;
}

/** A document as it is printed: all of it data, nothing still to be decided. */
export interface PrintableDocument {
  /** Of the file, shown by readers; no personal data. */
  readonly title: string;
  readonly office: Office;
  /** Above the window, for an attestation; a letter has its title in its text instead. */
  readonly heading: { readonly over: string; readonly title: string } | null;
  readonly identifiers: readonly { readonly name: string; readonly value: string }[];
  /** Our own signed code, beside the office's lines; null for none. */
  readonly code: DrawnCode | null;
  /** A 2D-Doc below the text; null for none. */
  readonly proofOfAddress: DrawnCode | null;
  /** Joined to the file as JSON, which makes it PDF/A-3a; null for none. */
  readonly data: { readonly name: string; readonly description: string; readonly bytes: Uint8Array } | null;
  /** Printable block of NF Z10-011. */
  readonly addressee: readonly string[];
  readonly dateLine: string;
  readonly reference: string;
  /** YYYY-MM-DD */
  readonly createdOn: string;
  /** Set for somebody who sees badly. */
  readonly largePrint: boolean;
  /** Gone through several times; those of a document of many pages are made anew each time. */
  readonly blocks: Iterable<Block>;
}
