import { z } from 'zod';
import { readDocumentId } from './sign-document';

const reason = z.string().trim().min(1).max(500);

/** What `POST /api/documents/revoke` takes: one document, or what a key signed. */
export const revocationRequest = z.union([
  z.strictObject({ documentId: z.string().refine((id) => readDocumentId(id) !== null), reason }),
  z.strictObject({ keyId: z.string().min(1).max(32), since: z.iso.date().nullable().optional(), reason }),
]);
