import { believeRelay } from '../../../src/reading/authentication/believe-relay';
import { parseAuthenticationResults } from '../../../src/reading/authentication/parse-authentication-results';
import { singleFromDomain } from '../../../src/reading/authentication/single-from';

/** A relay's word on who sent a message, RFC 8601. Real: parsing and judging. Fake: nothing. */
describe('parseAuthenticationResults', () => {
  it('reads comments, quotes, versions and properties', () => {
    const value =
      'relais.invalid (a (nested) one; dkim=pass) 1; spf=pass (192.0.2.1 is "allowed") smtp.mailfrom="bounce@exemple.invalid"; dkim/1 = pass reason="good; signature" header.d=Exemple.invalid header.b=AbC/+==; dmarc=none';
    expect(parseAuthenticationResults(value)).toEqual({
      authservId: 'relais.invalid',
      results: [
        { method: 'spf', result: 'pass', properties: { 'smtp.mailfrom': 'bounce@exemple.invalid' } },
        {
          method: 'dkim',
          result: 'pass',
          properties: { reason: 'good; signature', 'header.d': 'exemple.invalid', 'header.b': 'abc/+==' },
        },
        { method: 'dmarc', result: 'none', properties: {} },
      ],
    });
  });
  it('reads «none»', () => {
    expect(parseAuthenticationResults('relais.invalid; none')).toEqual({ authservId: 'relais.invalid', results: [] });
  });
  it.each([
    '',
    '; dmarc=pass',
    'relais.invalid (open; dmarc=pass',
    'relais.invalid "open; dmarc=pass',
    'relais.invalid dmarc=pass; x',
    'relais.invalid; dmarc',
    'relais.invalid; =pass',
  ])('believes nothing half understood: %s', (value) => {
    expect(parseAuthenticationResults(value)).toBeNull();
  });
});

describe('believeRelay', () => {
  const word = (...headers: string[]) => believeRelay(headers, 'Relais.invalid', 'exemple.fr');

  it.each([
    'dmarc=pass header.from=exemple.fr',
    'dmarc=pass (p=REJECT) header.from=exemple.fr; dkim=fail header.d=exemple.fr',
    'dmarc=pass',
    'dkim=pass header.d=exemple.fr',
    'dkim=pass header.i=@mail.exemple.fr; dmarc=none',
    'spf=pass smtp.mailfrom=bounce@rebonds.exemple.fr',
    'dkim=fail header.d=exemple.fr; dkim=pass header.d=exemple.fr',
  ])('authenticates by %s', (results) => {
    expect(word(`relais.invalid; ${results}`)).toMatchObject({ authenticated: true, by: 'relay' });
  });

  it.each([
    'none',
    'dmarc=fail header.from=exemple.fr',
    'dmarc=fail; dkim=pass header.d=exemple.fr',
    'dmarc=temperror; spf=pass smtp.mailfrom=exemple.fr',
    'dmarc=pass header.from=attaquant.fr',
    'dmarc=pass header.from=exemple.fr; dmarc=fail',
    'dkim=pass header.d=attaquant.fr',
    'dkim=pass header.d=exemple.fr.attaquant.fr',
    'dkim=pass header.d=fr',
    'dkim=pass',
    'spf=pass smtp.helo=exemple.fr',
    'spf=pass smtp.mailfrom=x@attaquant.fr; dkim=neutral header.d=exemple.fr',
    'spf=softfail smtp.mailfrom=exemple.fr',
    'x=y (dmarc=pass header.from=exemple.fr)',
    'spf=fail reason="; dmarc=pass"',
  ])('does not by %s', (results) => {
    expect(word(`relais.invalid; ${results}`)).toMatchObject({ authenticated: false });
  });

  it('believes the topmost header alone, and only under its name', () => {
    const pass = '; dmarc=pass header.from=exemple.fr';
    expect(word(`relais.invalid${pass}`, `autre.invalid; dmarc=fail`).authenticated).toBe(true);
    expect(word(`relais.invalid; dmarc=fail`, `relais.invalid${pass}`).authenticated).toBe(false);
    expect(word(`autre.invalid${pass}`, `relais.invalid${pass}`).authenticated).toBe(false);
    expect(word(`xrelais.invalid${pass}`).authenticated).toBe(false);
    expect(word(`relais.invalid.attaquant.fr${pass}`).authenticated).toBe(false);
    expect(word().authenticated).toBe(false);
  });
});

describe('singleFromDomain', () => {
  it.each([
    ['jeanne@Exemple.fr', 'jeanne@Exemple.fr'],
    ['Jeanne <jeanne@exemple.fr>', 'jeanne@exemple.fr'],
    ['"Dupont, Jeanne <x@y.fr>" (la (vraie)) <jeanne@exemple.fr>', 'jeanne@exemple.fr'],
  ])('takes the one address of %s', (field, address) => {
    expect(singleFromDomain([field], [address])).toBe('exemple.fr');
  });
  it.each([
    [[], []],
    [
      ['a@exemple.fr', 'a@exemple.fr'],
      ['a@exemple.fr', 'a@exemple.fr'],
    ],
    [['a@exemple.fr, b@exemple.fr'], ['a@exemple.fr', 'b@exemple.fr']],
    [['<a@exemple.fr> <b@attaquant.fr>'], ['a@exemple.fr']],
    [['a@exemple.fr <b@attaquant.fr>'], ['b@attaquant.fr']],
    [['groupe: a@exemple.fr;'], ['a@exemple.fr']],
    [['a@exemple.fr@attaquant.fr'], ['a@exemple.fr']],
    [['sans adresse'], []],
  ] as const)('takes none where there may be two readings: %j', (fields, addresses) => {
    expect(singleFromDomain(fields, addresses)).toBeNull();
  });
});
