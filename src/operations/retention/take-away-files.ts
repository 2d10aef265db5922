import type { StoredFiles } from '../../persistence/document-store/stored-files';
import type { CertificateRepository } from '../../persistence/retention/certificate.repository';
import type { Clock } from '../../platform/clock';
import type { NamedFilesQuery } from '../documents/named-files.query';
import { GRACE_MS } from '../documents/reconcile-documents';

interface Parts {
  readonly files: StoredFiles;
  readonly certificates: CertificateRepository;
  readonly named: Pick<NamedFilesQuery, 'isNamed'>;
  readonly clock: Clock;
}

/**
 * Takes away the files that a certificate lists, but for those that another row names. One written since yesterday may belong
 * to a receipt under way: it stays for the next day. Call it under the lock `document-removal`.
 */
export async function takeAwayFiles(certificateId: string, parts: Parts, stopping: AbortSignal): Promise<void> {
  const { files, certificates, named, clock } = parts;
  const isNamed = (storeKey: string) => named.isNamed(storeKey);
  const before = new Date(clock.now().getTime() - GRACE_MS);
  for (let last = ''; !stopping.aborted; ) {
    const keys = await certificates.filesLeft(certificateId, last);
    for (const storeKey of keys) {
      if (stopping.aborted) return;
      const removal = (await isNamed(storeKey)) ? 'named' : await files.remove(storeKey, before, isNamed);
      if (removal === 'named') await certificates.settleFile(storeKey, 'shared');
      else if (removal !== 'too-young') await certificates.settleFile(storeKey, 'removed');
    }
    if (keys.length === 0) return;
    last = keys.at(-1) ?? last;
  }
}
