/** Real: the whole search. Made up: every text; the number is a published specimen. */
import { findNirs } from '../../../../src/domain/nir/find-nirs-in-text';

const NUMBER = '2690549588157';

const LABELS =
  'nir|N.I.R.|NIRs|NSS|N.S.S.|NIA|NNP|INSEE|I.N.S.E.E.|sécu|secu|sécus|sécu sociale|immat|numéro national d’identification|inscription au répertoire|carte vitale|numéro de carte vitale|n° vitale|no vitale|nº vitale|numéro assuré|matricule assuré|n° d’assurée sociale|assuré social|assurée sociale|immatriculation|sécurité sociale|Sécurite Social|securiter sociale|numéro de sécurité|numéro social|n° SS|n° ss|n° de ss|S.S.|S. S.|SS|num ss|numero_ss|numeroSecuriteSociale|s\ufffdcurit\ufffd sociale'.split(
    '|',
  );
const OTHER_NUMBERS =
  'tél|tel|téléphone|teléphone|telephones|portable|mobile|GSM|fax|SIRET|SIREN|IBAN|RIB|BIC|CB|carte bancaire|cartes bleue|carte visa|Visa|Mastercard|facture|factures|fact|invoice|colis|colissimo|chronopost|suivi|tracking|expédition|bordereau|commande|commandes|n° de compte|no compte|numéro de compte|compte bancaire|compte courant|contrat|chèque|mandat|quittance|transaction|ticket|police|série|IMEI|EAN|ISBN|TVA|compteur|PDL|PRM|RAE|client|devis|n° alloc|n° d’allocataire|numéro allocataire|num alloc'.split(
    '|',
  );

describe('the words before a number', () => {
  it.each(LABELS)('«%s» says that it is a social-security number', (label) => {
    for (const text of [`${label} ${NUMBER}`, `Bonjour, ${label} : ${NUMBER}`, `mon ${label} ${NUMBER}`])
      expect(findNirs(text)).toMatchObject([{ nir: NUMBER, labelled: true }]);
  });

  it.each(OTHER_NUMBERS)('«%s» says that it is another number', (name) => {
    for (const text of [`${name} ${NUMBER}`, `Bonjour, ${name} : ${NUMBER}`, `${name.toUpperCase()} n° ${NUMBER}`])
      expect(findNirs(text)).toEqual([]);
  });

  it.each(['souvenir', 'avenir', 'passé', 'sociable', 'curiosité', 'immobile', 'client de longue date, voici'])(
    '«%s» says nothing',
    (word) => {
      expect(findNirs(`${word} ${NUMBER}`)).toMatchObject([{ nir: NUMBER, verdict: 'no-key', labelled: false }]);
    },
  );

  it('follow a number that counts something: its two last digits are no key', () => {
    const counted =
      'rue|av|bd|allée|allee|impasse|imp|route|rte|cours|résidence|residence|lieu|fg|sentier|ans|an|mois|jours|enfants|euros|EUR|h|kg|m2|pièces|pages|fois|janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre|€|%|bis rue|ter, avenue'.split(
        '|',
      );
    for (const word of counted) {
      expect(findNirs(`2 69 05 49 588 157\n81 ${word} après`)).toMatchObject([{ nir: NUMBER, verdict: 'no-key' }]);
    }
  });
});
