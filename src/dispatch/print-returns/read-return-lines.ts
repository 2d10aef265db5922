import { z } from 'zod';
import { type CalendarDay, isCalendarDay } from '../../domain/calendar/calendar-days';
import {
  type PrintReturn,
  RETURN_STATUSES,
  type ReturnStatus,
  UNDELIVERED_REASONS,
} from '../../domain/print/print-return';
import { ok, type Result, refused } from '../../domain/result';
import { rowsOfCsv } from './rows-of-csv';

/** A line of a return file: what it tells, or why it is refused, never repeating what it held. */
export interface ReturnLine {
  /** In the file, from 1; of an item in a JSON list, its place. */
  readonly line: number;
  readonly told: Result<PrintReturn, string>;
}

type Fields = Readonly<Record<'id' | 'status' | 'on' | 'reason', string>>;
type Field = keyof Fields;

const NAMES: Readonly<Record<string, Field>> = {
  ...{ id: 'id', letter: 'id', lettre: 'id', identifiant: 'id' },
  ...{ status: 'status', statut: 'status', etat: 'status' },
  ...{ on: 'on', date: 'on', le: 'on' },
  ...{ reason: 'reason', motif: 'reason' },
};
const ORDER: readonly Field[] = ['id', 'status', 'on', 'reason'];
const STATUSES: Readonly<Record<string, ReturnStatus>> = {
  ...{ printed: 'printed', imprime: 'printed', imprimee: 'printed' },
  ...{ posted: 'posted', poste: 'posted', postee: 'posted', depose: 'posted', deposee: 'posted' },
  ...{
    undelivered: 'undelivered',
    npai: 'undelivered',
    'non distribue': 'undelivered',
    'non distribuee': 'undelivered',
  },
};
/** As the manifest names a letter, or one of its files. */
const ID = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:-\d+(?:\.pdf)?)?$/;
const FRENCH_DATE = /^(\d{2})\/(\d{2})\/(\d{4})$/;

const jsonItem = z.looseObject({
  id: z.string(),
  status: z.string(),
  on: z.string().optional(),
  date: z.string().optional(),
  reason: z.string().nullish(),
});

/**
 * Reads a print centre's return: CSV (with or without its head; semicolons, commas or tabs), a JSON list, `{"letters": […]}`, or JSON
 * a line. Statuses in English or French, dates as 2026-11-23 or 23/11/2026.
 * @param today after which nothing has happened yet @returns its lines in order; or why none can be read
 */
export function readReturnLines(text: string, today: CalendarDay): Result<readonly ReturnLine[], string> {
  const content = text.replace(/^\ufeff/, '');
  if (content.trim() === '') return refused('fichier vide');
  const start = content.trimStart()[0];
  const lines = start === '[' || start === '{' ? jsonLines(content) : csvLines(content);
  return lines.ok ? ok(lines.value.map(({ line, fields }) => ({ line, told: tellOf(fields, today) }))) : lines;
}

interface RawLine {
  readonly line: number;
  /** Null where the line is no line of a return at all. */
  readonly fields: Fields | null;
}

function jsonLines(content: string): Result<readonly RawLine[], string> {
  const whole = parsed(content);
  const list = Array.isArray(whole) ? whole : lettersOf(whole);
  if (list !== null) return ok(list.map((item, index) => ({ line: index + 1, fields: fieldsOf(item) })));
  if (content.trimStart().startsWith('[')) return refused('JSON mal formé');
  const rows = content.split('\n').map((row, index) => ({ row, line: index + 1 }));
  return ok(
    rows.filter(({ row }) => row.trim() !== '').map(({ row, line }) => ({ line, fields: fieldsOf(parsed(row)) })),
  );
}

function lettersOf(value: unknown): unknown[] | null {
  const letters = (value as { letters?: unknown } | null | undefined)?.letters;
  return Array.isArray(letters) ? letters : null;
}

function fieldsOf(item: unknown): Fields | null {
  const read = jsonItem.safeParse(item);
  if (!read.success) return null;
  const { id, status, on, date, reason } = read.data;
  return { id, status, on: on ?? date ?? '', reason: reason ?? '' };
}

function csvLines(content: string): Result<readonly RawLine[], string> {
  const rows = rowsOfCsv(content);
  const head = rows[0]?.cells.map((cell) => NAMES[plain(cell)]) ?? [];
  const hasHead = head.includes('id');
  if (hasHead && !(head.includes('status') && head.includes('on')))
    return refused('en-tête\u00a0: colonnes id, statut et date attendues');
  const columns = hasHead ? head : ORDER;
  return ok(
    (hasHead ? rows.slice(1) : rows).map(({ line, cells }) => {
      const fields: Record<Field, string> = { id: '', status: '', on: '', reason: '' };
      columns.forEach((column, index) => {
        if (column !== undefined) fields[column] = cells[index]?.trim() ?? '';
      });
      return { line, fields };
    }),
  );
}

function tellOf(fields: Fields | null, today: CalendarDay): Result<PrintReturn, string> {
  if (fields === null) return refused('ligne sans id, statut et date');
  const id = ID.exec(fields.id.trim().toLowerCase())?.[1];
  if (id === undefined) return refused('identifiant de lettre mal formé');
  const status = STATUSES[plain(fields.status)];
  if (status === undefined) return refused(`statut inconnu, attendu ${RETURN_STATUSES.join(', ')}`);
  const on = dayOf(fields.on.trim());
  if (on === null) return refused('date mal formée, attendue comme 2026-11-23 ou 23/11/2026');
  if (on > today) return refused('date à venir');
  if (status !== 'undelivered') return ok({ id, status, on, reason: null });
  const word = plain(fields.reason).replaceAll(' ', '-');
  const reason = word === '' ? 'npai' : UNDELIVERED_REASONS.find((one) => one === word);
  if (reason === undefined) return refused(`motif inconnu, attendu ${UNDELIVERED_REASONS.join(', ')}`);
  return ok({ id, status, on, reason });
}

function dayOf(text: string): CalendarDay | null {
  const [, day, month, year] = FRENCH_DATE.exec(text) ?? [];
  const written = day === undefined ? text.slice(0, 10) : `${year}-${month}-${day}`;
  return isCalendarDay(written) ? written : null;
}

/** Without case or accents. */
const plain = (text: string): string =>
  text
    .trim()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[_\s]+/g, ' ');

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
