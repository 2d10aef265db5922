import { decideReply } from '../../../src/decision/decide-reply';
import type { DecisionInput } from '../../../src/decision/request-facts';
import { DECISION_TABLE } from '../../../src/decision/table/decision-table';
import { aReadItem } from '../../builders/a-read-item';
import { aClassification, anIdentification } from '../../builders/a-triage';
import { aHousehold, anAllocataireFile } from '../../builders/an-allocataire-file';

/** Real: the table, the destinations, the attestation's own rules. Fake: what the earlier stages found. */
const AUTHENTICATED = {
  from: { name: 'Jeanne Dupont', address: 'Jeanne.Dupont@exemple.invalid' },
  authentication: { authenticated: true, by: 'dmarc' as const, because: 'dmarc' },
};

function decide(overrides: Partial<DecisionInput> = {}) {
  const identification = overrides.identification ?? anIdentification();
  const file = identification.personIndex === null ? null : aHousehold();
  return decideReply({
    item: aReadItem({ body: 'Bonjour' }),
    identification,
    classification: aClassification(),
    file,
    writtenFile: null,
    ...overrides,
  });
}

describe('how the answer is wished', () => {
  const wishing = (channel: 'email' | 'post', kinds: readonly string[] = ['attestation-paiement']) => {
    const { requests, danger } = aClassification(kinds);
    const none = { periods: [], amounts: [], address: null, bankAccounts: [], events: [], children: [], benefits: [] };
    return { requests: requests.map((request) => ({ ...request, details: { ...none, channel } })), danger };
  };
  const proven = aReadItem({ body: 'Bonjour', ...AUTHENTICATED });

  it('is by post wherever the file’s address can be written to', () => {
    const decision = decide({ item: proven, classification: wishing('post') });
    expect(decision).toMatchObject({
      action: 'send-document',
      destination: { kind: 'post', address: aHousehold().address },
    });
    expect(decision.trace.join(' ')).toContain('l’expéditeur souhaite une réponse par la poste');
    for (const file of [aHousehold({ undeliverableSince: '2026-11-01' }), aHousehold({ address: [] })]) {
      const other = decide({ item: proven, file, classification: wishing('post') });
      expect(other).toMatchObject({ channel: 'email', destination: { personalData: true } });
      expect(other.trace.join(' ')).toContain('rien ne peut partir à l’adresse postale');
    }
  });

  it('is by e-mail only to the address of the file that is proven to have written', () => {
    expect(decide({ item: proven, classification: wishing('email') })).toMatchObject({ channel: 'email' });
    for (const item of [aReadItem({ body: 'Bonjour' }), aReadItem({ page: 'Bonjour' })]) {
      const decision = decide({ item, classification: wishing('email') });
      expect(decision).toMatchObject({ action: 'send-document', channel: 'post' });
      expect(decision.trace.join(' ')).toContain('un e-mail est souhaité, mais');
    }
  });

  it('changes nothing of what acknowledges an e-mail', () => {
    const decision = decide({ item: proven, classification: wishing('post', ['rib']) });
    expect(decision).toMatchObject({ action: 'acknowledge', channel: 'email' });
  });
});

