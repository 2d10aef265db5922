import type { ComposedReply, CompositionRefusal, ReplyOrder } from '../domain/reply';
import type { Result } from '../domain/result';
import type { SealSigner } from './signature/cms-seal';
import type { TwoDDocSigner } from './signature/issue-two-d-doc';
import type { SigningKey } from './signature/sign-document';

/** What a thread is started with. */
export interface ThreadSettings {
  readonly templatesFolder: string;
  readonly signingKeys: readonly SigningKey[];
  readonly twoDDoc: TwoDDocSigner | null;
  readonly attachData: boolean;
  readonly seal: SealSigner | null;
}

/** From the pool to a thread, and back: plain data, copied between the two. */
export interface ComposeRequest {
  readonly id: number;
  readonly order: ReplyOrder;
}

export type ThreadMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'composed'; readonly id: number; readonly result: Result<ComposedReply, CompositionRefusal> }
  /** An unexpected error: its message holds no data of the order. */
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };
