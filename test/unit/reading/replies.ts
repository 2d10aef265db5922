/** A reply or forward as a mail program writes it, and what of it was newly written. People, addresses and texts are invented. */
export interface LabelledReply {
  readonly client: string;
  /** How it came: text, or a page. */
  readonly html?: true;
  readonly subject?: string;
  readonly text: string;
  /** What its writer newly wrote, blank lines left out. */
  readonly own: string;
  /** Signature, where one has to be told apart. */
  readonly signature?: string;
}

const OUTLOOK_FR =
  'De : Caf d’essai <courrier@caf.invalid>\nEnvoyé : lundi 2 novembre 2026 10:12\nÀ : Jeanne Essai <jeanne@exemple.invalid>\nObjet : Votre demande\n\nBonjour,\nquel est votre numéro ?\n\nLa Caf';
const OUTLOOK_EN =
  'From: Caf d’essai <courrier@caf.invalid>\nSent: Monday, November 2, 2026 10:12 AM\nTo: Jeanne Essai <jeanne@exemple.invalid>\nSubject: Votre demande\n\nBonjour,\nquel est votre numéro ?';
const GMAIL_FR = 'Le lun. 2 nov. 2026 à 10:12, Caf d’essai <courrier@caf.invalid> a écrit :';
const GMAIL_EN = 'On Mon, Nov 2, 2026 at 10:12 AM Caf d’essai <courrier@caf.invalid> wrote:';
const OLD = '> Bonjour,\n> quel est votre numéro ?\n>\n> La Caf';
const ORANGE =
  '> Message du 02/11/26 10:12\n> De : "Caf d’essai" <courrier@caf.invalid>\n> A : "Jeanne Essai" <jeanne@exemple.invalid>\n> Copie à :\n> Objet : Votre demande\n>\n> Bonjour, quel est votre numéro ?';
const SFR =
  '========================================\n\n   Message du : 02/11/2026 10:12\n   De : "Caf d’essai" <courrier@caf.invalid>\n   A : jeanne@exemple.invalid\n   Copie à :\n   Sujet : Votre demande\n\nBonjour, quel est votre numéro ?';
const OPEN_XCHANGE =
  'envoyé : 2 novembre 2026 à 10:12\nde : Caf d’essai <courrier@caf.invalid>\nà : jeanne@exemple.invalid\nobjet : Votre demande\n\nBonjour, quel est votre numéro ?';
const ZIMBRA =
  '----- Mail original -----\nDe: "Caf d’essai" <courrier@caf.invalid>\nÀ: "Jeanne Essai" <jeanne@exemple.invalid>\nEnvoyé: Lundi 2 Novembre 2026 10:12:00\nObjet: Votre demande\n\nBonjour, quel est votre numéro ?';
const SAMSUNG =
  '-------- Message d’origine --------\nDe : Caf d’essai <courrier@caf.invalid>\nDate : 02/11/2026 10:12 (GMT+01:00)\nÀ : jeanne@exemple.invalid\nObjet : Votre demande\n\nBonjour, quel est votre numéro ?';
const YAHOO_FR =
  'Le lundi 2 novembre 2026 à 10:12:00 UTC+1, Caf d’essai <courrier@caf.invalid> a écrit :\n\n\nBonjour,\nquel est votre numéro ?';
const IPHONE =
  '> Le 2 nov. 2026 à 10:12, Caf d’essai <courrier@caf.invalid> a écrit :\n> \n> Bonjour,\n> quel est votre numéro ?';
const THUNDERBIRD = 'Le 02/11/2026 à 10:12, Caf d’essai a écrit :';

