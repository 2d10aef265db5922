import { createTransport } from 'nodemailer';
import { type DemoPorts, demoUrl, OFFICE_MAILBOX } from './demo-settings';
import type { BatchSample, Declared, MessageSample } from './samples';

/** A sample that was taken in, under the reference that the product gave it. */
export interface SentSample {
  readonly name: string;
  readonly reference: string;
  readonly messageId: string | null;
  readonly declared: Declared;
}

const CONNECTIONS = 4;

/** By SMTP, as the office's relay would; the reference is in the server's «250». */
export async function sendMessages(
  messages: readonly MessageSample[],
  ports: DemoPorts,
  onSent: () => void,
): Promise<SentSample[]> {
  const transport = createTransport({
    host: '127.0.0.1',
    port: ports.smtp,
    pool: true,
    maxConnections: CONNECTIONS,
    ignoreTLS: true,
  });
  try {
    return await Promise.all(
      messages.map(async ({ name, bytes, mailFrom, messageId, declared }) => {
        const { response } = await transport.sendMail({ envelope: { from: mailFrom, to: OFFICE_MAILBOX }, raw: bytes });
        onSent();
        return { name, declared, messageId, reference: response.trim().split(' ').at(-1) ?? '' };
      }),
    );
  } finally {
    transport.close();
  }
}

/** By HTTP, as a scanning workshop would. */
export async function sendBatch(batch: BatchSample, ports: DemoPorts, apiKey: string): Promise<SentSample[]> {
  const form = new FormData();
  for (const { name, bytes } of batch.files) form.append('files', new Blob([new Uint8Array(bytes)]), name);
  const response = await fetch(`${demoUrl(ports)}/api/correspondences`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}` },
    body: form,
  });
  const body = (await response.json()) as { detail?: string; items?: { reference: string }[] };
  if (response.status !== 202 || body.items === undefined)
    throw new Error(`Le lot numérisé a été refusé (${response.status})\u00a0: ${body.detail ?? 'sans raison'}`);
  const { items } = body;
  return batch.items.map(({ name, declared }, index) => ({
    name,
    declared,
    messageId: null,
    reference: items[index]?.reference ?? '',
  }));
}
