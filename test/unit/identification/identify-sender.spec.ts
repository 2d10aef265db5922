import type { AllocataireFile } from '../../../src/domain/directory/allocataire-file';
import { InMemoryDirectory } from '../../../src/domain/directory/in-memory-directory';
import { identifySender } from '../../../src/identification/identify-sender';
import { aReadItem, aScanItem } from '../../builders/a-read-item';
import {
  aHousehold,
  anAllocataireFile,
  aPerson,
  JEANNE_NIR,
  LEA_NIR,
  PAUL_NIR,
} from '../../builders/an-allocataire-file';

/** Real: identification, the finder of NIRs, the directory in memory. Fake: nothing. Everybody is invented. */
const MARTIN = anAllocataireFile({
  numeroAllocataire: '7412589',
  email: 'luc.martin@exemple.invalid',
  persons: [
    aPerson({
      nir: '1850578006084',
      title: 'MONSIEUR',
      firstName: 'Luc',
      lastName: 'Martin',
      birthDate: '1985-05-14',
      sex: 'M',
    }),
  ],
});
const NIR_WORDS = '2 55 08 14 168 025 38';

async function identify(
  item: Parameters<typeof aReadItem>[0],
  files: readonly AllocataireFile[] = [aHousehold(), MARTIN],
) {
  return identifySender(aReadItem(item), new InMemoryDirectory(files));
}
async function verdictOf(item: Parameters<typeof aReadItem>[0], files?: readonly AllocataireFile[]) {
  return (await identify(item, files)).identification;
}

describe('matched: the number and the message agree', () => {
  it.each([
    [
      'in the body',
      { body: `Bonjour, mon numéro : ${NIR_WORDS}.\nJe voudrais une attestation.\nCordialement\nJeanne Dupont` },
    ],
    ['13 characters, no key', { body: `N° sécu 2550814168025\nMerci\nDUPONT Jeanne` }],
    [
      'name as the sender',
      { body: `NIR ${NIR_WORDS}`, from: { name: 'Jeanne DUPONT', address: 'jd@exemple.invalid' } },
    ],
    ['name in the signature', { body: `NIR ${NIR_WORDS}`, signature: 'Mme Jeanne Dupont\n06 00 00 00 00' }],
    ['name misspelt', { body: `NIR ${NIR_WORDS}`, signature: 'Jeanne Duppont' }],
    ['form fields', { body: `Nom : Dupont\nPrénom : Jeanne\nNIR : ${NIR_WORDS}` }],
    [
      'last name in From, first name signed',
      { body: `NIR ${NIR_WORDS}\nMerci\nJeanne`, from: { name: 'Dupont', address: 'x@exemple.invalid' } },
    ],
    ['NIR in the subject', { subject: `attestation ${NIR_WORDS}`, body: 'Je suis Jeanne Dupont.' }],
    [
      'NIR in an attachment',
      { body: 'voir ma demande\nJeanne Dupont', attachment: `N° de sécurité sociale : ${NIR_WORDS}` },
    ],
    [
      'a page',
      { page: `Jeanne DUPONT\n1 rue de la Paix\n75000 PARIS\n\nMon numéro de sécurité sociale est le ${NIR_WORDS}.` },
    ],
  ])('name: %s', async (_, item) => {
    expect(await verdictOf(item)).toMatchObject({
      verdict: 'matched',
      numeroAllocataire: '0260311',
      person: 'allocataire',
      corroboratedBy: ['name'],
    });
  });

  it.each(['12/08/1955', '12.08.55', '12-08-1955', '12 août 1955', '12 AOUT 55', '1955-08-12', '12 08 1955'])(
    'birth date with the last name: %s',
    async (date) => {
      expect(await verdictOf({ body: `Madame Dupont, née le ${date}, NIR ${NIR_WORDS}` })).toMatchObject({
        verdict: 'matched',
        corroboratedBy: ['birth-date'],
      });
    },
  );

  it('numéro allocataire with its leading zero', async () => {
    for (const written of [
      'N° allocataire 0260311',
      'matricule : 0260311 A',
      'numéro d’alocataire 0260311',
      'mon dossier caf n° 026 0311',
      '0260311',
    ])
      expect(await verdictOf({ body: `bonjour ${written}\nNIR ${NIR_WORDS}` })).toMatchObject({
        verdict: 'matched',
        corroboratedBy: ['numero-allocataire'],
      });
  });

  it('registered sender, only when authenticated', async () => {
    const from = { name: '', address: 'Jeanne.Dupont@exemple.invalid' };
    const authentication = { authenticated: true, by: 'dmarc' as const, because: 'dmarc' };
    expect(await verdictOf({ body: `NIR ${NIR_WORDS}`, from, authentication })).toMatchObject({
      verdict: 'matched',
      corroboratedBy: ['sender'],
    });
    expect((await verdictOf({ body: `NIR ${NIR_WORDS}`, from })).verdict).toBe('unconfirmed');
  });

  it('a birth name, particles, hyphens and accents', async () => {
    const file = anAllocataireFile({
      persons: [aPerson({ firstName: 'Anne-Hélène', lastName: 'de La Tour', birthName: 'Lefèvre' })],
    });
    for (const name of [
      'Anne Helene Latour',
      'ANNE-HELENE LEFEVRE',
      'La Tour Anne-Hélène',
      'Mme de la Tour Anne Hélène',
    ])
      expect((await verdictOf({ body: `NIR ${NIR_WORDS}\n${name}` }, [file])).verdict).toBe('matched');
  });

  it('a spouse with their own number, said to be one', async () => {
    const body = 'Mon NIR : 1540675056021\nCordialement\nPaul Dupont';
    expect(await verdictOf({ body })).toMatchObject({ verdict: 'matched', person: 'conjoint', personIndex: 1 });
  });

  it('the fields of the scan', async () => {
    const scan = aScanItem({ nir: JEANNE_NIR, numeroAllocataire: '0260311' });
    expect(await verdictOf({ page: 'Bonjour', scan })).toMatchObject({
      verdict: 'matched',
      corroboratedBy: ['numero-allocataire'],
    });
  });

  it.each([
    ['of the husband', `Mon NIR : ${NIR_WORDS}. Celui de mon mari : ${PAUL_NIR}.\nJeanne Dupont`],
    ['of a daughter', `${NIR_WORDS}\nEnfant : ${LEA_NIR}\nJeanne Dupont`],
    ['told by who signs', `n° sécu ${PAUL_NIR} et n° sécu ${NIR_WORDS}\nCordialement\nJeanne Dupont`],
    ['in brackets', `n° sécu ${PAUL_NIR} (mon mari), n° sécu ${NIR_WORDS} (moi)\nJeanne Dupont`],
  ])('beside another number of the household: %s', async (_, body) => {
    expect(await verdictOf({ body })).toMatchObject({ verdict: 'matched', personIndex: 0 });
  });

  it('although the sender speaks of her household', async () => {
    const body = `Bonjour,\nmon mari Paul Dupont a déménagé et ma fille Léa est née le 21/09/2012. Mon assistante sociale m’a dit de vous écrire.\nMon numéro : ${NIR_WORDS}\nCordialement,\nJeanne Dupont`;
    expect(await verdictOf({ body })).toMatchObject({ verdict: 'matched', thirdParty: false });
  });
});

