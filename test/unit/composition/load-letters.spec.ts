import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setFrenchTypography } from '../../../src/composition/letters/french-typography';
import { listLetters } from '../../../src/composition/letters/list-letters';
import { loadLetters } from '../../../src/composition/letters/load-letters';

/** Real: the parser, files in a temporary folder. Fake: nothing. */
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function templates(letter: string, partials: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'letters-'));
  folders.push(folder);
  mkdirSync(path.join(folder, 'letters'));
  mkdirSync(path.join(folder, 'partials'));
  writeFileSync(path.join(folder, 'letters/essai.md'), letter);
  for (const [name, text] of Object.entries(partials)) writeFileSync(path.join(folder, `partials/${name}.md`), text);
  return folder;
}
const letter = (body: string, fields = ''): string =>
  `---\ntitle: Essai\nsubject: un essai\nkinds: []\nfields: [${fields === '' ? '' : `${fields}, `}channels]\n---\n${body}\n{{= channels }}\n`;

describe('the letters of the house', () => {
  it('are all sound', async () => {
    expect([...(await listLetters())].sort()).toEqual([
      'acces-compte',
      'acces-compte-temporaire',
      'accuse-reception',
      'attestation-envoyee',
      'autre-caf',
      'changement-adresse',
      'cloture-sans-reponse',
      'contestation-remise-dette',
      'deces',
      'document-impossible',
      'information',
      'nir-autre-personne',
      'nir-cle-fausse',
      'nir-manquant',
      'numero-allocataire-seul',
      'page-illisible',
      'pieces-manquantes',
      'relance',
      'rendez-vous',
      'tiers-sans-autorisation',
    ]);
  });
});

describe('a letter that is wrong is refused by name and line', () => {
  it.each<[string, string, string]>([
    [
      'an unknown field',
      letter('Bonjour\n\n{{ nope }}', 'nope'),
      'letters/essai.md, ligne 9\u00a0: champ inconnu «\u00a0nope\u00a0»',
    ],
    ['an undeclared field', letter('{{ greeting }}'), 'ligne 7\u00a0: champ «\u00a0greeting\u00a0» absent de la liste'],
    [
      'an unused field',
      letter('Bonjour', 'greeting'),
      'ligne 5\u00a0: champ «\u00a0greeting\u00a0» déclaré et jamais employé',
    ],
    [
      'a missing partial',
      letter('Bonjour\n{{> nope }}'),
      'ligne 8\u00a0: partie commune «\u00a0nope\u00a0» introuvable',
    ],
    [
      'a block used in a sentence',
      letter('Voici {{ channels }}.', 'channels'),
      'ligne 7\u00a0: champ «\u00a0channels\u00a0» employé hors de sa place',
    ],
    [
      'a condition left open',
      letter('{{#if by-email}}\nBonjour', 'by-email'),
      'ligne 7\u00a0: «\u00a0#if\u00a0» n’est pas fermé',
    ],
    ['a closing of nothing', letter('Bonjour\n{{/if}}'), 'ligne 8\u00a0: «\u00a0/if\u00a0» ne ferme rien'],
    ['a directive inside a line', letter('Voici {{#if by-email}}', 'by-email'), 'doit être seul sur sa ligne'],
    ['an image', letter('![x](y.png)'), 'ne peut pas contenir «\u00a0image\u00a0»'],
    ['a first-level title', letter('# Titre'), 'seuls les titres «\u00a0##\u00a0»'],
    [
      'an unknown heading',
      '---\ntitle: A\nsubject: b\nkinds: []\nfields: []\nfoo: 1\n---\n',
      'ligne 6\u00a0: rubrique inconnue dans l’en-tête\u00a0: «\u00a0foo\u00a0»',
    ],
    [
      'a missing heading',
      '---\ntitle: A\nkinds: []\nfields: []\n---\n',
      'rubrique absente ou mal remplie dans l’en-tête\u00a0: «\u00a0subject\u00a0»',
    ],
    [
      'a field in the subject',
      '---\ntitle: A\nsubject: "{{ greeting }}"\nkinds: []\nfields: []\n---\n',
      '«\u00a0subject\u00a0»',
    ],
    [
      'a branch inside its contrary',
      letter('{{#if by-email}}\nA\n\n{{#if by-post}}\nB\n{{/if}}\n{{/if}}', 'by-email, by-post'),
      'ligne 10\u00a0: branche jamais atteinte («\u00a0#if by-post\u00a0»)',
    ],
    [
      'a branch for a variant that is not sent',
      letter('{{#if by-email}}\nA\n{{/if}}', 'by-email').replace('kinds:', 'variants: [post]\nkinds:'),
      'ligne 8\u00a0: branche jamais atteinte',
    ],
    [
      'a title with nothing below it in one variant',
      letter('## Titre\n\n{{#if by-email}}\nA\n{{/if}}\n\n## Fin\n\nB', 'by-email'),
      'ligne 7\u00a0: variante par courrier\u00a0: rien sous ce titre',
    ],
    [
      'a frame that is empty in one variant',
      letter('{{#frame}}\n{{#if by-post}}\nA\n{{/if}}\n{{/frame}}', 'by-post'),
      'ligne 7\u00a0: variante par e-mail\u00a0: cadre vide',
    ],
    [
      'no block of identifiers',
      '---\ntitle: A\nsubject: b\nkinds: []\nfields: []\n---\nBonjour\n',
      'variante par courrier\u00a0: le tableau des identifiants',
    ],
    ['no front matter', 'Bonjour', 'ligne 1\u00a0: l’en-tête'],
  ])('%s', async (_, text, message) => {
    await expect(loadLetters(templates(text))).rejects.toThrow(message);
  });

  it('a partial that contains itself', async () => {
    const folder = templates(letter('{{> a }}'), { a: '---\nfields: []\n---\n{{> a }}\n' });
    await expect(loadLetters(folder)).rejects.toThrow('partials/a.md, ligne 4');
  });

  it('never takes HTML for HTML', async () => {
    const letters = await loadLetters(templates(letter('Bonjour <b>vous</b>')));
    expect(JSON.stringify(letters.get('essai')?.nodes)).toContain('<b>vous</b>');
  });
});

describe('typography', () => {
  it('sets no-break spaces, apostrophes and quotes as French prints them', () => {
    expect(setFrenchTypography("L'objet : « mot de passe oublié ? » ; fin...")).toBe(
      'L’objet\u00a0: «\u00a0mot de passe oublié\u202f?\u00a0»\u202f; fin…',
    );
    expect(setFrenchTypography('13 caractères, 1 chiffre, 1 minuscule')).toBe(
      '13\u00a0caractères, 1\u00a0chiffre, 1 minuscule',
    );
    expect(setFrenchTypography('https://caf.fr')).toBe('https://caf.fr');
  });
});
