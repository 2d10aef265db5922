import { createHash } from 'node:crypto';
import type { ComponentChildren } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import type { Office } from '../../domain/office';
import type { AnswerFaults, AnswerForm } from './read-answer-form';

/** One column that fits a phone of 320 px; no script, nothing from elsewhere. */
const STYLE = `
:root{--ink:#1b2230;--soft:#4a5365;--line:#7a8496;--paper:#fff;--ground:#f4f6fa;--accent:#1f4fbf;--wrong:#a3161f;--wrong-soft:#fdeeee;font:18px/1.5 "Source Sans 3",system-ui,sans-serif;color:var(--ink);background:var(--ground)}
*{box-sizing:border-box}body{margin:0}:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
header,main,footer{max-width:38rem;margin:0 auto;padding:12px 16px}header{font-weight:600}footer{color:var(--soft);font-size:1rem}
main{background:var(--paper);border:1px solid #d3d9e4;border-radius:8px;padding:20px 16px}h1{font-size:1.5rem;line-height:1.25;margin:0 0 12px}h2{font-size:1.1rem;margin:0 0 6px}
p{margin:0 0 12px}ul{margin:0;padding-left:1.2em}a{color:var(--accent)}
label,legend{display:block;font-weight:600;padding:0}.hint{display:block;font-weight:400;color:var(--soft);font-size:1rem}
input{font:inherit;width:100%;margin-top:4px;padding:10px 12px;border:1px solid var(--line);border-radius:6px;background:var(--paper);color:inherit}
input[aria-invalid]{border:2px solid var(--wrong)}.field,fieldset{margin:0 0 20px;padding:0;border:0;min-width:0}
.parts{display:flex;flex-wrap:wrap;gap:10px;margin-top:4px}.parts label{font-weight:400}.parts input{width:3.75rem}.parts .year input{width:5.25rem}
.fault{display:block;color:var(--wrong);font-weight:600}.faults{border:2px solid var(--wrong);background:var(--wrong-soft);border-radius:6px;padding:12px 16px;margin:0 0 20px}.faults a{color:var(--wrong)}
button{font:inherit;font-weight:600;width:100%;padding:12px 20px;border:0;border-radius:6px;background:var(--accent);color:#fff;cursor:pointer}
@media (min-width:40rem){main{margin-top:24px;padding:32px 40px}button{width:auto}}`;

/** The page's own style sheet is the only thing that it may load. */
export const ANSWER_PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

type Particulars = Pick<Office, 'name' | 'phone' | 'email'>;

interface PageProps {
  readonly office: Particulars;
  readonly title: string;
  readonly children: ComponentChildren;
}

function Page({ office, title, children }: PageProps) {
  return (
    <html lang="fr">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{`${title} – ${office.name}`}</title>
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <header>{office.name}</header>
        <main>{children}</main>
        <footer>
          <p>
            {'Une difficulté\u00a0? Appelez le '}
            {office.phone.replaceAll(' ', '\u00a0')}
            {' ou écrivez à '}
            <a href={`mailto:${office.email}`}>{office.email}</a>.
          </p>
        </footer>
      </body>
    </html>
  );
}

const render = (props: PageProps): string => `<!doctype html>${renderToStaticMarkup(<Page {...props} />)}`;

interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly fault: string | undefined;
  readonly value?: string;
  readonly autocomplete: string;
  readonly maxLength: number;
}

/** A labelled field; its hint and its fault are read out with it. */
function Field({ id, label, hint, fault, value, autocomplete, maxLength }: FieldProps) {
  const described = [
    ...(hint === undefined ? [] : [`${id}-aide`]),
    ...(fault === undefined ? [] : [`${id}-erreur`]),
  ].join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint !== undefined && (
        <span class="hint" id={`${id}-aide`}>
          {hint}
        </span>
      )}
      {fault !== undefined && (
        <span class="fault" id={`${id}-erreur`}>
          {fault}
        </span>
      )}
      <input
        id={id}
        name={id}
        {...(value === undefined ? {} : { value })}
        autocomplete={autocomplete}
        maxLength={maxLength}
        spellcheck={false}
        required
        {...(described === '' ? {} : { 'aria-describedby': described })}
        {...(fault === undefined ? {} : { 'aria-invalid': 'true' as const })}
      />
    </div>
  );
}

const DATE_PARTS = [
  { name: 'jour', label: 'Jour', autocomplete: 'bday-day', length: 2 },
  { name: 'mois', label: 'Mois', autocomplete: 'bday-month', length: 2 },
  { name: 'annee', label: 'Année', autocomplete: 'bday-year', length: 4 },
] as const;

