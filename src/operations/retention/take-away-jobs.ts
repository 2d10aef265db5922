import type { CertificateRepository } from '../../persistence/retention/certificate.repository';
import type { ForgetJobs } from '../../pipeline/forget-jobs';

interface Parts {
  readonly certificates: Pick<CertificateRepository, 'itemsErased'>;
  readonly jobs: Pick<ForgetJobs, 'forget'>;
}

/** Takes away what the queues hold of a certificate's items. @returns false where something is left: the certificate waits for it */
export async function takeAwayJobs(
  certificateId: string,
  { certificates, jobs }: Parts,
  stopping: AbortSignal,
): Promise<boolean> {
  for (let last: string | null = null; !stopping.aborted; ) {
    const items = await certificates.itemsErased(certificateId, last);
    if (items.length === 0) return true;
    if (!(await jobs.forget(items))) return false;
    last = items.at(-1)?.id ?? null;
  }
  return false;
}
