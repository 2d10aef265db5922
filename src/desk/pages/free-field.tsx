import type { FreeField as Field } from '../../domain/outgoing-letter';
import { freeName } from '../replies/reply-form';

/** A place in a letter that an agent writes, with its label. */
export function FreeField({ field: { name, label, type }, value }: { readonly field: Field; readonly value: string }) {
  return (
    <p>
      <label for={name}>{label}</label>
      {type === 'text' && <span class="hint soft">Une ligne vide commence un nouveau paragraphe.</span>}
      {type === 'text' && (
        <textarea id={name} name={freeName(name)} rows={10} cols={72} maxLength={6000} required>
          {value}
        </textarea>
      )}
      {type === 'day' && <input id={name} name={freeName(name)} type="date" value={value} required />}
      {type === 'line' && (
        <input id={name} name={freeName(name)} size={60} maxLength={200} value={value} autocomplete="off" required />
      )}
    </p>
  );
}
