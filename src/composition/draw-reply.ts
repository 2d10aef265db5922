import { PassThrough, type Readable } from 'node:stream';
import type { ComposedReply, CompositionRefusal, DrawnFile, Reply, ReplyOrder } from '../domain/reply';
import { ok, type Result } from '../domain/result';

/** Takes a file's next piece while the reply is drawn; a promise holds the drawing up until there is room for more. */
export type TakePiece = (file: number, piece: Uint8Array) => Promise<void> | null;

/** Draws a reply, its files piece by piece and in their order. */
export type DrawReply = (order: ReplyOrder, take: TakePiece) => Promise<Result<Reply<DrawnFile>, CompositionRefusal>>;

/** Takes a file's content to its end, and answers once it is safe; what it answers stands in the reply. */
export type KeepFile<Kept> = (content: Readable) => Promise<Kept>;

export type KeptFile<Kept> = DrawnFile & { readonly kept: Kept };

/** The reply with its files whole. */
export async function wholeReply(
  draw: DrawReply,
  order: ReplyOrder,
): Promise<Result<ComposedReply, CompositionRefusal>> {
  const pieces: Uint8Array[][] = [];
  const drawn = await draw(order, (file, piece) => {
    const own = pieces[file] ?? [];
    pieces[file] = own;
    own.push(piece);
    return null;
  });
  if (!drawn.ok) return drawn;
  const files = drawn.value.files.map((file, at) => ({ ...file, bytes: Buffer.concat(pieces[at] ?? []) }));
  return ok({ ...drawn.value, files });
}

/** The reply whose files were kept while they were drawn: none of a refused reply is. @throws what `keep` throws */
export async function keptReply<Kept>(
  draw: DrawReply,
  order: ReplyOrder,
  keep: KeepFile<Kept>,
): Promise<Result<Reply<KeptFile<Kept>>, CompositionRefusal>> {
  const files: KeptContent<Kept>[] = [];
  const fileAt = (at: number): KeptContent<Kept> => {
    const file = files[at] ?? new KeptContent(keep);
    files[at] = file;
    return file;
  };
  const abandon = (error: Error) => Promise.all(files.map((file) => file.abandon(error)));
  try {
    const drawn = await draw(order, (at, piece) => fileAt(at).write(piece));
    if (!drawn.ok) {
      await abandon(new Error('réponse refusée'));
      return drawn;
    }
    const kept = await Promise.all(drawn.value.files.map((_file, at) => fileAt(at).end()));
    return ok({ ...drawn.value, files: drawn.value.files.map((file, at) => ({ ...file, kept: kept[at] as Kept })) });
  } catch (error) {
    await abandon(error as Error);
    throw error;
  }
}

class KeptContent<Kept> {
  private readonly content = new PassThrough();
  private readonly kept: Promise<Kept>;

  constructor(keep: KeepFile<Kept>) {
    // What fails is told by the next write or the end.
    this.content.on('error', () => undefined);
    this.kept = keep(this.content);
    this.kept.catch((error: Error) => this.content.destroy(error));
  }

  async write(piece: Uint8Array): Promise<void> {
    const written = new Promise<boolean>((resolve) => {
      this.content.write(piece, (error) => resolve(error == null));
    });
    if (await written) return;
    // Why it was not, its keeper knows.
    await this.kept;
    throw new Error('fichier fermé avant sa fin');
  }

  end(): Promise<Kept> {
    this.content.end();
    return this.kept;
  }

  /** @returns once its keeper has let go of it */
  async abandon(error: Error): Promise<void> {
    this.content.destroy(error);
    await this.kept.catch(() => undefined);
  }
}