describe('unconfirmed: the number is known and nothing else agrees', () => {
  it.each([
    ['number alone', { body: `NIR ${NIR_WORDS}` }],
    ['last name alone', { body: `NIR ${NIR_WORDS}\nMme Dupont` }],
    [
      'another name without more',
      { body: `NIR ${NIR_WORDS}`, from: { name: 'Zoé Lambert', address: 'z@exemple.invalid' } },
    ],
    ['birth date without the name', { body: `NIR ${NIR_WORDS}, 12/08/1955` }],
    ['an unknown numéro allocataire', { body: `NIR ${NIR_WORDS} n° allocataire 9999999` }],
    ['a name that is only quoted', { body: `NIR ${NIR_WORDS}`, quoted: 'Jeanne Dupont a écrit :' }],
  ])('%s', async (_, item) => {
    expect(await verdictOf(item)).toMatchObject({
      verdict: 'unconfirmed',
      corroboratedBy: [],
      numeroAllocataire: '0260311',
    });
  });
});

describe('conflict: something points to somebody else', () => {
  it.each([
    ['another file’s numéro', { body: `NIR ${NIR_WORDS} n° allocataire 7412589\nJeanne Dupont` }],
    ['the spouse signs', { body: `NIR ${NIR_WORDS}\nCordialement\nPaul Dupont` }],
    ['the spouse signs by first name', { body: `NIR ${NIR_WORDS} n° allocataire 0260311\nCordialement,\nPaul` }],
    ['the spouse sends', { body: `NIR ${NIR_WORDS}`, from: { name: 'Paul Dupont', address: 'p@exemple.invalid' } }],
    ['«M. Dupont» for her number', { body: `NIR ${NIR_WORDS}\nCordialement\nM. Dupont` }],
    ['a child’s number', { body: `NIR ${LEA_NIR}\nJeanne Dupont` }],
    ['a child’s number, the child signing', { body: `NIR ${LEA_NIR}\nLéa Dupont` }],
    ['a husband’s number, said so', { body: `le numéro de sécu de mon mari : ${PAUL_NIR}. n° allocataire 0260311` }],
    ['a social worker', { body: `Je suis assistante sociale et j’accompagne Mme Jeanne Dupont, NIR ${NIR_WORDS}` }],
    ['a town hall', { body: `Jeanne Dupont NIR ${NIR_WORDS}`, signature: 'CCAS de Trifouillis' }],
    ['for one’s mother', { body: `Je vous écris pour ma mère, Jeanne Dupont, NIR ${NIR_WORDS}` }],
    ['a guardian', { body: `En qualité de tuteur de Mme Jeanne Dupont, NIR ${NIR_WORDS}, je demande` }],
    ['UDAF', { body: `Jeanne Dupont, NIR ${NIR_WORDS}`, from: { name: 'UDAF 75', address: 'contact@udaf75.invalid' } }],
    ['signed by a stranger', { body: `Attestation de Jeanne Dupont, NIR ${NIR_WORDS}.\nCordialement,\nKarim Benali` }],
    ['another birth date', { body: `Jeanne Dupont, NIR ${NIR_WORDS}\nDate de naissance : 13/08/1955` }],
  ])('%s', async (_, item) => {
    expect((await verdictOf(item)).verdict).toBe('conflict');
  });

  it('a number that disagrees with the file’s sex or birth', async () => {
    for (const person of [
      aPerson({ sex: 'M' }),
      aPerson({ birthDate: '1956-08-12' }),
      aPerson({ birthDate: '1955-09-12' }),
    ])
      expect(
        (await verdictOf({ body: `NIR ${NIR_WORDS}\nJeanne Dupont` }, [anAllocataireFile({ persons: [person] })]))
          .verdict,
      ).toBe('conflict');
  });
});