function BirthDate({ form, fault }: { readonly form: AnswerForm; readonly fault: string | undefined }) {
  return (
    <fieldset aria-describedby={fault === undefined ? 'naissance-aide' : 'naissance-aide naissance-erreur'}>
      <legend>Date de naissance</legend>
      <span class="hint" id="naissance-aide">
        {'Par exemple\u00a0: 12 8 1955'}
      </span>
      {fault !== undefined && (
        <span class="fault" id="naissance-erreur">
          {fault}
        </span>
      )}
      <div class="parts">
        {DATE_PARTS.map(({ name, label, autocomplete, length }) => (
          <div class={name === 'annee' ? 'year' : 'short'}>
            <label for={name}>{label}</label>
            <input
              id={name}
              name={name}
              value={form[name]}
              inputMode="numeric"
              autocomplete={autocomplete}
              maxLength={length}
              required
              {...(fault === undefined ? {} : { 'aria-invalid': 'true' as const })}
            />
          </div>
        ))}
      </div>
    </fieldset>
  );
}

/** Which field a fault's link leads to. */
const FIRST_OF = { nom: 'nom', prenom: 'prenom', naissance: 'jour', nir: 'nir' } as const;

function Faults({ faults }: { readonly faults: AnswerFaults }) {
  const found = (Object.keys(FIRST_OF) as (keyof AnswerFaults)[]).filter((name) => faults[name] !== undefined);
  if (found.length === 0) return null;
  return (
    <div class="faults" role="alert">
      <h2>Rien n’est encore envoyé</h2>
      <ul>
        {found.map((name) => (
          <li>
            <a href={`#${FIRST_OF[name]}`}>{faults[name]}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The form. The number is never put back into it: it is not to come back from the server. */
export function renderAnswerForm(office: Particulars, form: AnswerForm, faults: AnswerFaults): string {
  const wrong = Object.keys(faults).length > 0;
  return render({
    office,
    title: `${wrong ? 'À corriger\u00a0: d' : 'D'}onner votre numéro de sécurité sociale`,
    children: (
      <>
        <h1>Donnez votre numéro de sécurité sociale</h1>
        <p>
          Nous vous l’avons demandé pour pouvoir traiter votre demande. Ce que vous écrivez ici n’est lu que par la Caf.
        </p>
        <Faults faults={faults} />
        <form method="post" noValidate>
          <Field id="nom" label="Nom" fault={faults.nom} value={form.nom} autocomplete="family-name" maxLength={80} />
          <Field
            id="prenom"
            label="Prénom"
            fault={faults.prenom}
            value={form.prenom}
            autocomplete="given-name"
            maxLength={80}
          />
          <BirthDate form={form} fault={faults.naissance} />
          <Field
            id="nir"
            label="Numéro de sécurité sociale"
            hint={
              '13 chiffres, et la clé de 2 chiffres si vous l’avez. Il figure sur votre carte Vitale. Les espaces ne gênent pas.'
            }
            fault={faults.nir}
            autocomplete="off"
            maxLength={40}
          />
          <button type="submit">Envoyer à la Caf</button>
        </form>
      </>
    ),
  });
}

/** After every form that is well written, whatever became of it. */
export function renderTransmitted(office: Particulars): string {
  return render({
    office,
    title: 'Réponse reçue',
    children: (
      <>
        <h1>Merci</h1>
        <p>
          <strong>{'Si le lien est valable, votre réponse est transmise\u00a0: vous n’avez plus rien à faire.'}</strong>{' '}
          Nous reprenons votre demande, et vous recevrez notre réponse par e-mail ou par courrier.
        </p>
        <p>
          Un lien ne sert qu’une fois, et pendant quelques jours seulement. Si vous n’avez rien reçu dans les dix jours,
          répondez à notre message ou à notre lettre, ou appelez-nous.
        </p>
      </>
    ),
  });
}

/** Where who holds a letter types its code. */
export function renderCodeForm(office: Particulars, fault?: string): string {
  return render({
    office,
    title: `${fault === undefined ? '' : 'À corriger\u00a0: '}Répondre à notre lettre`,
    children: (
      <>
        <h1>Répondre à notre lettre</h1>
        <form method="post" noValidate>
          <Field
            id="code"
            label="Code écrit sur la lettre"
            hint="28 lettres et chiffres, en 7 groupes de 4. Majuscules et tirets ne comptent pas."
            fault={fault}
            autocomplete="off"
            maxLength={60}
          />
          <button type="submit">Continuer</button>
        </form>
      </>
    ),
  });
}

/** One thing that went wrong, and what to do. */
export function renderRefusal(office: Particulars, title: string, what: string): string {
  return render({
    office,
    title,
    children: (
      <>
        <h1>{title}</h1>
        <p>{what}</p>
      </>
    ),
  });
}
