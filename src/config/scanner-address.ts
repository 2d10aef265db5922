/** Where clamd listens, as `CLAMD_URL` says it. */
export type ScannerAddress = { readonly host: string; readonly port: number } | { readonly path: string };

export const SCANNER_ADDRESS_EXPECTED = 'tcp://hôte:port ou unix:///chemin/de/la/prise';

const DEFAULT_PORT = 3310;

/** @returns null for anything else */
export function parseScannerAddress(text: string): ScannerAddress | null {
  const socket = /^unix:(?:\/\/)?(\/[^\s]+)$/i.exec(text)?.[1];
  if (socket !== undefined) return { path: socket };
  const [, host, port] = /^tcp:\/\/(\[[0-9a-f:.]+\]|[^:/\s@]+)(?::(\d{1,5}))?\/?$/i.exec(text) ?? [];
  const number = Number(port ?? DEFAULT_PORT);
  if (host === undefined || number < 1 || number > 65_535) return null;
  return { host: host.replace(/^\[|\]$/g, ''), port: number };
}
