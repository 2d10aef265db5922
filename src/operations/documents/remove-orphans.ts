import type { CalendarDay } from '../../domain/calendar/calendar-days';
import type { StoredFiles } from '../../persistence/document-store/stored-files';
import type { Certificate, CertificateRepository } from '../../persistence/retention/certificate.repository';
import type { Clock } from '../../platform/clock';
import { ORPHANS_RULE } from '../retention/retention-rules.schema';
import { takeAwayFiles } from '../retention/take-away-files';
import type { NamedFilesQuery } from './named-files.query';
import type { DocumentAccount, DocumentFinding, ReconcileDocuments } from './reconcile-documents';

interface Parts {
  readonly reconcile: ReconcileDocuments;
  readonly certificates: CertificateRepository;
  readonly files: StoredFiles;
  readonly named: NamedFilesQuery;
  readonly clock: Clock;
}

/**
 * Removes the files that no row names, and the half files, past the time of grace, under a certificate. Where a reply does not
 * open, what it names is not known: then nothing is removed. Call it under the lock `document-removal`.
 * @returns the certificate, null where there was nothing to remove
 */
export async function removeOrphans(
  day: CalendarDay,
  tell: (finding: DocumentFinding) => void,
  parts: Parts,
): Promise<{ readonly account: DocumentAccount; readonly certificate: Certificate | null }> {
  const { reconcile, certificates, files } = parts;
  await files.putBackInterrupted();
  let certificateId: string | null = null;
  const account = await reconcile.run(async (finding, unreadableReplies) => {
    tell(finding);
    if (finding.finding === 'missing' || unreadableReplies > 0) return;
    certificateId ??= await certificates.open(ORPHANS_RULE, day);
    if (finding.finding === 'orphan') return certificates.addFile(certificateId, finding.storeKey);
    await certificates.count(certificateId, 'halfFiles', 1);
    await files.removeIncoming(finding.name);
  });
  if (certificateId === null) return { account, certificate: null };
  await takeAwayFiles(certificateId, parts, new AbortController().signal);
  return { account, certificate: await certificates.complete(certificateId) };
}
