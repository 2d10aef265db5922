import { parseRedisAddress } from '../../../src/config/redis-address';

const plain = {
  kind: 'single',
  tls: false,
  username: null,
  password: null,
  database: 0,
  sentinel: null,
};

describe('parseRedisAddress', () => {
  it.each([
    ['redis://h', { ...plain, hosts: [{ host: 'h', port: 6379 }] }],
    ['redis://h:7000/', { ...plain, hosts: [{ host: 'h', port: 7000 }] }],
    ['redis://[::1]:7000/3', { ...plain, database: 3, hosts: [{ host: '::1', port: 7000 }] }],
    ['rediss://:p%40ss%2F@h', { ...plain, tls: true, password: 'p@ss/', hosts: [{ host: 'h', port: 6379 }] }],
    ['REDISS://u:p@h', { ...plain, tls: true, username: 'u', password: 'p', hosts: [{ host: 'h', port: 6379 }] }],
    [
      'redis+sentinel://u:p@s1,s2:5000,[::1]:26379/maitre/2?sentinel_username=v&sentinel_password=a%26b',
      {
        ...plain,
        kind: 'sentinel',
        username: 'u',
        password: 'p',
        database: 2,
        hosts: [
          { host: 's1', port: 26379 },
          { host: 's2', port: 5000 },
          { host: '::1', port: 26379 },
        ],
        sentinel: { master: 'maitre', username: 'v', password: 'a&b' },
      },
    ],
    [
      'rediss+sentinel://s1/maitre',
      {
        ...plain,
        kind: 'sentinel',
        tls: true,
        hosts: [{ host: 's1', port: 26379 }],
        sentinel: { master: 'maitre', username: null, password: null },
      },
    ],
    [
      'redis+cluster://:p@h1:7000, h2',
      {
        ...plain,
        kind: 'cluster',
        password: 'p',
        hosts: [
          { host: 'h1', port: 7000 },
          { host: 'h2', port: 6379 },
        ],
      },
    ],
  ])('reads %s', (text, address) => {
    expect(parseRedisAddress(text)).toEqual(address);
  });

  it.each([
    'secret',
    'http://secret',
    'redis://',
    'redis://secret@h',
    'redis://u:sec:ret@h',
    'redis://u:se/cret@h',
    'redis://u:%zz@h',
    'redis://h:70000',
    'redis://h:0',
    'redis://h:x',
    'redis://h/base',
    'redis://h/1/2',
    'redis://h1,h2',
    'redis://h?db=1',
    'redis+sentinel://h',
    'redis+sentinel://h/maitre/x',
    'redis+sentinel://h/maitre/0/1',
    'redis+sentinel://h/maitre?sentinelPassword=secret',
    'redis+sentinel://h,,g/maitre',
    'redis+cluster://h/1',
    'redis+cluster://h?x=1',
    'redis+unix://h',
  ])('refuses %s', (text) => {
    expect(parseRedisAddress(text)).toBeNull();
  });
});