export const REPLIES: readonly LabelledReply[] = [
  { client: 'Outlook FR, en haut', text: `Voici mon numéro.\n\n${OUTLOOK_FR}`, own: 'Voici mon numéro.' },
  {
    client: 'Outlook FR, filet',
    text: `Bonjour,\nje vous réponds.\n\n________________________________\n${OUTLOOK_FR}`,
    own: 'Bonjour,\nje vous réponds.',
  },
  { client: 'Outlook FR, sans ligne vide', text: `Merci beaucoup.\n${OUTLOOK_FR}`, own: 'Merci beaucoup.' },
  {
    client: 'Outlook FR, gras',
    text: `Merci.\n\n*De :* Caf d’essai <courrier@caf.invalid>\n*Envoyé :* lundi 2 novembre 2026 10:12\n*À :* Jeanne Essai\n*Objet :* Votre demande\n\nquel numéro ?`,
    own: 'Merci.',
  },
  {
    client: 'Outlook FR, ancien',
    text: `Ci-joint le bail.\n\n-----Message d'origine-----\n${OUTLOOK_FR}`,
    own: 'Ci-joint le bail.',
  },
  {
    client: 'Outlook FR, signature',
    text: `Ci-joint le bail.\n\n-- \nJeanne Essai\n06 00 00 00 00\n\n${OUTLOOK_FR}`,
    own: 'Ci-joint le bail.',
    signature: 'Jeanne Essai',
  },
  { client: 'Outlook EN', text: `Here is my number.\n\n${OUTLOOK_EN}`, own: 'Here is my number.' },
  {
    client: 'Outlook EN, original message',
    text: `Thanks.\n\n-----Original Message-----\n${OUTLOOK_EN}`,
    own: 'Thanks.',
  },
  { client: 'Outlook EN, filet', text: `Thanks.\n\n________________________________\n${OUTLOOK_EN}`, own: 'Thanks.' },
  {
    client: 'Outlook Android FR',
    text: `C’est fait.\n\nObtenez Outlook pour Android\n________________________________\n${OUTLOOK_EN}`,
    own: 'C’est fait.',
    signature: 'Obtenez Outlook pour Android',
  },
  {
    client: 'Outlook iOS FR',
    text: `C’est fait.\n\nTéléchargez Outlook pour iOS\n________________________________\n${OUTLOOK_FR}`,
    own: 'C’est fait.',
    signature: 'Téléchargez Outlook pour iOS',
  },
  {
    client: 'Outlook iOS EN',
    text: `Done.\n\nGet Outlook for iOS\n________________________________\n${OUTLOOK_EN}`,
    own: 'Done.',
    signature: 'Get Outlook for iOS',
  },
  {
    client: 'Outlook FR, transfert',
    subject: 'TR: Votre demande',
    text: OUTLOOK_FR,
    own: OUTLOOK_FR.replace(/\n\n/g, '\n'),
  },
  {
    client: 'Outlook FR, transfert commenté',
    subject: 'TR: Votre demande',
    text: `Voir ci-dessous.\n\n${OUTLOOK_FR}`,
    own: 'Voir ci-dessous.',
  },
  {
    client: 'Courrier Windows',
    text: `D’accord.\n\nProvenance : Courrier pour Windows\n\n${OUTLOOK_FR}`,
    own: 'D’accord.',
    signature: 'Provenance : Courrier pour Windows',
  },
  {
    client: 'Outlook FR, page',
    html: true,
    text: '<p>Voici mon numéro.</p><hr><div id="divRplyFwdMsg"><b>De :</b> Caf &lt;courrier@caf.invalid&gt;<br><b>Envoyé :</b> lundi 2 novembre 2026 10:12<br><b>À :</b> Jeanne<br><b>Objet :</b> Votre demande</div><div>quel numéro ?</div>',
    own: 'Voici mon numéro.',
  },
  { client: 'Gmail FR, en haut', text: `Voici mon numéro.\n\n${GMAIL_FR}\n\n${OLD}`, own: 'Voici mon numéro.' },
  {
    client: 'Gmail FR, replié',
    text: `Voici mon numéro.\n\nLe lun. 2 nov. 2026 à 10:12, Caf d’essai, service du courrier\n<courrier@caf.invalid> a écrit :\n\n${OLD}`,
    own: 'Voici mon numéro.',
  },
  { client: 'Gmail FR, en bas', text: `${GMAIL_FR}\n\n${OLD}\n\nVoici mon numéro.`, own: 'Voici mon numéro.' },
  {
    client: 'Gmail FR, entre les lignes',
    text: `${GMAIL_FR}\n> Votre nom ?\nEssai\n> Votre prénom ?\nJeanne`,
    own: 'Essai\nJeanne',
  },
  {
    client: 'Gmail FR, entre et en haut',
    text: `Mes réponses ci-dessous.\n\n${GMAIL_FR}\n\n> Votre nom ?\n\nEssai`,
    own: 'Mes réponses ci-dessous.\nEssai',
  },
  {
    client: 'Gmail FR, signature',
    text: `Merci.\n\n-- \nJeanne Essai\n1 rue de l’Essai\n\n${GMAIL_FR}\n\n${OLD}`,
    own: 'Merci.',
    signature: '1 rue de l’Essai',
  },
  {
    client: 'Gmail FR, deux niveaux',
    text: `Toujours rien.\n\n${GMAIL_FR}\n\n> Nous cherchons.\n>\n> Le dim. 1 nov. 2026 à 9:00, Jeanne Essai <jeanne@exemple.invalid> a écrit :\n>\n>> Où en est mon dossier ?`,
    own: 'Toujours rien.',
  },
  { client: 'Gmail EN, en haut', text: `Here it is.\n\n${GMAIL_EN}\n\n${OLD}`, own: 'Here it is.' },
  {
    client: 'Gmail EN, replié',
    text: `Here it is.\n\nOn Mon, Nov 2, 2026 at 10:12 AM Caf d’essai\n<courrier@caf.invalid> wrote:\n\n${OLD}`,
    own: 'Here it is.',
  },
  { client: 'Gmail EN, en bas', text: `${GMAIL_EN}\n${OLD}\nHere it is.`, own: 'Here it is.' },
  {
    client: 'Gmail, transfert',
    subject: 'Fwd: demande',
    text: '---------- Forwarded message ---------\nDe : Paul <paul@exemple.invalid>\nDate: lun. 2 nov. 2026 à 10:12\nSubject: demande\nTo: <jeanne@exemple.invalid>\n\nje veux une attestation',
    own: '---------- Forwarded message ---------\nDe : Paul <paul@exemple.invalid>\nDate: lun. 2 nov. 2026 à 10:12\nSubject: demande\nTo: <jeanne@exemple.invalid>\nje veux une attestation',
  },
  {
    client: 'Gmail, transfert commenté',
    subject: 'Fwd: demande',
    text: 'Pour vous.\n\n---------- Forwarded message ---------\nDe : Paul <paul@exemple.invalid>\nDate: lun. 2 nov. 2026 à 10:12\nSubject: demande\n\nje veux une attestation',
    own: 'Pour vous.',
  },
  {
    client: 'Gmail, page',
    html: true,
    text: '<div dir="ltr">Voici mon numéro.</div><br><div class="gmail_quote"><div class="gmail_attr">Le lun. 2 nov. 2026 à 10:12, Caf &lt;<a href="mailto:courrier@caf.invalid">courrier@caf.invalid</a>&gt; a écrit :<br></div><blockquote class="gmail_quote"><div>quel numéro ?</div></blockquote></div>',
    own: 'Voici mon numéro.',
  },
  { client: 'Orange, en haut', text: `Je vous envoie le RIB.\n\n${ORANGE}`, own: 'Je vous envoie le RIB.' },
  {
    client: 'Orange, sans chevrons',
    text: `Je vous envoie le RIB.\n\n${ORANGE.replace(/^> ?/gm, '')}`,
    own: 'Je vous envoie le RIB.',
  },
  { client: 'Orange, nouveau', text: `Je vous envoie le RIB.\n\n${OPEN_XCHANGE}`, own: 'Je vous envoie le RIB.' },
  { client: 'Orange, en bas', text: `${ORANGE}\n\nJe vous envoie le RIB.`, own: 'Je vous envoie le RIB.' },
  {
    client: 'Orange, mobile',
    text: `Je vous envoie le RIB.\n\nEnvoyé depuis l’application Mail Orange\n\n${GMAIL_FR}\n${OLD}`,
    own: 'Je vous envoie le RIB.',
    signature: 'Envoyé depuis l’application Mail Orange',
  },
  { client: 'Free (Zimbra), en haut', text: `Mon loyer a changé.\n\n${ZIMBRA}`, own: 'Mon loyer a changé.' },
  {
    client: 'Free (Zimbra), page',
    html: true,
    text: '<div>Mon loyer a changé.</div><hr id="zwchr"><div><b>De: </b>"Caf" &lt;courrier@caf.invalid&gt;<br><b>À: </b>"Jeanne"<br><b>Envoyé: </b>Lundi 2 Novembre 2026 10:12:00<br><b>Objet: </b>Votre demande</div><div>quel numéro ?</div>',
    own: 'Mon loyer a changé.',
  },
  {
    client: 'Free (Roundcube), en bas',
    text: `Le 2026-11-02 10:12, Caf d’essai a écrit :\n${OLD}\n\nMon loyer a changé.`,
    own: 'Mon loyer a changé.',
  },
  {
    client: 'Free (Roundcube), en haut',
    text: `Mon loyer a changé.\n\nLe 2026-11-02 10:12, Caf d’essai a écrit :\n${OLD}`,
    own: 'Mon loyer a changé.',
  },
  {
    client: 'Free (Zimbra), transfert',
    subject: 'Fwd: demande',
    text: '----- Mail transféré -----\nDe: "Paul" <paul@exemple.invalid>\nÀ: "Jeanne"\nEnvoyé: Lundi 2 Novembre 2026 10:12:00\nObjet: demande\n\nje veux une attestation',
    own: '----- Mail transféré -----\nDe: "Paul" <paul@exemple.invalid>\nÀ: "Jeanne"\nEnvoyé: Lundi 2 Novembre 2026 10:12:00\nObjet: demande\nje veux une attestation',
  },
  { client: 'SFR, en haut', text: `Mon fils est né le 3.\n\n${SFR}`, own: 'Mon fils est né le 3.' },
  {
    client: 'SFR, date sous De',
    text: 'Mon fils est né le 3.\n\nDe : "Caf d’essai" <courrier@caf.invalid>\nDate : lundi 2 novembre 2026 10:12\nSujet : Votre demande\nÀ : jeanne@exemple.invalid\n\nBonjour',
    own: 'Mon fils est né le 3.',
  },
  {
    client: 'SFR, mobile',
    text: `Mon fils est né le 3.\n\nEnvoyé de SFR Mail\n\n${GMAIL_FR}\n${OLD}`,
    own: 'Mon fils est né le 3.',
    signature: 'Envoyé de SFR Mail',
  },
  { client: 'La Poste, en haut', text: `Voici la facture.\n\n${ORANGE}`, own: 'Voici la facture.' },
  {
    client: 'La Poste, nouveau',
    text: `Voici la facture.\n\n${ZIMBRA.replace('Mail original', 'Message original')}`,
    own: 'Voici la facture.',
  },
  {
    client: 'La Poste, mobile',
    text: `Voici la facture.\n\nEnvoyé de mon mobile avec La Poste\n\n${THUNDERBIRD}\n${OLD}`,
    own: 'Voici la facture.',
    signature: 'Envoyé de mon mobile avec La Poste',
  },
  { client: 'Yahoo FR', text: `Je suis séparée.\n\n${YAHOO_FR}`, own: 'Je suis séparée.' },
  {
    client: 'Yahoo FR, Android',
    text: `Je suis séparée.\n\nEnvoyé à partir de Yahoo Mail pour Android\n\n${YAHOO_FR.replace('Le lundi', 'Le lun.,').replace('novembre', 'nov.')}`,
    own: 'Je suis séparée.',
    signature: 'Envoyé à partir de Yahoo Mail pour Android',
  },
  {
    client: 'Yahoo FR, réclame',
    text: `Je suis séparée.\n\nYahoo Mail : Recherchez, organisez, maîtrisez votre vie\n\n${YAHOO_FR}`,
    own: 'Je suis séparée.',
    signature: 'Yahoo Mail : Recherchez, organisez, maîtrisez votre vie',
  },
  {
    client: 'Yahoo EN',
    text: 'I moved.\n\nOn Monday, November 2, 2026 at 10:12:00 AM GMT+1, Caf <courrier@caf.invalid> wrote:\n\nBonjour',
    own: 'I moved.',
  },
  {
    client: 'Yahoo EN, Android',
    text: 'I moved.\n\nSent from Yahoo Mail on Android\n\n  On Mon, Nov 2, 2026 at 10:12, Caf<courrier@caf.invalid> wrote:   Bonjour\nquel numéro ?',
    own: 'I moved.',
    signature: 'Sent from Yahoo Mail on Android',
  },
  {
    client: 'Yahoo FR, page',
    html: true,
    text: '<div>Je suis séparée.</div><div id="yahoo_quoted_1"><div> Le lundi 2 novembre 2026 à 10:12:00 UTC+1, Caf &lt;courrier@caf.invalid&gt; a écrit : </div><div><br></div><div>quel numéro ?</div></div>',
    own: 'Je suis séparée.',
  },
  {
    client: 'iPhone FR',
    text: `C’est noté.\n\nEnvoyé de mon iPhone\n\n${IPHONE}`,
    own: 'C’est noté.',
    signature: 'Envoyé de mon iPhone',
  },
  { client: 'iPhone FR, sans signature', text: `C’est noté.\n\n${IPHONE}`, own: 'C’est noté.' },
  {
    client: 'iPhone FR, en bas',
    text: `${IPHONE}\n\nC’est noté.\n\nEnvoyé de mon iPhone`,
    own: 'C’est noté.',
    signature: 'Envoyé de mon iPhone',
  },
  {
    client: 'iPhone EN',
    text: `Noted.\n\nSent from my iPhone\n\n> On 2 Nov 2026, at 10:12, Caf <courrier@caf.invalid> wrote:\n> \n> Bonjour`,
    own: 'Noted.',
    signature: 'Sent from my iPhone',
  },
  {
    client: 'iPad FR',
    text: `C’est noté.\n\nEnvoyé de mon iPad\n\n${IPHONE}`,
    own: 'C’est noté.',
    signature: 'Envoyé de mon iPad',
  },
  {
    client: 'iPhone FR, transfert',
    subject: 'Fwd: demande',
    text: 'Envoyé de mon iPhone\n\nDébut du message transféré :\n\n> De: Paul <paul@exemple.invalid>\n> Date: 2 novembre 2026 à 10:12:00 UTC+1\n> À: jeanne@exemple.invalid\n> Objet: demande\n>\n> je veux une attestation',
    own: 'Début du message transféré :\nDe: Paul <paul@exemple.invalid>\nDate: 2 novembre 2026 à 10:12:00 UTC+1\nÀ: jeanne@exemple.invalid\nObjet: demande\nje veux une attestation',
    signature: 'Envoyé de mon iPhone',
  },
  {
    client: 'iPhone, page',
    html: true,
    text: '<div dir="ltr">C’est noté.</div><div dir="ltr"><br>Envoyé de mon iPhone</div><div dir="ltr"><br><blockquote type="cite">Le 2 nov. 2026 à 10:12, Caf &lt;courrier@caf.invalid&gt; a écrit :<br><br></blockquote></div><blockquote type="cite"><div>quel numéro ?</div></blockquote>',
    own: 'C’est noté.',
    signature: 'Envoyé de mon iPhone',
  },
  {
    client: 'Samsung FR',
    text: `J’arrive lundi.\n\nEnvoyé depuis mon appareil mobile Samsung.\n\n${SAMSUNG}`,
    own: 'J’arrive lundi.',
    signature: 'Envoyé depuis mon appareil mobile Samsung.',
  },
  {
    client: 'Android FR, Galaxy',
    text: `J’arrive lundi.\n\nEnvoyé de mon Galaxy\n\n${SAMSUNG}`,
    own: 'J’arrive lundi.',
    signature: 'Envoyé de mon Galaxy',
  },
  { client: 'Android FR, sans signature', text: `J’arrive lundi.\n\n${SAMSUNG}`, own: 'J’arrive lundi.' },
  {
    client: 'Android EN',
    text: `See you.\n\nSent from my Galaxy\n\n-------- Original message --------\n${OUTLOOK_EN}`,
    own: 'See you.',
    signature: 'Sent from my Galaxy',
  },
  { client: 'Thunderbird FR, en haut', text: `Dossier complet.\n\n${THUNDERBIRD}\n${OLD}`, own: 'Dossier complet.' },
  { client: 'Thunderbird FR, en bas', text: `${THUNDERBIRD}\n${OLD}\n\nDossier complet.`, own: 'Dossier complet.' },
  {
    client: 'Thunderbird FR, en bas, signature',
    text: `${THUNDERBIRD}\n${OLD}\n\nDossier complet.\n\n-- \nJeanne Essai`,
    own: 'Dossier complet.',
    signature: 'Jeanne Essai',
  },
  {
    client: 'Thunderbird EN',
    text: `All there.\n\nOn 02/11/2026 10:12, Caf d’essai wrote:\n${OLD}`,
    own: 'All there.',
  },
  {
    client: 'Thunderbird FR, transfert',
    subject: 'Fwd: demande',
    text: '-------- Message transféré --------\nSujet : \tdemande\nDate : \tMon, 2 Nov 2026 10:12:00 +0100\nDe : \tPaul <paul@exemple.invalid>\nPour : \tjeanne@exemple.invalid\n\nje veux une attestation',
    own: '-------- Message transféré --------\nSujet : \tdemande\nDate : \tMon, 2 Nov 2026 10:12:00 +0100\nDe : \tPaul <paul@exemple.invalid>\nPour : \tjeanne@exemple.invalid\nje veux une attestation',
  },
  {
    client: 'Thunderbird, page',
    html: true,
    text: '<p>Dossier complet.</p><div class="moz-cite-prefix">Le 02/11/2026 à 10:12, Caf d’essai a écrit :<br></div><blockquote type="cite"><p>quel numéro ?</p></blockquote>',
    own: 'Dossier complet.',
  },
  {
    client: 'Proton',
    text: `Je déménage.\n\nEnvoyé avec la messagerie sécurisée Proton Mail.\n\nLe lundi 2 novembre 2026 à 10:12, Caf <courrier@caf.invalid> a écrit :\n\n${OLD}`,
    own: 'Je déménage.',
    signature: 'Envoyé avec la messagerie sécurisée Proton Mail.',
  },
  {
    client: 'Avast sous le texte',
    text: 'Je déménage.\n\nGaranti sans virus. www.avast.com',
    own: 'Je déménage.',
    signature: 'Garanti sans virus. www.avast.com',
  },
  {
    client: 'aucune citation',
    text: 'Bonjour,\nje déménage le 3.\nCordialement,\nJeanne Essai',
    own: 'Bonjour,\nje déménage le 3.\nCordialement,\nJeanne Essai',
  },
  {
    client: 'lettre avec en-tête',
    text: 'De : Jeanne Essai\nÀ : Caf d’essai\nObjet : mon loyer\n\nMon loyer a changé.',
    own: 'De : Jeanne Essai\nÀ : Caf d’essai\nObjet : mon loyer\nMon loyer a changé.',
  },
  {
    client: 'lettre qui cite',
    text: 'Le 3 mars la Caf m’a écrit :\nvous devez 200 euros.\nJe conteste.',
    own: 'Le 3 mars la Caf m’a écrit :\nvous devez 200 euros.\nJe conteste.',
  },
  {
    client: 'envoyé par courrier',
    text: 'Bonjour,\nEnvoyé par courrier recommandé le 3 mars.\nMerci',
    own: 'Bonjour,\nEnvoyé par courrier recommandé le 3 mars.\nMerci',
  },
  {
    client: 'envoyé de la poste',
    text: 'Mon dossier :\nEnvoyé depuis la poste de Lyon le 3 mars.',
    own: 'Mon dossier :\nEnvoyé depuis la poste de Lyon le 3 mars.',
  },
];
