import { PeerLimits, peerOf } from '../../../src/intake/smtp/peer-limits';

describe('PeerLimits', () => {
  let now = 0;
  const limits = (peerConnections: number, peerMessagesPerMinute: number) =>
    new PeerLimits({ peerConnections, peerMessagesPerMinute }, () => now);

  it('counts the connections of each peer, and none of one that was turned away', () => {
    const peers = limits(2, 0);
    expect(['a', 'b', 'c'].map((session) => peers.enter(session, '192.0.2.1'))).toEqual([true, true, false]);
    expect(peers.enter('d', '192.0.2.2')).toBe(true);
    peers.leave('c');
    expect(peers.enter('e', '192.0.2.1')).toBe(false);
    peers.leave('a');
    peers.leave('a');
    expect(['f', 'g'].map((session) => peers.enter(session, '192.0.2.1'))).toEqual([true, false]);
  });

  it('lets as many messages through as a minute brings, after a burst of a minute’s', () => {
    const peers = limits(0, 60);
    const sent = (seconds: number) => {
      now += seconds * 1_000;
      let count = 0;
      while (count < 100 && peers.maySend('192.0.2.1')) count++;
      return count;
    };
    expect([sent(0), sent(0), sent(5), sent(3_600)]).toEqual([60, 0, 5, 60]);
    expect(peers.maySend('192.0.2.2')).toBe(true);
  });

  it('sets no limit where none is wanted', () => {
    const peers = limits(0, 0);
    for (let n = 0; n < 1_000; n++)
      expect(peers.enter(String(n), '192.0.2.1') && peers.maySend('192.0.2.1')).toBe(true);
  });

  it('takes the addresses of one IPv6 network for one peer', () => {
    expect(peerOf('2001:db8:0:7::1')).toBe('2001:db8:0:7');
    expect(peerOf('2001:db8::7:1:2:3:4')).toBe('2001:db8:0:7');
    expect(peerOf('2001:db8::9')).toBe('2001:db8:0:0');
    expect(peerOf('::1')).toBe('0:0:0:0');
    expect(peerOf('192.0.2.1')).toBe('192.0.2.1');
  });
});
