import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { classifyRequests } from '../../../src/classification/classify-requests';
import { loadRequestRules } from '../../../src/classification/load-rules';
import labelled from '../../bench/classification/labelled-messages.json';
import { aReadItem, aScanItem } from '../../builders/a-read-item';

/** Real: the office's rules file and the classification. Fake: nothing. */
const RULES = path.resolve(__dirname, '../../../templates/rules/requests.yaml');
const rules = loadRequestRules(RULES);
/** The clues alone, without what was learned. */
const cluesAlone = { ...rules, learned: null };
const classify = (item: Parameters<typeof aReadItem>[0]) => classifyRequests(aReadItem(item), rules);
const kindsOf = (item: Parameters<typeof aReadItem>[0]) => classify(item).requests.map(({ kind }) => kind);
const ATTESTATION = 'Je voudrais une attestation de paiement.';

describe('what people write', () => {
  it.each(labelled.messages)('$kinds: $message', ({ kinds, message: body }) => {
    const { requests, danger } = classify({ body });
    if (kinds === '!') {
      expect(danger).not.toEqual([]);
      return;
    }
    expect(danger).toEqual([]);
    expect(requests.map(({ kind }) => kind).sort()).toEqual(kinds.split(' ').sort());
  });
});

describe('what only looks like a request', () => {
  it.each([
    ['je ne demande pas d’attestation, j’ai un nouvel emploi depuis lundi', ['situation-professionnelle']],
    ['Je ne veux pas d’attestation, seulement mon mot de passe', ['acces-compte']],
    ['Mon bailleur me demande une attestation de paiement', ['attestation-paiement']],
    ['Mon propriétaire me réclame un justificatif de la Caf avec mes APL', ['attestation-paiement']],
    ['Ma fille Léa est née le 21/09/2012. Il me faut une attestation de paiement.', ['attestation-paiement']],
    ['Mon fils est né le 3 mars 2009, je voudrais une attestation de paiement', ['attestation-paiement']],
    ['Mon fils est né le 3 mars 2026', ['naissance-grossesse']],
    ['Notre fille est née le 28/12/2025.', ['naissance-grossesse']],
    ['Il me faut une attestation de paiement. Marie-Josée Inventée', ['attestation-paiement']],
    ['Je sollicite de votre bienveillance une attestation de paiement.', ['attestation-paiement']],
    ['Il me faut une attestation de paiement. Merci beaucoup', ['attestation-paiement']],
    ['Mon loyer augmente et mon bailleur me demande une attestation', ['attestation-paiement', 'logement-loyer']],
  ])('%s', (body, kinds) => {
    expect(kindsOf({ body }).sort()).toEqual(kinds);
  });
});

