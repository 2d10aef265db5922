import type { AttestationKind } from '../../../../src/domain/correspondence';
import { askedPeriods } from '../../../../src/domain/requests/asked-periods';
import { monthOfDay } from '../../../../src/domain/requests/months';
import { foldInPlace } from '../../../../src/domain/text/fold-in-place';

/** Real: everything. Fake: nothing. */
function asked(text: string, on = '2026-03-02', kinds: readonly AttestationKind[] = ['attestation-paiement']) {
  const shown = text.normalize('NFC');
  return askedPeriods([{ shown, folded: foldInPlace(shown) }], kinds, monthOfDay(on));
}

function period(text: string, on?: string): string {
  const { from, to, doubt, open } = asked(text, on)['attestation-paiement'] ?? {};
  if (doubt) return doubt;
  return from === undefined ? 'none' : `${from} ${to}${open ? ' open' : ''}`;
}

describe('the period that an attestation is asked for', () => {
  it.each([
    ['de mars à juin', '2025-03 2025-06'],
    ['de mars à juin 2024', '2024-03 2024-06'],
    ['du mois de mars au mois de juin 2024', '2024-03 2024-06'],
    ['de novembre à février', '2025-11 2026-02'],
    ['de novembre 2024 à février', '2024-11 2025-02'],
    ['de novembre à février 2025', '2024-11 2025-02'],
    ['entre janvier et février 2026', '2026-01 2026-02'],
    ['janvier-mars 2025', '2025-01 2025-03'],
    ['du 01/2025 au 06/2025', '2025-01 2025-06'],
    ['du 01/25 au 06/25', '2025-01 2025-06'],
    ['du 1er janvier 2025 au 30 juin 2025', '2025-01 2025-06'],
    ['du 01/01/2025 au 30/06/2025', '2025-01 2025-06'],
    ['du 01.01.25 au 30.06.25', '2025-01 2025-06'],
    ['du 1er décembre au 31 janvier', '2025-12 2026-01'],
    ['de janvier 2025 à aujourd’hui', '2025-01 2026-03 open'],
    ['pour les trois derniers mois', '2025-12 2026-02'],
    ['des 3 derniers mois', '2025-12 2026-02'],
    ['des derniers six mois', '2025-09 2026-02'],
    ['sur les 12 mois précédents', '2025-03 2026-02'],
    ['de ces trois mois passés', '2025-12 2026-02'],
    ['des deux dernières années', '2024-01 2025-12'],
    ['2025', '2025-01 2025-12'],
    ['pour 2024', '2024-01 2024-12'],
    ['de l’année 2025', '2025-01 2025-12'],
    ['2026', '2026-01 2026-03 open'],
    ['2024 et 2025', '2024-01 2025-12'],
    ['2024-2025', '2024-01 2025-12'],
    ['pour l’année scolaire 2024-2025', '2024-09 2025-08'],
    ['de l’an dernier', '2025-01 2025-12'],
    ['de l’année dernière', '2025-01 2025-12'],
    ['de cette année', '2026-01 2026-03 open'],
    ['depuis ma séparation en mai', '2025-05 2026-03 open'],
    ['depuis la naissance de mon fils en octobre 2024', '2024-10 2026-03 open'],
    ['depuis janvier', '2026-01 2026-03 open'],
    ['depuis le 12 novembre 2025', '2025-11 2026-03 open'],
    ['à partir de septembre', '2025-09 2026-03 open'],
    ['depuis six mois', '2025-09 2026-03 open'],
    ['de ce trimestre', '2026-01 2026-03 open'],
    ['du trimestre dernier', '2025-10 2025-12'],
    ['du 1er trimestre 2025', '2025-01 2025-03'],
    ['du deuxième semestre 2025', '2025-07 2025-12'],
    ['du T3 2025', '2025-07 2025-09'],
    ['du mois dernier', '2026-02 2026-02'],
    ['mois dernier', '2026-02 2026-02'],
    ['de ce mois-ci', '2026-03 2026-03 open'],
    ['de mars dernier', '2025-03 2025-03'],
    ['de février', '2026-02 2026-02'],
    ['du mois d’août', '2025-08 2025-08'],
    ['de décembre 2025', '2025-12 2025-12'],
    ['12/2025', '2025-12 2025-12'],
    ['pour octobre, novembre et décembre', '2025-10 2025-12'],
    ['d’octobre et de novembre 2025', '2025-10 2025-11'],
  ])('attestation de paiement %s → %s', (words, expected) => {
    expect(period(`Bonjour, je voudrais une attestation de paiement ${words}. Merci.`)).toBe(expected);
  });

  it.each([
    ['de janvier à juin', 'ambiguous'],
    ['des derniers mois', 'ambiguous'],
    ['depuis ma séparation', 'ambiguous'],
    ['de mars et de septembre 2025', 'ambiguous'],
    ['de 2023 et de 2025', 'ambiguous'],
    ['de juin 2025 à mars 2025', 'ambiguous'],
    ['pour avril', 'ambiguous'],
    ['de l’année 2027', 'future'],
    ['d’avril 2026', 'future'],
    ['du 01/2026 au 12/2026', 'future'],
  ])('attestation de paiement %s is %s', (words, expected) => {
    expect(period(`Merci de m’envoyer une attestation de paiement ${words}.`)).toBe(expected);
  });

  it.each([
    'Je voudrais une attestation de paiement. Je suis née le 12 août 1955.',
    'Paris, le 3 mars 2026. Je demande une attestation de paiement.',
    'J’ai demandé une attestation en mai et je n’ai rien reçu. Envoyez-moi une attestation de paiement.',
    'Une attestation de paiement svp. J’ai déménagé en janvier 2025.',
    'Il me faut une attestation de paiement pour le 15 mars.',
    'Il me faut une attestation de paiement avant fin mars.',
    'Je n’ai rien eu depuis janvier. Merci de m’envoyer une attestation de paiement.',
    'Une attestation de paiement, réf. 2024, merci.',
    'Vous trouverez ci-joint mon attestation de loyer de mars 2025. Je voudrais une attestation de paiement.',
    'Attestation de paiement de 450 euros',
    'Je vous demande une attestation de paiement pour ma banque, mais vite.',
  ])('is none in «%s»', (text) => {
    expect(period(text)).toBe('none');
  });

  it.each([
    ['Je voudrais une attestation de paiement, pour la période de mars à juin 2025.', '2025-03 2025-06'],
    ['Je voudrais une attestation de paiement. C’est pour les trois derniers mois.', '2025-12 2026-02'],
    ['Pour la période de mars à juin 2025, je voudrais une attestation de paiement.', '2025-03 2025-06'],
    ['Attestation de paiement : mars 2025', '2025-03 2025-03'],
    ['Une attestation de paiement\nde mars\nà juin 2025', '2025-03 2025-06'],
    ['Une attestation de paiement.\n\nPériode : du 01/2025 au 06/2025', '2025-01 2025-06'],
    ['ATTESTATION DE PAIEMENT DE MARS À JUIN 2025', '2025-03 2025-06'],
    ['une atestation de paiment de fevrier', '2026-02 2026-02'],
    ['J’ai reçu celle de 2024, il me faut l’attestation de 2025.', '2025-01 2025-12'],
  ])('«%s» → %s', (text, expected) => {
    expect(period(text)).toBe(expected);
  });

  it('says the words that said so, as they were written', () => {
    expect(asked('Une attestation de paiement de Février à Décembre 2025')['attestation-paiement']?.words).toBe(
      'de Février à Décembre 2025',
    );
  });

  it('gives each document its own', () => {
    const text =
      'Je voudrais mon attestation de paiement de 2025 et mon quotient familial, et le net social de mai 2025.';
    const kinds = ['attestation-paiement', 'attestation-qf', 'attestation-mns'] as const;
    const found = asked(text.replace(' et mon', ', mon').replace(', et le', ', le'), '2026-03-02', kinds);
    expect(found['attestation-paiement']).toMatchObject({ from: '2025-01', to: '2025-12' });
    expect(found['attestation-qf']).toBeUndefined();
    expect(found['attestation-mns']).toMatchObject({ from: '2025-05', to: '2025-05' });
  });

  it('reads each turn of the year', () => {
    expect(period('attestation de paiement du mois dernier', '2026-01-15')).toBe('2025-12 2025-12');
    expect(period('attestation de paiement des trois derniers mois', '2026-01-01')).toBe('2025-10 2025-12');
    expect(period('attestation de paiement de ce trimestre', '2026-12-31')).toBe('2026-10 2026-12 open');
  });
});
