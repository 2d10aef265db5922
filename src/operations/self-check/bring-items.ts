import { createTransport } from 'nodemailer';
import type { SelfCheckItems } from './self-check-items';

/** Not brought in, and why, in French. */
export class NotTakenIn extends Error {}

const REFERENCE = /C-\d{4}-\d{6,}/;

/**
 * Hands the message to the running service as another mail server would.
 * @returns the reference that its «250» gave @throws NotTakenIn
 */
export async function bringBySmtp(
  server: { readonly host: string; readonly port: number },
  email: SelfCheckItems['email'],
  timeoutMs: number,
): Promise<string> {
  const transport = createTransport({
    ...server,
    ignoreTLS: true,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    name: 'essai.invalid',
  });
  try {
    const { response } = await transport.sendMail({ envelope: { from: email.from, to: [email.to] }, raw: email.raw });
    const reference = REFERENCE.exec(response)?.[0];
    if (reference === undefined) throw new NotTakenIn('la réponse du serveur SMTP ne porte pas de référence');
    return reference;
  } catch (error) {
    if (error instanceof NotTakenIn) throw error;
    const { code, responseCode } = error as { code?: string; responseCode?: number };
    throw new NotTakenIn(
      responseCode === undefined
        ? `le service ne répond pas sur SMTP (${code ?? 'liaison rompue'})`
        : `le service refuse le message (${responseCode})`,
    );
  } finally {
    transport.close();
  }
}

/**
 * Hands the batch to the running service as a scanning workshop would.
 * @returns the reference of its one item @throws NotTakenIn
 */
export async function bringByHttp(
  base: string,
  key: string,
  batch: SelfCheckItems['batch'],
  timeoutMs: number,
): Promise<string> {
  const form = new FormData();
  for (const { name, type, bytes } of batch) form.append('files', new Blob([new Uint8Array(bytes)], { type }), name);
  let response: Response;
  try {
    response = await fetch(`${base}/api/correspondences`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      body: form,
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch {
    throw new NotTakenIn('le service ne répond pas sur HTTP');
  }
  const body = (await response.json().catch(() => ({}))) as { reference?: unknown };
  if (response.status === 202 && typeof body.reference === 'string') return body.reference;
  throw new NotTakenIn(`le service refuse le lot (${response.status})`);
}
