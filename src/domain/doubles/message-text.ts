import type { ReadItem } from '../correspondence';

/**
 * What a message is whatever way it came: its writer, its Message-ID (RFC 5322 §3.6.4), or its date where it has none, and all
 * that is read in it. What relays put on it (Received, Return-Path, Authentication-Results, X-…, another signature) is no part
 * of it, nor how its lines were wrapped or encoded on the way.
 * @returns text to be hashed; null of a letter, and of what could not be read
 */
export function messageTextOf(item: ReadItem): string | null {
  const { channel, readability, from, messageId, date, texts, attachments } = item;
  const name = messageId ?? date;
  if (channel !== 'email' || readability === 'unreadable' || name === null) return null;
  const words = texts.map(({ source, text }) => [source, text.replace(/\s+/g, ' ').trim()]);
  const files = attachments.map(({ sha256 }) => sha256).sort();
  return JSON.stringify([from?.address.toLowerCase() ?? null, name, words, files]);
}
