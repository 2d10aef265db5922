/** A part of a page, in hundredths of its sides. */
export interface PageZone {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What a person wants to see of a stored file. Plain data: it crosses IPC. */
export interface ViewRequest {
  /** `page`: a picture of it; `zone`: what can be read in a part of it; `html`: the message as its sender laid it out; `file`: an attachment as it came; `pages`: some of its pages; `parted`: a message with some of its files alone, or without them. */
  readonly kind: 'page' | 'zone' | 'html' | 'file' | 'pages' | 'parted';
  readonly bytes: Buffer;
  readonly type: string;
  /** From 1. */
  readonly page: number;
  /** Of the attachment that is meant; null for the file itself. */
  readonly sha256: string | null;
  /** Of a `zone`. */
  readonly zone?: PageZone;
  /** Of `pages`, from 1; none to ask how many there are. */
  readonly pages?: readonly number[];
  /** Of `parted`: SHA-256 of the files, hex. */
  readonly digests?: readonly string[];
  readonly keep?: 'only' | 'without';
}

/** What is shown; null where there is no such thing, or it cannot be drawn. */
export interface View {
  readonly content: Buffer | null;
  readonly type: string;
  /** Of `pages`: how many the whole has. */
  readonly count?: number;
}