describe('where it is read', () => {
  it('in the subject, whatever the prefix', () => {
    expect(kindsOf({ subject: 'RE: TR : Attestation de paiement', body: 'Merci' })).toEqual(['attestation-paiement']);
  });

  it('not in quoted text nor in the signature', () => {
    expect(kindsOf({ body: 'Bonjour, merci', quoted: ATTESTATION, signature: 'Mot de passe oublié ?' })).toEqual([
      'autre',
    ]);
  });

  it('in the attachment that is the letter', () => {
    expect(kindsOf({ body: 'Voir pièce jointe', attachment: ATTESTATION })).toEqual(['attestation-paiement']);
    expect(
      kindsOf({ body: `Veuillez trouver ma demande ci-jointe. ${'Bien à vous, '.repeat(9)}`, attachment: ATTESTATION }),
    ).toEqual(['attestation-paiement']);
  });

  it('in another attachment only what a person has to see', () => {
    const body = `Bonjour, ${ATTESTATION} C’est pour mon dossier de logement social auprès de la mairie de ma commune.`;
    expect(kindsOf({ body, attachment: 'Attestation de paiement. Mot de passe oublié.' })).toEqual([
      'attestation-paiement',
    ]);
    expect(kindsOf({ body, attachment: 'J’ai déménagé le 3 mai.' })).toEqual(['attestation-paiement', 'adresse']);
    expect(classify({ body, attachment: 'Mon mari me frappe.' }).danger).toHaveLength(1);
  });

  it('for a danger, also behind «>» that nothing introduces', () => {
    const quoted = '> Mon mari me frappe.\n> Je veux mourir.';
    expect(classify({ body: 'Bonjour', quoted }).danger).toHaveLength(2);
    expect(classify({ body: 'Bonjour', quoted: `Le 3 mai 2026 à 10:02, Caf a écrit :\n${quoted}` }).danger).toEqual([]);
    expect(kindsOf({ body: 'Bonjour', quoted: `> ${ATTESTATION}` })).toEqual(['autre']);
  });

  it('for no emergency number within another number', () => {
    expect(classify({ body: 'Identifiant oublié, sécu 2 00 06 75 119 366 49, envoi 119.' }).danger).toEqual([]);
    expect(classify({ body: 'J’ai appelé le 119 pour ma fille.' }).danger).not.toEqual([]);
  });

  it('over a wrapped line, never over the end of a sentence', () => {
    expect(kindsOf({ body: 'Je voudrais une attestation\nde paiement' })).toEqual(['attestation-paiement']);
    const { requests } = classifyRequests(aReadItem({ body: 'Pas de changement. Adresse inchangée.' }), cluesAlone);
    expect(requests.map(({ kind }) => kind)).toEqual(['autre']);
  });
});

describe('what it answers', () => {
  it('says which words spoke, as they were written, without numbers', () => {
    const [request] = classify({ body: 'une ATESTATION de mes paiements 2550814168025 svp' }).requests;
    expect(request).toMatchObject({
      kind: 'attestation-paiement',
      because: expect.arrayContaining([expect.stringContaining('ATESTATION')]),
    });
    expect(JSON.stringify(request)).not.toContain('2550814168025');
  });

  it('lets clues add up and counter-clues take away', () => {
    const [one] = classifyRequests(aReadItem({ body: 'connexion' }), cluesAlone).requests;
    const [two] = classifyRequests(aReadItem({ body: 'connexion, mot de passe oublié' }), cluesAlone).requests;
    expect(two?.confidence).toBeGreaterThan(one?.confidence ?? 1);
    expect(kindsOf({ body: 'Ci-joint mon attestation de paiement comme demandé par votre conseiller' })).not.toContain(
      'attestation-paiement',
    );
  });

  it('keeps the rest of a message for a person', () => {
    const more = `${ATTESTATION} Par ailleurs, pourriez-vous me dire si la cantine est payée ?`;
    expect(classifyRequests(aReadItem({ body: more }), cluesAlone).requests.map(({ kind }) => kind)).toEqual([
      'attestation-paiement',
      'autre',
    ]);
    expect(classify({ body: more }).requests).not.toContainEqual(expect.objectContaining({ certainty: 'sure' }));
    expect(
      kindsOf({ body: `${ATTESTATION} Pourriez-vous aussi m’aider au plus vite ? Merci de votre réponse.` }),
    ).toEqual(['attestation-paiement']);
  });

  it('is always something, and the same twice', () => {
    expect(kindsOf({ body: '' })).toEqual(['autre']);
    const item = { body: labelled.messages.map(({ message }) => message).join('\n\n') };
    expect(classify(item)).toEqual(classify(item));
  });

  it('is linear in the length of the text', () => {
    for (const unit of ['attestation de paiement ', 'pas recu ', 'A', '. ', 'mon mari me ']) {
      const started = performance.now();
      classify({ body: unit.repeat(1_000_000 / unit.length) });
      expect(performance.now() - started).toBeLessThan(10_000);
    }
  });
});

