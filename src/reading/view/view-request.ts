/** What a person wants to see of a stored file. Plain data: it crosses IPC. */
export interface ViewRequest {
  /** `page`: a picture of it; `html`: the message as its sender laid it out; `file`: an attachment as it came. */
  readonly kind: 'page' | 'html' | 'file';
  readonly bytes: Buffer;
  readonly type: string;
  /** From 1. */
  readonly page: number;
  /** Of the attachment that is meant; null for the file itself. */
  readonly sha256: string | null;
}

/** What is shown; null where there is no such thing, or it cannot be drawn. */
export interface View {
  readonly content: Buffer | null;
  readonly type: string;
}
