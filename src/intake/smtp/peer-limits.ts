import { isIPv6 } from 'node:net';
import type { IntakeLimits } from '../intake-limits';

type Limits = Pick<IntakeLimits, 'peerConnections' | 'peerMessagesPerMinute'>;

/** Peers that are remembered: past it the one that was heard of longest ago is forgotten, so that many cost no memory. */
const MOST_PEERS = 10_000;
const MINUTE = 60_000;

interface Bucket {
  readonly left: number;
  readonly at: number;
}

/**
 * What one peer may do at once and in a minute, so that it takes nobody else's turn: connections held open, and messages,
 * counted by a bucket that fills again evenly. 0 of either is no limit.
 */
export class PeerLimits {
  private readonly held = new Map<string, string>();
  private readonly connections = new Map<string, number>();
  private readonly buckets = new Map<string, Bucket>();

  /** @param now milliseconds of a clock that never goes back */
  constructor(
    private readonly limits: Limits,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @param session to be given to `leave` @returns whether it may stay; one that may not is not counted */
  enter(session: string, address: string): boolean {
    const peer = peerOf(address);
    const open = this.connections.get(peer) ?? 0;
    if (this.limits.peerConnections > 0 && open >= this.limits.peerConnections) return false;
    this.connections.set(peer, open + 1);
    this.held.set(session, peer);
    return true;
  }

  /** Of a session that never entered, nothing. */
  leave(session: string): void {
    const peer = this.held.get(session);
    if (peer === undefined) return;
    this.held.delete(session);
    const open = (this.connections.get(peer) ?? 1) - 1;
    if (open === 0) this.connections.delete(peer);
    else this.connections.set(peer, open);
  }

  /** Takes one of the peer's messages of this minute. @param peer see `peerOf` @returns false where none is left */
  maySend(peer: string): boolean {
    const most = this.limits.peerMessagesPerMinute;
    if (most === 0) return true;
    const now = this.now();
    const before = this.buckets.get(peer) ?? { left: most, at: now };
    const left = Math.min(most, before.left + ((now - before.at) * most) / MINUTE);
    const may = left >= 1;
    // Set anew at the end: the map's order is that of the last message.
    this.buckets.delete(peer);
    this.buckets.set(peer, { left: may ? left - 1 : left, at: now });
    const [oldest] = this.buckets.keys();
    if (this.buckets.size > MOST_PEERS && oldest !== undefined) this.buckets.delete(oldest);
    return may;
  }
}

/** Who is behind an address: of IPv6 the network (/64), of which one host has as many addresses as it likes (RFC 4291 §2.5.1). */
export function peerOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [left = [], right = []] = address.split('::').map((part) => (part === '' ? [] : part.split(':')));
  const gap = address.includes('::') ? Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0') : [];
  return [...left, ...gap, ...right].slice(0, 4).join(':');
}
