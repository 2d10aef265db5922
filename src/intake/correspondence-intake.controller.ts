import { Controller, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { ApiKeyRepository } from '../persistence/api-key.repository';
import { DocumentTooLarge } from '../persistence/document-store/incoming-folder';
import type { Received } from '../persistence/receipt.repository';
import { requireApiKey } from '../persistence/require-api-key';
import { intakeAnswered } from '../platform/happenings';
import { Problem } from '../platform/http/problem';
import { bodyOfRequest } from './body-of-request';
import { receiveBatchUpload } from './receive-batch-upload';
import type { Receiver } from './receiver';

export class IntakeParts {
  constructor(
    readonly keys: ApiKeyRepository,
    readonly receiver: Receiver,
  ) {}
}

/** A message or a scan batch by HTTP; the answer goes out once everything is durable. */
@Controller('api/correspondences')
export class CorrespondenceIntakeController {
  constructor(private readonly parts: IntakeParts) {}

  @Post()
  async receive(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { keys, receiver } = this.parts;
    await requireApiKey(keys, request.headers.authorization, ['ingest', 'operate']);
    const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
    try {
      await receiver.refuseWhenFull(Number(request.headers['content-length'] ?? 0) || 0);
      if (type === 'message/rfc822') {
        const received = await receiver.receiveEmail(bodyOfRequest(request), 'http', null);
        response.status(received.created ? 202 : 200).json(describe(received));
      } else if (type === 'multipart/form-data') {
        const received = await receiveBatchUpload(request, receiver);
        const created = received.some((one) => one.created);
        const [first] = received;
        if (first === undefined) throw new Problem(422, 'Lot refusé', 'Le lot ne contient aucun courrier.');
        response.status(created ? 202 : 200).json({ ...describe(first), items: received.map(describe) });
      } else {
        throw new Problem(415, 'Format inconnu', 'Envoyez un message/rfc822 ou un lot en multipart/form-data.');
      }
      intakeAnswered.tell({ way: 'http', answer: 'accepted' });
    } catch (error) {
      const refused = error instanceof DocumentTooLarge || (error instanceof Problem && error.status < 500);
      intakeAnswered.tell({ way: 'http', answer: refused ? 'refused' : 'deferred' });
      if (error instanceof DocumentTooLarge)
        throw new Problem(413, 'Trop volumineux', `L’envoi dépasse la limite\u00a0: ${error.message}.`);
      throw error;
    }
  }
}

function describe({ id, reference, state }: Received) {
  const self = `/api/correspondences/${id}`;
  return { id, reference, state, links: { self, events: `${self}/events`, decision: `${self}/decision` } };
}
