import { withDetails } from '../../../../src/domain/requests/read-request-details';
import type { RequestDetails } from '../../../../src/domain/requests/request-details';
import { shownDetails } from '../../../../src/domain/requests/shown-details';
import { aReadItem } from '../../../builders/a-read-item';
import { aClassification } from '../../../builders/a-triage';

/** Everybody and every account is invented (the IBANs are the published specimens). Real: everything. Fake: nothing. */
function read(body: string, kinds: readonly string[] = ['autre'], on = '2026-03-02T09:00:00.000Z') {
  return withDetails(aClassification(kinds), aReadItem({ body, date: on })).requests.map(({ details }) => details);
}

const one = (body: string, kind = 'autre', on?: string): Partial<RequestDetails> => read(body, [kind], on)[0] ?? {};

describe('amounts', () => {
  it.each([
    ['mon loyer est de 1 234,56 €', 123_456, 'loyer'],
    ['je paye 450 euros de loyer', 45_000, 'loyer'],
    ['vous me réclamez 1.200 euros', 120_000, 'dette'],
    ['un indu de 89,5€', 8_950, 'dette'],
    ['450€50 par mois', 45_050, 'mensualité'],
    ['450 euros et 50 centimes', 45_050, null],
    ['€ 1 000', 100_000, null],
    ['un salaire net de 1 350 EUR', 135_000, 'salaire'],
    ['trois cent cinquante euros d’APL', 35_000, 'prestation'],
    ['mille deux cent quatre-vingt-dix euros', 129_000, null],
    ['soixante et onze euros', 7_100, null],
    ['10 000 euros', 1_000_000, null],
    ['12\u00a0345,00\u202f€', 1_234_500, null],
  ])('%s → %i cents', (body, cents, about) => {
    expect(one(body).amounts).toEqual([{ cents, about, words: expect.any(String) }]);
  });

  it.each(['450', 'le 12/03/2025', '06 12 34 56 78', 'article 450 du code', '2025'])('none in «%s»', (body) => {
    expect(one(body).amounts ?? []).toEqual([]);
  });

  it('keeps each with what is about it', () => {
    const { amounts = [] } = one('Mon loyer est de 620 €, mon salaire de 1 350 €, et je dois 300 € à la Caf.');
    expect(amounts.map(({ cents, about }) => [cents, about])).toEqual([
      [62_000, 'loyer'],
      [135_000, 'salaire'],
      [30_000, 'dette'],
    ]);
  });
});

describe('bank accounts', () => {
  it.each([
    ['IBAN : FR14 2004 1010 0505 0001 3M02 606', 'FR1420041010050500013M02606', 'valid'],
    ['fr1420041010050500013m02606', 'FR1420041010050500013M02606', 'valid'],
    ['FR76-3000-6000-0112-3456-7890-189 BIC AGRIFRPP', 'FR7630006000011234567890189', 'valid'],
    ['RIB 20041 01005 0500013M026 06', 'FR1420041010050500013M02606', 'valid'],
    ['30006 00001 12345678901 89', 'FR7630006000011234567890189', 'valid'],
    ['DE89 3704 0044 0532 0130 00', 'DE89370400440532013000', 'valid'],
    ['BE68 5390 0754 7034', 'BE68539007547034', 'valid'],
    ['FR14 2004 1010 0505 0001 3M02 607', 'FR1420041010050500013M02607', 'wrong-key'],
    ['FR15 2004 1010 0505 0001 3M02 606', 'FR1520041010050500013M02606', 'wrong-key'],
  ])('%s → %s, %s', (body, iban, verdict) => {
    expect(one(body, 'rib').bankAccounts).toEqual([expect.objectContaining({ iban, verdict })]);
  });

  it.each([
    'FR14 2004 1010',
    '30006 00001 12345678901 88',
    '2 55 08 14 168 025 38',
    'facture FR12345678901',
    '06 12 34 56 78',
  ])('none in «%s»', (body) => {
    expect(one(body, 'rib').bankAccounts ?? []).toEqual([]);
  });

  it('reads the BIC behind its label, and shows no account in full', () => {
    const details = one('IBAN FR14 2004 1010 0505 0001 3M02 606\nBIC : PSSTFRPPLIL', 'rib');
    expect(details.bankAccounts).toMatchObject([{ bic: 'PSSTFRPPLIL', masked: 'FR14 •••• 606' }]);
    expect(JSON.stringify(shownDetails(details as RequestDetails))).not.toMatch(/20041|3M02/);
  });
});

describe('a new address', () => {
  it.each([
    [
      'J’ai déménagé au 12 bis rue des Lilas, 59000 Lille depuis le 15 février 2026.',
      ['', '', '', '12 BIS RUE DES LILAS', '', '59000 LILLE', ''],
      '2026-02-15',
    ],
    [
      'Voici ma nouvelle adresse :\nAppt 4, bât B\n3 avenue du Général de Gaulle\n93100 MONTREUIL\nÀ compter du 1er avril.',
      ['', 'Appt 4', 'bât B', '3 AVENUE DU GENERAL DE GAULLE', '', '93100 MONTREUIL', ''],
      '2026-04-01',
    ],
    [
      'Je quitte mon ancienne adresse. J’habite désormais 8 place Saint-Michel 75 006 Paris et je vous en informe.',
      ['', '', '', '8 PLACE SAINT MICHEL', '', '75006 PARIS', ''],
      null,
    ],
    [
      'Nous avons emménagé le 03/02/2026 : résidence Les Pins, 14 chemin de la Source, 34000 Montpellier',
      ['', '', 'résidence Les Pins', '14 CHEMIN DE LA SOURCE', '', '34000 MONTPELLIER', ''],
      '2026-02-03',
    ],
  ])('%s', (body, lines, from) => {
    expect(one(body, 'adresse').address).toEqual({ lines, from });
  });

  it.each([
    'J’habite à Lille.',
    'Mon ancienne adresse était 3 rue Verte, 59000 Lille.',
    'J’ai déménagé, je vous enverrai l’adresse.',
  ])('none in «%s»', (body) => {
    expect(one(body, 'adresse').address ?? null).toBeNull();
  });
});

