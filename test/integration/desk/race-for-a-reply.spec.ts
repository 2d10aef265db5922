import { N } from '../../builders/invented-households';
import { AskingHouse } from '../../fakes/asking-house';
import { type AtTheDesk, enterByKey } from '../../fakes/at-the-desk';

/**
 * Two agents answer one item at once, and its sender gets one reply: a few of the five hundred races of `npm run chaos -- --race`.
 * Real: PostgreSQL, its queue, HTTP, SMTP both ways, reading, triage, composition. Fake: the relay that vouches for the sender, who
 * is invented.
 */
describe('two agents racing for one item', () => {
  const RACES = 8;
  const ADDRESS = 'dossier0410417@exemple.invalid';
  let house: AskingHouse;
  let ada: AtTheDesk;
  let bo: AtTheDesk;
  const ids: string[] = [];

  beforeAll(async () => {
    house = await AskingHouse.start({ DOUBLE_DAYS: '0' });
    const enter = async (name: string) =>
      enterByKey(house.url, await house.running.house.apiKeys.create('operate', name));
    [ada, bo] = [await enter('Ada Essai'), await enter('Bo Essai')];
    const mail = { from: ADDRESS, name: 'Sophie Martin' };
    for (let n = 1; n <= RACES; n++)
      ids.push(
        await house.receive({ ...mail, text: `On me frappe (${n}). Mon NIR : ${N.sophie}.\r\n\r\nSophie Martin` }),
      );
    for (const id of ids) await house.settled(id, 'needs-agent');
  }, 120_000);
  afterAll(() => house.stop());

  const letter = { acte: 'lettre', revision: '1', lettre: 'acces-compte' };
  const other = { ...letter, lettre: 'information', 'champ-message': 'Votre demande est à l’étude.' };

  it('send one reply each time', async () => {
    for (const id of ids) {
      const both = await Promise.all([ada.post(`/bureau/${id}`, letter), bo.post(`/bureau/${id}`, other)]);
      expect(both.map(({ status }) => status).sort()).toEqual([303, 409]);
    }
    for (const id of ids) await house.settled(id, 'answered');
    const mails = house.sink.mails.filter(({ to }) => to.includes(ADDRESS));
    expect(mails).toHaveLength(RACES);
    expect(new Set(mails.map(({ mail }) => mail.messageId)).size).toBe(RACES);
    const { rows } = await house.query(
      `select correspondence_id as id, count(*)::int as count, min(state) as state from ledger group by 1`,
    );
    expect(rows).toHaveLength(RACES);
    expect(rows.every(({ count, state }) => count === 1 && state === 'sent')).toBe(true);
    const told = await house.query("select count(*)::int as count from journal where event = 'settled-by-agent'");
    expect(told.rows).toEqual([{ count: RACES }]);
  });
});
