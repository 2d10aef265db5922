import { type OfficeShown, renderPublicPage } from '../../platform/http/public-page';
import type { AnswerFaults, AnswerForm } from './read-answer-form';

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
export function renderAnswerForm(office: OfficeShown, form: AnswerForm, faults: AnswerFaults): string {
  const wrong = Object.keys(faults).length > 0;
  return renderPublicPage({
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
export function renderTransmitted(office: OfficeShown): string {
  return renderPublicPage({
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
export function renderCodeForm(office: OfficeShown, fault?: string): string {
  return renderPublicPage({
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
export function renderRefusal(office: OfficeShown, title: string, what: string): string {
  return renderPublicPage({
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