describe('who is answered by whom', () => {
  it.each([
    ['missing', {}, 'ask-identifier', 'nir-manquant'],
    ['missing', { numeroAllocataireGiven: true }, 'ask-identifier', 'numero-allocataire-seul'],
    ['wrong-key', {}, 'ask-identifier', 'nir-cle-fausse'],
    ['wrong-key', { proposalKnown: true }, 'to-agent', null],
    ['unconfirmed', {}, 'to-agent', null],
    ['unknown', {}, 'to-agent', null],
    ['conflict', {}, 'to-agent', null],
    ['ambiguous', {}, 'to-agent', null],
    ['matched', { person: 'conjoint', personIndex: 1 }, 'to-agent', null],
    ['matched', { thirdParty: true }, 'to-agent', null],
    ['missing', { thirdParty: true }, 'to-agent', null],
  ] as const)('%s %j → %s', (verdict, found, action, letter) => {
    const decision = decide({ identification: anIdentification({ verdict, ...found }) });
    expect(decision).toMatchObject({ action, letter });
    expect(decision.state).toBe(action === 'to-agent' ? 'needs-agent' : 'decided');
    if (action === 'to-agent')
      expect(decision).toMatchObject({ channel: null, documents: [], reason: expect.any(String) });
  });

  it.each([
    ['attestation-paiement', 'send-document', 'attestation-envoyee', ['attestation-paiement'], 'decided'],
    ['acces-compte', 'explain-access', 'acces-compte', [], 'decided'],
    ['attestation-qf', 'send-document', 'attestation-envoyee', ['attestation-qf'], 'decided'],
    ['attestation-mns', 'send-document', 'attestation-envoyee', ['attestation-mns'], 'decided'],
    ['adresse', 'acknowledge', 'accuse-reception', [], 'needs-agent'],
    ['autre', 'acknowledge', 'accuse-reception', [], 'needs-agent'],
  ] as const)('matched, %s → %s', (kind, action, letter, documents, state) => {
    const file = aHousehold({ montantNetSocial: [{ month: '2016-05', cents: 91_200 }] });
    expect(decide({ file, classification: aClassification([kind]) })).toMatchObject({
      action,
      letter,
      documents,
      state,
    });
  });

  it.each([
    ['adresse', 'changement-adresse'],
    ['contestation-cra', 'contestation-remise-dette'],
    ['remise-dette', 'contestation-remise-dette'],
    ['deces', 'deces'],
    ['pieces', 'pieces-manquantes'],
    ['mutation', 'autre-caf'],
    ['procuration-tutelle', 'tiers-sans-autorisation'],
    ['ressources', null],
  ] as const)('acknowledges %s and prepares %s for the agent', (kind, preparedLetter) => {
    expect(decide({ classification: aClassification([kind]) })).toMatchObject({
      action: 'acknowledge',
      state: 'needs-agent',
      letter: 'accuse-reception',
      preparedLetter,
    });
  });

  it.each([
    ['attestation-paiement', 'attestation-envoyee'],
    ['attestation-qf', 'attestation-envoyee'],
    ['acces-compte', 'acces-compte'],
  ] as const)('a proposal of %s is confirmed by an agent before anything but the receipt leaves', (kind, letter) => {
    for (const certainty of ['propose', 'ask'] as const) {
      const classification = { requests: [{ kind, confidence: 0.6, certainty, because: [] }], danger: [] };
      expect(decide({ classification })).toMatchObject({
        action: 'acknowledge',
        state: 'needs-agent',
        documents: [],
        preparedLetter: letter,
        settle: 'choose-letter',
      });
    }
  });

  it.each(['nia', 'mig'] as const)('promises no login to the holder of a %s', (nirKind) => {
    const decision = decide({
      identification: anIdentification({ nirKind }),
      classification: aClassification(['acces-compte']),
    });
    expect(decision.letter).toBe('acces-compte-temporaire');
  });

  it.each([
    ['suspendu', 'attestation-paiement', 'document-impossible'],
    ['radié', 'attestation-paiement', 'document-impossible'],
    ['décédé', 'acces-compte', 'deces'],
    ['décédé', 'attestation-qf', 'document-impossible'],
    ['radié', 'acces-compte', 'acces-compte'],
    ['suspendu', 'rib', 'accuse-reception'],
  ] as const)('a file that is %s goes to an agent with its letter (%s)', (status, kind, preparedLetter) => {
    const decision = decide({ file: anAllocataireFile({ status }), classification: aClassification([kind]) });
    expect(decision).toMatchObject({ action: 'to-agent', state: 'needs-agent', preparedLetter, letter: null });
  });

  it.each([
    ['attestation-paiement', { payments: [] }, 'aucun-paiement', /Aucun paiement/],
    ['attestation-paiement', { payments: [], quotientFamilial: null }, 'aucun-droit', /Aucun droit ouvert/],
    ['attestation-qf', { quotientFamilial: null }, 'quotient-indisponible', /Quotient familial indisponible/],
    [
      'attestation-qf',
      { quotientFamilial: null, resourcesMissing: true },
      'ressources-manquantes',
      /Ressources manquantes/,
    ],
    ['attestation-mns', {}, 'net-social-indisponible', /Montant net social indisponible/],
    [
      'attestation-paiement',
      {
        payments: [
          { month: '2016-05', benefit: 'APL', cents: 1, nature: 'droit' },
          { month: '2016-05', benefit: 'ALS', cents: 1, nature: 'droit' },
        ],
      },
      'paiements-a-verifier',
      /Deux aides au logement/,
    ],
  ] as const)('%s from %j: the refusal is prepared, by its own rule %s', (kind, overrides, rule, reason) => {
    const decision = decide({ file: anAllocataireFile(overrides), classification: aClassification([kind]) });
    expect(decision).toMatchObject({ action: 'to-agent', preparedLetter: 'document-impossible', rule });
    expect(decision.reason).toMatch(reason);
  });

  it('hands a file of another Caf to an agent, with the letter that says where it goes', () => {
    const expected = { action: 'to-agent', rule: 'dossier-autre-caf', settle: 'forward', preparedLetter: 'autre-caf' };
    expect(decide({ ourCaf: '591' })).toMatchObject(expected);
    expect(decide({ ourCaf: '751' })).toMatchObject({ action: 'send-document' });
    expect(decide({ ourCaf: null })).toMatchObject({ action: 'send-document' });
  });

  it('sends several attestations in one letter, and none where one of them cannot be made', () => {
    const classification = aClassification(['attestation-paiement', 'attestation-qf']);
    expect(decide({ classification })).toMatchObject({
      action: 'send-document',
      documents: ['attestation-paiement', 'attestation-qf'],
    });
    expect(decide({ classification, file: aHousehold({ quotientFamilial: null }) })).toMatchObject({
      action: 'to-agent',
      documents: [],
      rule: 'quotient-indisponible',
    });
  });

  it('leaves danger to a person, whoever writes', () => {
    for (const verdict of ['matched', 'missing', 'unknown'] as const)
      expect(
        decide({
          identification: anIdentification({ verdict }),
          classification: aClassification(['acces-compte'], ['faim']),
        }),
      ).toMatchObject({
        action: 'to-agent',
        rule: 'danger',
      });
  });

  it('never answers automatic mail', () => {
    for (const automatic of ['bounce', 'auto-reply', 'list', 'own', 'no-reply-sender'] as const)
      expect(
        decide({
          item: aReadItem({ body: 'x', automatic, mayAutoReply: false }),
          classification: aClassification(['adresse'], ['faim']),
        }),
      ).toMatchObject({
        action: 'none',
        state: 'set-aside',
        letter: null,
        channel: null,
      });
  });

  it('gives an agent what it cannot read or may not answer', () => {
    expect(decide({ item: aReadItem({ readability: 'unreadable' }) })).toMatchObject({
      action: 'to-agent',
      settle: 'read',
    });
    expect(decide({ item: aReadItem({ body: 'x', mayAutoReply: false }) })).toMatchObject({
      action: 'to-agent',
      settle: 'answer',
    });
    expect(
      decide({ item: aReadItem({ body: 'x', readability: 'partly', unreadable: ['Pièce illisible.'] }) }),
    ).toMatchObject({
      action: 'send-document',
      state: 'needs-agent',
      settle: 'read',
    });
  });
});

