import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { classifyRequests } from '../../../../src/classification/classify-requests';
import { ClassificationModel } from '../../../../src/classification/model/classification-model';
import { readModel } from '../../../../src/classification/model/read-model';
import { readSettledFile } from '../../../../src/cli/classification/read-settled-file';
import { trainModel } from '../../../../src/cli/classification/train';
import { loadOfficeRules } from '../../../../src/house/make-stage-tools';
import { aReadItem } from '../../../builders/a-read-item';

/** Real: the office's rules, the library that counts, files. Fake: nothing; the settled items are invented. */
const rules = { ...loadOfficeRules(), learned: null };
const folder = mkdtempSync(path.join(tmpdir(), 'modele-'));

/** Agents settled «poêle cassé» as a matter of housing, and pleas for a certificate as what they are. */
const ASIDE = ['lundi', 'mardi', 'demain', 'hier', 'urgent', 'bientot', 'ici'];
const SETTLED = Array.from({ length: 30 }, (_, number) => [
  {
    kind: 'logement-loyer',
    text: `Le poêle fume et la chaudière siffle chez Zoé${number}, ${ASIDE[number % 7]}, dossier 25508141680${number}`,
  },
  {
    kind: 'attestation-paiement',
    text: `Je voudrais une attestation de paiement, numéro ${number}, merci ${ASIDE[number % 7]}`,
  },
  { kind: 'rib', text: `Nouveau rib de ma banque, le ${number} du mois, pour le virement ${ASIDE[number % 7]}` },
]).flat();

function settledFile(lines: readonly unknown[]): string {
  const file = path.join(folder, `${lines.length}.ndjson`);
  writeFileSync(file, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  return file;
}

const train = (lines: readonly unknown[], least = 5) => {
  const file = settledFile(lines);
  return trainModel(() => readSettledFile(file), rules, least);
};

describe('a model learned from settled items', () => {
  it('counts by kind, and is measured on items that it had not learned', async () => {
    const { account } = await train([...SETTLED, { kind: 'genre-inconnu', text: 'rien' }]);
    expect(account).toMatchObject({ items: 90, unknownKinds: 1 });
    expect(account.kinds).toContainEqual({ kind: 'rib', items: 30 });
    const { right, wrong, silent } = account.crossValidation;
    expect(right + wrong + silent).toBe(90);
    expect(right).toBe(90);
  });

  it('keeps no text, no number and no rare word', async () => {
    const { model } = await train(SETTLED);
    expect(Object.keys(model.words)).toEqual(expect.arrayContaining(['chaudiere', 'siffle', 'banque']));
    expect(JSON.stringify(model)).not.toMatch(/zoe|25508|constructor/i);
    expect((await train([...SETTLED, { kind: 'rib', text: 'constructor Bartholomé' }])).model.words).not.toHaveProperty(
      'bartholome',
    );
  });

  it('is the same twice', async () => {
    expect(JSON.stringify((await train(SETTLED)).model)).toBe(JSON.stringify((await train(SETTLED)).model));
  });

  it('says what is wrong with a line by its number alone, and where there is nothing to learn', async () => {
    await expect(train([SETTLED[0], '{"kind":"rib","secret":'])).rejects.toThrow(/^ligne 2\u00a0: /);
    await expect(train([SETTLED[0]])).rejects.toThrow(/au moins deux genres/);
  });
});

describe('what the model may change', () => {
  const body = 'La chaudière siffle et le poêle fume';
  const classify = async (item: Parameters<typeof aReadItem>[0]) =>
    classifyRequests(aReadItem(item), rules, new ClassificationModel((await train(SETTLED)).model));

  it('raises what nobody recognised to a proposal, with its words, never to sure', async () => {
    expect(classifyRequests(aReadItem({ body }), rules).requests).toMatchObject([{ kind: 'autre', certainty: 'ask' }]);
    const [raised, ...rest] = (await classify({ body })).requests;
    expect(rest).toEqual([]);
    expect(raised).toMatchObject({ kind: 'logement-loyer', certainty: 'propose', confidence: 0.5 });
    expect(raised?.because.join()).toMatch(/le modèle penche pour.*«\u00a0(?:siffle|poele|fume|chaudiere)/);
  });

  it('lowers what the rules are sure of to a proposal where it sees something else', async () => {
    const item = { body: `IBAN. ${body}, la chaudière, le poêle` };
    expect(classifyRequests(aReadItem(item), rules).requests).toMatchObject([{ kind: 'rib', certainty: 'sure' }]);
    const [lowered] = (await classify(item)).requests;
    expect(lowered).toMatchObject({ kind: 'rib', certainty: 'propose' });
    expect(lowered?.confidence).toBeGreaterThanOrEqual(0.5);
  });

  it('leaves danger and what asks for several things alone', async () => {
    const item = { body: `Mon mari me frappe. ${body}` };
    expect((await classify(item)).danger).toEqual(classifyRequests(aReadItem(item), rules).danger);
    const several = { body: 'Je voudrais une attestation de paiement. J’ai déménagé le 3 mai 2026.' };
    expect(await classify(several)).toEqual(classifyRequests(aReadItem(several), rules));
  });
});

describe('the model file', () => {
  it('is refused where it is not what the command wrote', async () => {
    const good = path.join(folder, 'bon.json');
    writeFileSync(good, JSON.stringify((await train(SETTLED)).model));
    expect(readModel(good).judge(['chaudiere', 'siffle', 'fume', 'poele'])?.kind).toBe('logement-loyer');
    const bad = path.join(folder, 'mauvais.json');
    writeFileSync(bad, '{"format":"autre"}');
    expect(() => readModel(bad)).toThrow(/classification train/);
    expect(() => readModel(path.join(folder, 'absent.json'))).toThrow(/classification train/);
  });
});