describe('what comes before other mail', () => {
  const flagsOf = (item: Parameters<typeof aReadItem>[0]) => (classify(item).flags ?? []).map(({ kind }) => kind);

  it.each([
    'je vai me suissidé si vous faite rien',
    'I want to kill myself',
    'Mi marido me pega',
    'Il m’enferme et garde mes papiers',
    'J’ai fui mon mari violent, ne lui donnez pas mon adresse',
    'À quoi bon vivre',
    'Mes enfants n’ont rien mangé depuis hier',
    'Le 115 n’a plus de place pour nous',
  ])('danger: %s', (body) => {
    expect(classify({ body }).danger).not.toEqual([]);
    expect(classify({ subject: body, body: 'merci' }).danger).not.toEqual([]);
    expect(classify({ body: 'Voir pièce jointe', attachment: body }).danger).not.toEqual([]);
    expect(classify({ page: body.toUpperCase() }).danger).not.toEqual([]);
  });

  it.each([
    'Je meurs d’impatience de recevoir ma prime',
    'Ma banque me menace de frais',
    'J’ai faim de réponses',
    'Vos délais sont d’une violence administrative rare',
    'Il n’y a jamais eu de violence entre nous',
    'Mon dossier porte la mention (envoi 115)',
    'J’habite au 115 rue des Lilas',
  ])('no danger: %s', (body) => {
    expect(classify({ body }).danger).toEqual([]);
  });

  it('legal clocks, by their words, by what is contested and by the number of a registered letter', () => {
    expect(flagsOf({ body: 'Je saisis le tribunal administratif.' })).toContain('legal-clock');
    expect(flagsOf({ body: 'Je conteste votre décision.' })).toContain('legal-clock');
    expect(flagsOf({ page: ATTESTATION, scan: aScanItem({ registeredNumber: '1A 000 000 0000 0' }) })).toEqual([
      'legal-clock',
    ]);
    expect(flagsOf({ body: ATTESTATION })).toEqual([]);
  });

  it('vulnerable people', () => {
    expect(flagsOf({ body: 'Ma mère de 82 ans est hospitalisée.' })).toEqual(['vulnerable']);
  });
});

describe('how far it may be relied on', () => {
  const certaintiesOf = (body: string) => classify({ body }).requests.map(({ kind, certainty }) => [kind, certainty]);

  it('sure of what is said plainly, a proposal of what is half said, and asks where nothing is known', () => {
    expect(certaintiesOf(ATTESTATION)).toEqual([['attestation-paiement', 'sure']]);
    expect(certaintiesOf('connexion')).toEqual([['acces-compte', 'propose']]);
    expect(certaintiesOf('Bonjour à tous')).toEqual([['autre', 'ask']]);
  });

  it('never sure beside a sentence that it did not understand', () => {
    expect(certaintiesOf(`${ATTESTATION} Mon voisin a repeint mon dossier en bleu.`)).toEqual([
      ['attestation-paiement', 'propose'],
    ]);
  });

  it('leaves out what mail programs and offices put below', () => {
    const footer = 'Ce message et ses pièces jointes sont confidentiels et réservés à leurs destinataires.';
    expect(certaintiesOf(`${ATTESTATION}\n\n${footer}`)).toEqual([['attestation-paiement', 'sure']]);
  });
});

describe('the rules file', () => {
  const written = (text: string): string => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'regles-')), 'requests.yaml');
    writeFileSync(file, text);
    return file;
  };
  const minimal = (phrase: string): string =>
    `seuils: {propose: 0.5, sur: 0.8}\northographe: {}\ndemandes: [{genre: rib, nom: rib, indices: [{poids: 1, mots: ["${phrase}"]}]}]\ndanger: []\nen-plus: {annonce: [x], demande: [x], politesse: [x]}\n`;

  it('is refused with what is wrong and where', () => {
    expect(() => loadRequestRules(written('seuils: {propose: 0.9, sur: 0.5}'))).toThrow(/requests\.yaml, seuils/);
    expect(() => loadRequestRules(written(minimal('Mot Épais')))).toThrow(/Mot/);
    expect(() => loadRequestRules(written(minimal('..3 rib')))).toThrow(/commencer et finir/);
    expect(loadRequestRules(written(minimal('rib'))).kinds).toEqual(['rib']);
  });

  it('knows every kind of the domain', () => {
    expect(rules.kinds.filter((kind) => !rules.silentKinds.has(kind))).toHaveLength(23);
  });
});
