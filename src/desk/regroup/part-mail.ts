import { ok, type Result, refused } from '../../domain/result';
import { type DocumentRecord, isWithheld, type ShownCorrespondence } from '../../persistence/correspondence-record';
import type { Piece } from '../../persistence/regroup-pages';
import { type CutParts, keepPiece, type LeavingPages, readKept } from './cut-files';

/** Parts an e-mail from some of its files: a message with them alone, one without them, and the message as it came, aside. */
export class PartMail {
  constructor(private readonly parts: CutParts) {}

  /** @param places of its attachments, from 1 @returns why not, in French */
  async part(
    { reading }: ShownCorrespondence,
    mail: DocumentRecord,
    places: readonly number[],
  ): Promise<Result<LeavingPages, string>> {
    const digests = places.flatMap((place) => reading?.attachments[place - 1]?.sha256 ?? []);
    if (digests.length === 0 || digests.length !== places.length)
      return refused('Cochez les pièces jointes qui font un autre courrier.');
    const bytes = isWithheld(mail) ? null : await readKept(this.parts.store, mail.storeKey);
    if (bytes === null) return refused('Ce courriel ne s’ouvre pas.');
    const pieces: Piece[] = [];
    for (const keep of ['without', 'only'] as const) {
      const asked = { kind: 'parted', bytes, type: mail.type, page: 1, sha256: null, digests, keep } as const;
      const { content, type } = await this.parts.view(asked);
      if (content === null)
        return refused('Une de ces pièces ne se détache pas de ce courriel\u00a0: elle est prise dans son texte.');
      const own =
        keep === 'only' ? ({ to: 'part', name: 'pieces.eml' } as const) : ({ to: 'item', name: mail.name } as const);
      pieces.push(await keepPiece(this.parts, mail, { ...own, nth: pieces.length, type, pages: null, content }));
    }
    return ok({ moved: [], pieces, asides: [{ id: mail.id, pieces: pieces.map(({ id }) => id) }] });
  }
}
