import { z } from 'zod';
import { DAY_IN_WORDS, PHONE, REFERENCE, WRITTEN } from './field-types';

const ANY_TEXT = z.string();

/** A field that letters may use: `text` inside a sentence, `flag` in a condition, `block` alone on its line. */
export interface LetterField {
  readonly name: string;
  readonly type: 'text' | 'flag' | 'block';
  /** What it holds, in plain French, for those who write letters. */
  readonly summary: string;
  /** Of a text that must look like something; others are any text. */
  readonly schema?: z.ZodType<string>;
}

/** Every field there is. A letter that uses another one is refused when it is loaded. */
export const LETTER_FIELDS = [
  { name: 'reference', type: 'text', summary: 'référence du dossier de courrier, C-2026-004217', schema: REFERENCE },
  {
    name: 'greeting',
    type: 'text',
    summary: '«\u00a0Madame,\u00a0», «\u00a0Monsieur,\u00a0» ou «\u00a0Madame, Monsieur,\u00a0»',
  },
  { name: 'received-on', type: 'text', summary: 'jour de réception, en toutes lettres', schema: DAY_IN_WORDS },
  { name: 'silence-on', type: 'text', summary: 'jour où l’absence de réponse vaut refus', schema: DAY_IN_WORDS },
  { name: 'contest-months', type: 'text', summary: 'mois pour contester' },
  { name: 'documents', type: 'text', summary: 'les documents joints, nommés' },
  { name: 'impossible-because', type: 'text', summary: 'pourquoi le document ne peut pas être établi' },
  { name: 'wanted-document', type: 'text', summary: 'le document demandé, nommé' },
  { name: 'answer-by', type: 'text', summary: 'dernier jour pour répondre', schema: DAY_IN_WORDS },
  { name: 'moved-on', type: 'text', summary: 'jour où la nouvelle adresse prend effet', schema: DAY_IN_WORDS },
  { name: 'notified-on', type: 'text', summary: 'jour où la décision a été notifiée', schema: DAY_IN_WORDS },
  { name: 'contest-by', type: 'text', summary: 'dernier jour pour contester', schema: DAY_IN_WORDS },
  { name: 'first-written-on', type: 'text', summary: 'jour de notre première lettre', schema: DAY_IN_WORDS },
  { name: 'forwarded-on', type: 'text', summary: 'jour où le message a été transmis', schema: DAY_IN_WORDS },
  { name: 'other-caf', type: 'text', summary: 'nom de la Caf à qui le message est transmis', schema: WRITTEN },
  { name: 'pages-again', type: 'text', summary: '«\u00a0la page 3\u00a0», «\u00a0les pages 2 et 4\u00a0»' },
  { name: 'answer-url', type: 'text', summary: 'lien de la page où répondre une fois' },
  { name: 'answer-page', type: 'text', summary: 'adresse de la page où écrire le code' },
  { name: 'answer-code', type: 'text', summary: 'code à écrire sur cette page' },
  { name: 'answer-until', type: 'text', summary: 'dernier jour où le lien et le code servent' },
  { name: 'temporary-name', type: 'text', summary: 'nom de l’identifiant provisoire' },
  { name: 'office.name', type: 'text', summary: 'nom de la Caf' },
  { name: 'office.phone', type: 'text', summary: 'téléphone de la Caf', schema: PHONE },
  { name: 'office.email', type: 'text', summary: 'adresse e-mail de la Caf' },
  { name: 'office.website', type: 'text', summary: 'site de la Caf' },
  { name: 'by-email', type: 'flag', summary: 'la réponse part par e-mail' },
  { name: 'by-post', type: 'flag', summary: 'la réponse part par courrier' },
  { name: 'with-slip', type: 'flag', summary: 'la lettre se termine par un coupon-réponse' },
  { name: 'temporary', type: 'flag', summary: 'l’identifiant est provisoire (NIA, NNP, MIG)' },
  { name: 'access-asked', type: 'flag', summary: 'la personne demande aussi comment se connecter' },
  { name: 'identifiers-shown', type: 'flag', summary: 'un identifiant de la personne est montré' },
  { name: 'several-documents', type: 'flag', summary: 'plusieurs documents sont joints' },
  { name: 'kinds-shown', type: 'flag', summary: 'les sujets lus dans le message peuvent être nommés' },
  { name: 'answer-online', type: 'flag', summary: 'la personne peut répondre sur notre page' },
  { name: 'number-asked', type: 'flag', summary: 'c’est le numéro de sécurité sociale qui est attendu' },
  { name: 'pieces-known', type: 'flag', summary: 'les documents attendus peuvent être nommés' },
  { name: 'notified-known', type: 'flag', summary: 'le jour de la décision est connu' },
  { name: 'missing-pieces', type: 'block', summary: 'la liste des documents attendus' },
  { name: 'other-caf-address', type: 'block', summary: 'adresse postale de l’autre Caf' },
  { name: 'reply-slip', type: 'block', summary: 'coupon-réponse à détacher, avec la référence' },
  { name: 'channels', type: 'block', summary: 'le tableau des identifiants, un par moyen de contact' },
  { name: 'identifiers', type: 'block', summary: 'les identifiants de la personne, s’ils peuvent être montrés' },
  { name: 'office-address', type: 'block', summary: 'adresse postale de la Caf' },
  { name: 'request-kinds', type: 'text', summary: 'les sujets lus dans le message' },
] as const satisfies readonly LetterField[];

type NameOf<T extends LetterField['type']> = Extract<(typeof LETTER_FIELDS)[number], { type: T }>['name'];
export type TextFieldName = NameOf<'text'>;
export type FlagFieldName = NameOf<'flag'>;
export type BlockFieldName = NameOf<'block'>;

/** What the value of a text field has to be like: another one is doubtful, and the letter is not issued. */
export function textSchemaOf(name: string): z.ZodType<string> {
  const field: LetterField | undefined = LETTER_FIELDS.find((one) => one.name === name);
  return field?.schema ?? ANY_TEXT;
}