describe('events, children, wishes', () => {
  it.each([
    ['Je me suis séparée de mon mari le 3 janvier 2026.', 'séparation', '2026-01-03'],
    ['Ma fille est née le 12/02/2026.', 'naissance', '2026-02-12'],
    ['Je suis enceinte, le terme est prévu le 10 mai.', 'grossesse', '2026-05-10'],
    ['Mon père est décédé le 1er décembre.', 'décès', '2025-12-01'],
    ['J’ai été embauchée en CDI le 05.01.26', 'embauche', '2026-01-05'],
    ['Je suis au chômage depuis novembre 2025.', 'fin de travail', '2025-11'],
    ['Nous nous sommes mariés le 14 février 2026', 'union', '2026-02-14'],
    ['Le 3 mars prochain, je déménage.', 'déménagement', '2026-03-03'],
    ['Nous nous sommes mariés le 12 juin.', 'union', '2025-06-12'],
    ['Mon CDI commence, je suis embauchée à partir du 1er avril.', 'embauche', '2026-04-01'],
    ['Je pars à la retraite le 1er avril 2026.', 'retraite', '2026-04-01'],
  ])('%s → %s, %s', (body, what, on) => {
    expect(one(body, 'situation-familiale').events).toEqual([{ what, on, words: expect.any(String) }]);
  });

  it('takes the writer’s own birth for no event', () => {
    expect(one('Je suis née le 12/08/1955 à Lille.', 'situation-familiale').events ?? []).toEqual([]);
  });

  it.each([
    ['Mon fils Léo est né le 12/02/2026.', [['Léo', '2026-02-12']]],
    [
      'Nos filles Emma et Zoé vivent chez moi.',
      [
        ['Emma', null],
        ['Zoé', null],
      ],
    ],
    [
      'J’ai la garde de mes enfants : Tom, Inès et Noah',
      [
        ['Tom', null],
        ['Inès', null],
        ['Noah', null],
      ],
    ],
    ['Mon bébé s’appelle Jean-Baptiste', [['Jean-Baptiste', null]]],
    ['Mon fils est malade.', []],
  ])('children of «%s»', (body, children) => {
    const found = one(body, 'naissance-grossesse').children ?? [];
    expect(found.map(({ firstName, birthDate }) => [firstName, birthDate])).toEqual(children);
  });

  it.each([
    ['Merci de me l’envoyer par courrier.', 'post'],
    ['Pouvez-vous me répondre par mail ?', 'email'],
    ['Je souhaite la recevoir par voie postale', 'post'],
    ['Merci de répondre par courrier électronique', 'email'],
    ['Merci de ne pas répondre par mail', 'post'],
    ['Je vous ai envoyé mon dossier par courrier.', undefined],
    ['Bonjour', undefined],
  ])('%s → %s', (body, channel) => {
    expect(one(body).channel ?? undefined).toBe(channel);
  });

  it('reads the benefit that a document is asked for', () => {
    expect(one('une attestation de RSA', 'attestation-paiement').benefits).toEqual(['RSA']);
    expect(one('une attestation de paiement de mon APL', 'attestation-paiement').benefits).toEqual(['APL']);
    expect(one('une attestation de paiement, je touche le RSA', 'attestation-paiement').benefits ?? []).toEqual([]);
  });
});

describe('whose they are', () => {
  it('goes with the request that it speaks of', () => {
    const [attestation, rib] = read(
      'Une attestation de paiement de 2025 svp. Voici aussi mon nouveau RIB : FR14 2004 1010 0505 0001 3M02 606',
      ['attestation-paiement', 'rib'],
    );
    expect(attestation).toMatchObject({ periods: [{ from: '2025-01', to: '2025-12' }], bankAccounts: [] });
    expect(rib).toMatchObject({ periods: [], bankAccounts: [{ masked: 'FR14 •••• 606' }] });
  });

  it('leaves a request bare where nothing goes with it, and quoted text unread', () => {
    expect(read('Je voudrais une attestation de paiement.', ['attestation-paiement'])).toEqual([undefined]);
    const quoted = aReadItem({ body: 'Merci.', quoted: '> attestation de paiement de 2024, loyer 400 €' });
    expect(withDetails(aClassification(), quoted).requests[0]?.details).toBeUndefined();
  });
});

describe('hostile text', () => {
  const long = (piece: string) => piece.repeat(Math.ceil(10_000_000 / piece.length));
  it.each([
    ['digits', long('1')],
    ['groups', long('12345 ')],
    ['amounts', long('1 234,56 € ')],
    ['periods', long('de mars à juin ')],
    ['one clause of months', `attestation ${long('mars ')}`],
    ['since', long('depuis ma ')],
    ['IBAN starts', long('FR14 ')],
    ['addresses', long('nouvelle adresse 1 rue ')],
    ['number words', long('cent mille ')],
    ['names', `mon fils ${long('Aa, ')}`],
    ['signs', long(' - . , \n')],
    ['accents', long('é’')],
  ])('%s: 10 MB end, and little is kept', (_, body) => {
    const [details] = read(body, ['attestation-paiement']);
    expect(JSON.stringify(details ?? {}).length).toBeLessThan(50_000);
  });
});