describe('ambiguous, unknown, wrong key, missing', () => {
  it('two households', async () => {
    const body = `NIR ${NIR_WORDS}, NIR 1850578006084 91\nJeanne Dupont`;
    expect(await verdictOf({ body })).toMatchObject({ verdict: 'ambiguous', numeroAllocataire: null });
  });

  it('one household, nothing told apart', async () => {
    const body = `n° sécu ${NIR_WORDS}\nn° sécu ${PAUL_NIR}`;
    expect(await verdictOf({ body })).toMatchObject({ verdict: 'ambiguous', numeroAllocataire: '0260311' });
  });

  it('one number in two files, unless the numéro allocataire tells', async () => {
    const other = anAllocataireFile({ numeroAllocataire: '1111111' });
    expect((await verdictOf({ body: `NIR ${NIR_WORDS}\nJeanne Dupont` }, [anAllocataireFile(), other])).verdict).toBe(
      'ambiguous',
    );
  });

  it('unknown', async () => {
    expect(await verdictOf({ body: 'NIR 2 69 05 49 588 157 80\nJeanne Dupont' })).toMatchObject({
      verdict: 'unknown',
      numeroAllocataire: null,
    });
  });

  it('wrong key, with and without somebody who could be meant', async () => {
    expect(await verdictOf({ body: 'NIR 2 55 08 14 168 025 83\nJeanne Dupont' })).toMatchObject({
      verdict: 'wrong-key',
      proposalKnown: true,
    });
    expect(await verdictOf({ body: 'NIR 2 69 05 49 588 157 13\nJeanne Dupont' })).toMatchObject({
      verdict: 'wrong-key',
      proposalKnown: false,
    });
  });

  it('missing, with a numéro allocataire or nothing', async () => {
    const given = await identify({ body: 'Mon numéro allocataire : 0260311\nJeanne Dupont' });
    expect(given.identification).toMatchObject({
      verdict: 'missing',
      numeroAllocataire: null,
      numeroAllocataireGiven: true,
    });
    expect(given.writtenFile?.numeroAllocataire).toBe('0260311');
    expect((await identify({ body: 'Mon numéro allocataire : 0260311\nZoé Lambert' })).writtenFile).toBeNull();
    expect(await verdictOf({ body: 'bonjour' })).toMatchObject({ verdict: 'missing', numeroAllocataireGiven: false });
  });
});

it('asks the directory once, and never writes a NIR in full', async () => {
  let calls = 0;
  const directory = new InMemoryDirectory([aHousehold()]);
  const counting = {
    findFiles: (nirs: readonly string[], numeros: readonly string[]) => {
      calls++;
      return directory.findFiles(nirs, numeros);
    },
  };
  const body = `n° sécu ${NIR_WORDS} et n° sécu ${PAUL_NIR}, allocataire 0260311`;
  const { identification } = await identifySender(aReadItem({ body }), counting);
  expect(calls).toBe(1);
  expect(identification.because.join(' ')).not.toMatch(/168|025|056|021/);
  expect(identification.because.join(' ')).toContain('2\u00a055');
});