describe('several requests', () => {
  it.each([
    [['acces-compte', 'attestation-paiement'], 'send-document', 'decided'],
    [['attestation-paiement', 'adresse'], 'send-document', 'needs-agent'],
    [['adresse', 'acces-compte'], 'explain-access', 'needs-agent'],
    [['adresse', 'rib'], 'acknowledge', 'needs-agent'],
  ] as const)('%j shows %s, %s', (kinds, action, state) => {
    const decision = decide({ classification: aClassification(kinds) });
    expect(decision).toMatchObject({ action, state });
    if (state === 'needs-agent') expect(decision.reason).toMatch(/adresse/);
  });

  it('shows the request that needs an agent most', () => {
    const file = anAllocataireFile({ payments: [] });
    expect(decide({ file, classification: aClassification(['acces-compte', 'attestation-paiement']) }).action).toBe(
      'to-agent',
    );
  });
});

describe('where it goes', () => {
  it('personal data: by e-mail only to the registered and authenticated address', () => {
    expect(decide({ item: aReadItem({ body: 'x', ...AUTHENTICATED }) }).destination).toEqual({
      kind: 'email',
      address: 'jeanne.dupont@exemple.invalid',
      personalData: true,
    });
    const post = { kind: 'post', address: aHousehold().address };
    expect(decide({ item: aReadItem({ body: 'x', from: AUTHENTICATED.from }) }).destination).toEqual(post);
    const elsewhere = { ...AUTHENTICATED, from: { name: '', address: 'autre@exemple.invalid' } };
    expect(decide({ item: aReadItem({ body: 'x', ...elsewhere }) }).destination).toEqual(post);
    expect(decide({ item: aReadItem({ page: 'x' }) }).destination).toEqual(post);
  });

  it('personal data never follows Reply-To', () => {
    const replyTo = { name: '', address: 'voleur@exemple.invalid' };
    for (const kind of ['attestation-paiement', 'acces-compte'])
      expect(
        decide({ item: aReadItem({ body: 'x', ...AUTHENTICATED, replyTo }), classification: aClassification([kind]) })
          .destination,
      ).toMatchObject({
        address: 'jeanne.dupont@exemple.invalid',
      });
    expect(
      decide({ item: aReadItem({ body: 'x', ...AUTHENTICATED, replyTo }), classification: aClassification(['rib']) })
        .destination,
    ).toEqual({
      kind: 'email',
      address: 'voleur@exemple.invalid',
      personalData: false,
    });
  });

  it('sends nothing to an address from which post came back, unless the letter gives another', () => {
    const file = anAllocataireFile({ undeliverableSince: '2026-11-12' });
    const refused = { action: 'to-agent', state: 'needs-agent', rule: 'sans-adresse-sure' };
    const decision = decide({ file });
    expect(decision).toMatchObject(refused);
    expect(decision.reason).toMatch(/^Une lettre est revenue de l’adresse du dossier\u00a0: mettez/);
    expect(decide({ file, item: aReadItem({ ...AUTHENTICATED, body: 'Bonjour' }) })).toMatchObject({
      channel: 'email',
    });
    const letter = { channel: 'post' as const, body: 'Bonjour' };
    const asks = { file: null, writtenFile: file, identification: anIdentification({ verdict: 'missing' }) };
    expect(decide({ ...asks, item: aReadItem(letter) })).toMatchObject(refused);
  });

  it('an empty registered address leaves it to an agent, the letter prepared', () => {
    const file = aHousehold({ address: ['', '', '', '', '', '', ''] });
    expect(decide({ file })).toMatchObject({
      action: 'to-agent',
      channel: null,
      documents: [],
      preparedLetter: 'attestation-envoyee',
      rule: 'sans-adresse-sure',
    });
  });

  it('nothing personal: back to the sender of an e-mail', () => {
    const identification = anIdentification({ verdict: 'missing' });
    expect(decide({ identification }).destination).toEqual({
      kind: 'email',
      address: 'quelquun@exemple.invalid',
      personalData: false,
    });
    expect(decide({ identification, item: aReadItem({ body: 'x', from: null }) })).toMatchObject({
      action: 'to-agent',
    });
  });

  describe('post without a NIR', () => {
    const identification = anIdentification({ verdict: 'missing' });

    it('to the file that the name and the numéro allocataire agree on', () => {
      const decision = decide({ identification, item: aReadItem({ page: 'x' }), writtenFile: aHousehold() });
      expect(decision).toMatchObject({
        action: 'ask-identifier',
        channel: 'post',
        destination: { address: aHousehold().address },
      });
    });

    it('else to the address on the letter, never to our own', () => {
      const page =
        'Mme Zoé Lambert\n12 bis rue des Lilas\n59000 LILLE\n\nCaf du Nord\n82 rue Brûle-Maison\n59863 LILLE CEDEX 9\n\nBonjour, je demande mon attestation.';
      expect(decide({ identification, item: aReadItem({ page }) }).destination).toEqual({
        kind: 'post',
        address: ['Mme Zoé Lambert', '', '', '12 bis rue des Lilas', '', '59000 LILLE', ''],
      });
    });

    it.each([
      'Bonjour',
      'Caf du Nord\n82 rue Brûle-Maison\n59000 LILLE',
      '12 rue des Lilas\n59000 LILLE',
      'Zoé Lambert\n59000 LILLE',
    ])('else to an agent: %j', (page) => {
      expect(decide({ identification, item: aReadItem({ page }) })).toMatchObject({
        action: 'to-agent',
        channel: null,
        preparedLetter: 'nir-manquant',
      });
    });
  });
});

