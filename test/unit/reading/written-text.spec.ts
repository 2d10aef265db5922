import { htmlToText } from '../../../src/reading/text/html-to-text';
import { splitQuotedText } from '../../../src/reading/text/split-quoted-text';

/** What a person newly wrote, and what a page shows. Real: both functions. Fake: nothing. */
describe('splitQuotedText', () => {
  const own = (text: string, subject = 'Re: dossier') =>
    splitQuotedText(text, subject)
      .filter(({ source }) => source === 'body')
      .map((piece) => piece.text)
      .join('\n');
  const OLD = 'Bonjour, votre numéro ?';

  it.each([
    ['Gmail', `Le lun. 2 nov. 2026 à 10:00, Caf <contact@caf.invalid> a écrit :\n\n> ${OLD}`],
    ['Gmail, folded', `Le lun. 2 nov. 2026 à 10:00, Caf de Paris\n<contact@caf.invalid> a écrit :\n\n> ${OLD}`],
    ['iPhone', `Envoyé de mon iPhone\n\n> Le 2 nov. 2026 à 10:00, Caf <contact@caf.invalid> a écrit :\n> \n> ${OLD}`],
    ['Thunderbird', `Le 02/11/2026 à 10:00, Caf a écrit :\n> ${OLD}`],
    [
      'Outlook',
      `________________________________\nDe : Caf <contact@caf.invalid>\nEnvoyé : lundi 2 novembre 2026 10:00\nÀ : Jeanne\nObjet : dossier\n\n${OLD}`,
    ],
    ['Outlook, bold', `*De :* Caf\n*Envoyé :* lundi\n*À :* Jeanne\n*Objet :* dossier\n\n${OLD}`],
    ['old Outlook', `-----Message d'origine-----\nDe : Caf\n\n${OLD}`],
    ['old Outlook, curly', `-----Message d’origine-----\nDe : Caf\n\n${OLD}`],
    ['English', `On Mon, Nov 2, 2026 at 10:00 AM Caf <contact@caf.invalid> wrote:\n> ${OLD}`],
    ['English Outlook', `From: Caf\nSent: Monday\nTo: Jeanne\nSubject: dossier\n\n${OLD}`],
  ])('leaves out what %s quotes', (_program, quote) => {
    expect(own(`Voici mon numéro.\n\n${quote}`)).toBe('Voici mon numéro.');
  });

  it('keeps answers written between and under the quoted lines', () => {
    expect(
      own(`Le 2 nov. 2026 à 10:00, Caf <c@caf.invalid> a écrit :\n> votre nom ?\nDupont\n> prénom ?\nJeanne`),
    ).toBe('Dupont\nJeanne');
  });

  it.each([
    ['a letter that tells who wrote', 'Le 3 mars la Caf m’a écrit :\nvous devez 200 euros.\nJe conteste.'],
    ['a sentence', 'Le service a écrit :\nvotre dossier est complet.\nPourquoi ce retard ?'],
    ['a form', 'De : 01/2026\nje n’ai rien reçu'],
    ['a dash', `Bonjour\n--\n${'Une longue explication. '.repeat(60)}`],
  ])('takes no quote out of %s', (_case, text) => {
    expect(own(text, 'dossier')).toContain(text.trim().split('\n').at(-1)?.trim());
  });

  it('tells the signature', () => {
    expect(splitQuotedText('merci\n\n-- \nJeanne Dupont\n12 rue X', 'x')).toEqual([
      { source: 'body', text: 'merci' },
      { source: 'signature', text: '-- \nJeanne Dupont\n12 rue X' },
    ]);
    expect(splitQuotedText('merci\nEnvoyé de mon iPhone', 'x')[1]).toEqual({
      source: 'signature',
      text: 'Envoyé de mon iPhone',
    });
  });

  it('takes a forward without new words for what was sent, an answer without new words for our own letter', () => {
    const forwarded = `Envoyé de mon iPhone\n\nDébut du message transféré :\n\n> De: Jeanne\n> Objet: attestation\n>\n> je la veux`;
    expect(own(forwarded, 'x')).toContain('je la veux');
    expect(own('---------- Forwarded message ---------\nDe : Jeanne\n\nje la veux', 'x')).toContain('je la veux');
    expect(own(`De : Jeanne\nEnvoyé : lundi\nÀ : Paul\nObjet : x\n\nje la veux`, 'TR : x')).toContain('je la veux');
    expect(own(`Le 2 nov. 2026 à 10:00, Caf <c@caf.invalid> a écrit :\n> ${OLD}`)).toBe('');
  });
});

describe('htmlToText', () => {
  it.each([
    ['<p>un<br>deux</p><div>trois</div>', 'un\ndeux\n\ntrois'],
    ['<style>p{}</style><script>x()</script><title>t</title>vu', 'vu'],
    ['<p style="display: none">caché</p><span style="font-size:0px">caché</span><div hidden>caché</div>vu', 'vu'],
    ['<div style="display:none"><table><tr><td>caché</td></tr></table></div>vu', 'vu'],
    ['<span style="font-size:0.9em">vu</span>', 'vu'],
    ['&eacute;t&#233;&nbsp;!', 'été\u00a0!'],
    ['<!-- caché -->vu<![if x]>', 'vu'],
    ['<table><tr><td>Nom</td><td>Dupont</td></tr><tr><td>Ville</td><td></td></tr></table>', 'Nom | Dupont\nVille'],
    [`<table><tr>${[...'185'].map((digit) => `<td> ${digit} </td>`).join('')}</tr></table>`, '1 | 8 | 5'],
    ['<table><tr><td>1<td>85<td>05<td>2A<td>006<td>084<td>91</table>', '1 85 05 2A 006 084 91'],
    ['<table><tr><td>0260311</td><td>1850578006084</td></tr></table>', '0260311 | 1850578006084'],
    ['vu<blockquote type="cite"><p>ancien</p><p>texte</p></blockquote>', 'vu\n> ancien\n>\n> texte'],
    ['<ul><li>un</li><li>deux</li></ul>', '- un\n- deux'],
    ['<form>NIR <input value="123"><input type=hidden value=caché></form>', 'NIR 123'],
    ['<pre>a\n  b</pre>', 'a\nb'],
    ['un < deux', 'un < deux'],
    ['<p>jamais fermé', 'jamais fermé'],
  ])('%s', (html, text) => {
    expect(htmlToText(html)).toBe(text);
  });
});
