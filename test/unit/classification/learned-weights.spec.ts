import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { classifyRequests } from '../../../src/classification/classify-requests';
import { readLearnedWeights } from '../../../src/classification/learned/learned-weights';
import { loadRequestRules } from '../../../src/classification/load-rules';
import { aReadItem } from '../../builders/a-read-item';

/** Real: the office's rules and learned weights. Fake: nothing; the messages are invented. */
const rules = loadRequestRules(path.resolve(__dirname, '../../../templates/rules/requests.yaml'));
const classify = (body: string) => classifyRequests(aReadItem({ body }), rules);
const ATTESTATION = 'Je voudrais une attestation de paiement.';

describe('what was learned', () => {
  it('recognises what no clue was written for, as a proposal with the words that spoke', () => {
    const body = 'La caravane ne répond plus au même chemin, nous posons désormais nos valises à Cergy, notez-le.';
    expect(classifyRequests(aReadItem({ body }), { ...rules, learned: null }).requests[0]?.kind).toBe('autre');
    const [request] = classify(body).requests;
    expect(request).toMatchObject({ kind: 'adresse' });
    expect(request?.certainty).not.toBe('sure');
    expect(request?.because.join()).toMatch(/^mots relevés\u00a0: «\u00a0\S+\u00a0»/);
  });

  it('lets the machine answer only where the clues are sure too, and no sentence speaks of something else', () => {
    expect(classify(ATTESTATION).requests).toMatchObject([{ kind: 'attestation-paiement', certainty: 'sure' }]);
    const beside = classify(
      `${ATTESTATION} Au fait mon mari a été embauché à la ville, aux espaces verts, depuis lundi.`,
    );
    expect(
      beside.requests.filter(({ kind, certainty }) => kind !== 'attestation-paiement' || certainty !== 'sure'),
    ).not.toEqual([]);
  });

  it('hears one alarming sentence in a long letter, and calm use of alarming words', () => {
    const calm = `${'Je vous écris au sujet de mon dossier, dans lequel une pièce manque encore selon votre courrier. '.repeat(12)}`;
    expect(classify(calm).danger).toEqual([]);
    expect(classify(`${calm}Il m’enferme à clé le soir et j’ai peur pour les petits. ${calm}`).danger).not.toEqual([]);
    expect(classify('Vos délais sont d’une violence administrative rare.').danger).toEqual([]);
  });

  it('hears a danger that is only told in passing', () => {
    const told = (words: string) =>
      classify(`Bonjour, je vous envoie mon RIB. ${words} Merci de votre réponse.`).danger;
    expect(told('Depuis dimanche nous dormons tous les quatre dans la voiture.')).not.toEqual([]);
    expect(told('Depuis dimanche nous sommes tous les quatre en vacances.')).toEqual([]);
  });

  it('shows no number among its words', () => {
    const { requests, danger } = classify('Je dors dans ma voiture avec les petits, sécu 2 55 08 14 168 025 38');
    expect(danger).not.toEqual([]);
    expect(JSON.stringify([requests, danger])).not.toMatch(/\d{3}/);
  });

  it('is refused where it is no file of weights', () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'poids-')), 'learned-weights.json');
    writeFileSync(file, '{"format":"autre"}');
    expect(() => readLearnedWeights(file)).toThrow(/format/);
    const weights = { messages: 1, kinds: ['danger'], step: 0.1, bias: [0], features: { mot: 'AAAA' } };
    writeFileSync(file, JSON.stringify({ format: 'courrier-weights/1', ...weights }));
    expect(() => readLearnedWeights(file)).toThrow(/«\u00a0mot\u00a0»/);
  });
});
