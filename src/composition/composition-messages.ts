import type { CompositionRefusal, DrawnFile, Reply, ReplyOrder } from '../domain/reply';
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

/** From the pool to a thread: plain data, copied between the two. */
export type PoolMessage =
  | { readonly kind: 'compose'; readonly id: number; readonly order: ReplyOrder }
  /** The piece that the thread waits with was taken. */
  | { readonly kind: 'taken'; readonly id: number }
  /** It cannot be: the reply is given up. */
  | { readonly kind: 'abandon'; readonly id: number };

/** Back from a thread. Bytes of files are handed over, not copied. */
export type ThreadMessage =
  | { readonly kind: 'ready' }
  /** Of a long file, while it is drawn; the thread waits until it is taken. */
  | { readonly kind: 'piece'; readonly id: number; readonly file: number; readonly piece: Uint8Array }
  | {
      readonly kind: 'composed';
      readonly id: number;
      readonly result: Result<Reply<DrawnFile>, CompositionRefusal>;
      /** Of each file what is not handed over yet: most are shorter than a piece. */
      readonly rest: readonly Uint8Array[];
    }
  /** An unexpected error: its message holds no data of the order. */
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };
