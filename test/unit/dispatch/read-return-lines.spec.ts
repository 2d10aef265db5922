import { readReturnLines } from '../../../src/dispatch/print-returns/read-return-lines';

/** All real; the ids are invented. */
const ID = '0199f3a2-5c1e-7d40-8a6b-3f2e1d0c9b8a';
const TODAY = '2026-11-23';

const read = (text: string) => {
  const lines = readReturnLines(text, TODAY);
  if (!lines.ok) return lines.error;
  return lines.value.map(({ line, told }) => [
    line,
    told.ok ? [told.value.id === ID, told.value.status, told.value.on, told.value.reason] : told.error,
  ]);
};

describe('a return file', () => {
  const told = [true, 'posted', '2026-11-20', null];

  it.each([
    ['CSV with its head', `id;status;date\r\n${ID};posted;2026-11-20\r\n`, 2],
    [
      'CSV in French, other order, a mark first',
      `\ufeffDate;Statut;Lettre\n20/11/2026;Postée;${ID.toUpperCase()}\n`,
      2,
    ],
    ['CSV without a head', `${ID};poste;20/11/2026\n`, 1],
    ['commas and quotes', `id,status,date,reason\n"${ID}","posted","2026-11-20",""\n`, 2],
    ['a file of the letter as its id', `${ID}-1.pdf\tposted\t2026-11-20\n`, 1],
    ['a JSON list', JSON.stringify([{ id: ID, status: 'posted', on: '2026-11-20' }]), 1],
    ['letters in a JSON object', JSON.stringify({ letters: [{ id: ID, status: 'posted', date: '2026-11-20' }] }), 1],
    [
      'JSON a line',
      `\n${JSON.stringify({ id: ID, status: 'posted', date: '2026-11-20T10:00:00Z', reason: null })}\n`,
      2,
    ],
  ])('is read as %s', (_, text, line) => {
    expect(read(text)).toEqual([[line, told]]);
  });

  it('takes a letter that came back without a reason for one whose addressee is unknown there', () => {
    const back = ['npai;2026-11-20', 'undelivered;2026-11-20;Refusé', 'non distribué;2026-11-20;non réclamé'];
    expect(read(back.map((line) => `${ID};${line}`).join('\n'))).toEqual([
      [1, [true, 'undelivered', '2026-11-20', 'npai']],
      [2, [true, 'undelivered', '2026-11-20', 'refuse']],
      [3, [true, 'undelivered', '2026-11-20', 'non-reclame']],
    ]);
  });

  it.each([
    ['pas un id;posted;2026-11-20', 'identifiant de lettre mal formé'],
    [`${ID};brûlée;2026-11-20`, 'statut inconnu, attendu printed, posted, undelivered'],
    [`${ID};posted;2026-02-30`, 'date mal formée, attendue comme 2026-11-23 ou 23/11/2026'],
    [`${ID};posted;2026-11-24`, 'date à venir'],
    [`${ID};npai;2026-11-20;marre`, 'motif inconnu, attendu npai, acces, refuse, non-reclame'],
    [`${ID}`, 'statut inconnu, attendu printed, posted, undelivered'],
    ['{"id":1}', 'ligne sans id, statut et date'],
    ['{"id', 'ligne sans id, statut et date'],
  ])('refuses «%s» with its reason, and reads on', (line, why) => {
    expect(read(line)).toEqual([[1, why]]);
  });

  it('counts lines as an editor does, quoted ends of line and empty lines too', () => {
    expect(read(`id;status;date;reason\n\n${ID};posted;2026-11-20;"a\nb"\n\nx;posted;2026-11-20\n`)).toEqual([
      [3, told],
      [6, 'identifiant de lettre mal formé'],
    ]);
  });

  it.each([
    ['', 'fichier vide'],
    [' \n ', 'fichier vide'],
    ['[{"id":', 'JSON mal formé'],
    ['id;autre\n', 'en-tête\u00a0: colonnes id, statut et date attendues'],
  ])('refuses %j as a whole', (text, why) => {
    expect(read(text)).toBe(why);
  });
});
