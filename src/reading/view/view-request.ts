/** A part of a page, in hundredths of its sides. */
export interface PageZone {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What a person wants to see of a stored file. Plain data: it crosses IPC. */
export interface ViewRequest {
  /** `page`: a picture of it; `zone`: what can be read in a part of it; `html`: the message as its sender laid it out; `file`: an attachment as it came. */
  readonly kind: 'page' | 'zone' | 'html' | 'file';
  readonly bytes: Buffer;
  readonly type: string;
  /** From 1. */
  readonly page: number;
  /** Of the attachment that is meant; null for the file itself. */
  readonly sha256: string | null;
  /** Of a `zone`. */
  readonly zone?: PageZone;
}

/** What is shown; null where there is no such thing, or it cannot be drawn. */
export interface View {
  readonly content: Buffer | null;
  readonly type: string;
}