describe('a letter that an agent chose', () => {
  it('leaves as it is', () => {
    const identification = anIdentification({ person: 'conjoint', personIndex: 1 });
    expect(decide({ identification, chosenLetter: 'acces-compte' })).toMatchObject({
      action: 'explain-access',
      state: 'decided',
      channel: 'post',
    });
    expect(decide({ chosenLetter: 'attestation-envoyee' })).toMatchObject({ documents: ['attestation-paiement'] });
    expect(
      decide({ chosenLetter: 'attestation-envoyee', classification: aClassification(['rib', 'attestation-qf']) }),
    ).toMatchObject({ documents: ['attestation-qf'] });
    expect(decide({ chosenLetter: 'attestation-envoyee', classification: aClassification(['rib']) })).toMatchObject({
      documents: ['attestation-paiement'],
    });
    expect(
      decide({
        identification: anIdentification({ thirdParty: true, verdict: 'missing' }),
        chosenLetter: 'tiers-sans-autorisation',
      }),
    ).toMatchObject({ action: 'acknowledge', channel: 'email', destination: { personalData: false } });
    expect(
      decide({ identification: anIdentification({ verdict: 'unknown' }), chosenLetter: 'nir-manquant' }),
    ).toMatchObject({
      action: 'ask-identifier',
      channel: 'email',
    });
  });

  it('never carries personal data to somebody who is not confirmed', () => {
    const decision = decide({
      identification: anIdentification({ verdict: 'unconfirmed' }),
      chosenLetter: 'attestation-envoyee',
    });
    expect(decision).toMatchObject({ action: 'to-agent', settle: 'confirm-person' });
  });
});

describe('the trace', () => {
  it('tells in order what was looked at and why', () => {
    const { trace, rule } = decide({ item: aReadItem({ body: 'x', ...AUTHENTICATED }) });
    expect(trace).toEqual([
      'Reçu par e-mail.',
      'Expéditeur authentifié.',
      'Identification\u00a0: la personne est reconnue (allocataire).',
      'Dossier 0260311\u00a0: actif.',
      'Demandes lues\u00a0: attestation de paiement.',
      `Règle «\u00a0${rule}\u00a0»\u00a0: ${DECISION_TABLE.find(({ id }) => id === rule)?.says}`,
      'Destination\u00a0: E-mail à l’adresse du dossier\u00a0: c’est celle de l’expéditeur, et elle est authentifiée.',
    ]);
  });
});
