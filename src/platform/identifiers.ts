import { randomBytes, randomUUID } from 'node:crypto';

/** Makes ids; injected, so that tests can count them. */
export interface IdSource {
  /** A UUID that sorts by time (RFC 9562, version 7), so that rows land at the end of their index. */
  next(now: Date): string;
}

export const systemIds: IdSource = {
  next(now) {
    const bytes = randomBytes(16);
    bytes.writeUIntBE(now.getTime(), 0, 6);
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    const hex = bytes.toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  },
};

export const randomId = (): string => randomUUID();
