import fc from 'fast-check';
import { addDays, daysBetween } from '../../../../src/domain/calendar/calendar-days';
import { clockOf, type Pause, pauseClock, resumeClock } from '../../../../src/domain/calendar/reply-clock';
import {
  type DeadlineBasis,
  type DeadlineRules,
  deadlineBasisOf,
  deadlinesOf,
} from '../../../../src/domain/calendar/reply-deadlines';
import { addWorkingDays, isWorkingDay, workingDaysBetween } from '../../../../src/domain/calendar/working-days';

const RULES: DeadlineRules = {
  holidays: {},
  acknowledgeWithin: 1,
  answerWithin: 10,
  urgentWithin: 1,
  warnBefore: 3,
  lateAfter: 0,
};
const basis = (over: Partial<DeadlineBasis> = {}): DeadlineBasis => ({
  receivedOn: '2026-04-30',
  acknowledged: 'at-once',
  legalMonths: 2,
  urgent: false,
  ...over,
});
const pause = (over: Partial<Pause> = {}): Pause => ({
  reason: 'identifiant-manquant',
  from: '2026-05-04',
  until: '2026-05-11',
  answerBy: null,
  ...over,
});

describe('a correspondence’s deadlines', () => {
  it('dates everything from the day of receipt, over 1 May and its bridge', () => {
    expect(deadlinesOf(basis(), [], RULES)).toEqual({
      acknowledgeOn: '2026-05-04',
      legalOn: '2026-06-30',
      internalOn: '2026-05-19',
      nearingOn: '2026-05-13',
      lateOn: '2026-05-20',
    });
  });

  it('counts the holidays of Alsace-Moselle where they are the office’s', () => {
    const there = { ...RULES, holidays: { alsaceMoselle: true } };
    const received = basis({ receivedOn: '2026-04-02' });
    expect(deadlinesOf(received, [], RULES).acknowledgeOn).toBe('2026-04-03');
    expect(deadlinesOf(received, [], there).acknowledgeOn).toBe('2026-04-07');
  });

  it('lets no acknowledgement be later than the law’s ten working days, nor one be given that nobody is owed', () => {
    const slow = { ...RULES, acknowledgeWithin: 30 };
    expect(deadlinesOf(basis(), [], slow).acknowledgeOn).toBe('2026-05-19');
    expect(deadlinesOf(basis({ acknowledged: 'in-time' }), [], RULES).acknowledgeOn).toBe('2026-05-19');
    expect(deadlinesOf(basis({ acknowledged: 'never' }), [], RULES).acknowledgeOn).toBeNull();
  });

  it.each([
    ['email', ['attestation-paiement'], 'at-once', 2],
    ['post', ['attestation-paiement'], 'never', 2],
    ['post', ['attestation-paiement', 'adresse'], 'in-time', 2],
    ['post', [], 'in-time', 2],
    ['email', ['autre', 'donnees-personnelles'], 'at-once', 1],
  ] as const)('%s asking for %j is acknowledged %s and answered within %i months', (channel, kinds, how, months) => {
    const found = deadlineBasisOf({ receivedOn: '2026-04-30', channel, kinds, urgent: false });
    expect(found).toMatchObject({ acknowledged: how, legalMonths: months });
  });

  it('answers danger on the next working day, and the shorter law before the longer habit', () => {
    expect(deadlinesOf(basis({ urgent: true }), [], RULES)).toMatchObject({
      internalOn: '2026-05-04',
      lateOn: '2026-05-05',
    });
    const slow = { ...RULES, answerWithin: 60 };
    expect(deadlinesOf(basis({ legalMonths: 1 }), [], slow)).toMatchObject({
      legalOn: '2026-05-30',
      lateOn: '2026-05-31',
    });
  });

  it('stands still while the sender is waited for, and goes on with the days that were left', () => {
    const open = pauseClock([], { reason: 'identifiant-manquant', from: '2026-05-04', answerBy: null });
    expect(deadlinesOf(basis(), open, RULES)).toMatchObject({ legalOn: null, internalOn: null, lateOn: null });
    const closed = resumeClock(open, '2026-05-11');
    expect(closed).toEqual([pause()]);
    // Seven days, of which 8 May and a week-end are none of the office's.
    expect(deadlinesOf(basis(), closed, RULES)).toMatchObject({ legalOn: '2026-07-07', internalOn: '2026-05-26' });
  });

  it('starts anew with the missing pieces (CRPA L114-5), whatever had stood still before', () => {
    const pauses = [pause(), pause({ reason: 'pieces-manquantes', from: '2026-05-12', until: '2026-06-01' })];
    expect(deadlinesOf(basis(), pauses, RULES)).toMatchObject({ legalOn: '2026-08-01', internalOn: '2026-06-15' });
  });

  it('keeps the first reason of a pause, and ends none before it began', () => {
    const open = pauseClock([], { reason: 'pieces-manquantes', from: '2026-05-04', answerBy: '2026-06-03' });
    expect(pauseClock(open, { reason: 'identifiant-manquant', from: '2026-05-06', answerBy: null })).toBe(open);
    expect(resumeClock(open, '2026-05-01')).toMatchObject([{ until: '2026-05-04' }]);
    expect(clockOf('2026-04-30', open).paused).toMatchObject({ answerBy: '2026-06-03' });
  });

  const day = fc.integer({ min: 0, max: 200_000 }).map((days) => addDays('1800-01-01', days));

  it('never ends on a day off what is counted in working days, nor earlier for having stood still', () => {
    fc.assert(
      fc.property(day, fc.nat(30), fc.nat(40), (receivedOn, begins, lasts) => {
        const from = addDays(receivedOn, begins);
        const stood = pause({ from, until: addDays(from, lasts) });
        const plain = deadlinesOf(basis({ receivedOn }), [], RULES);
        const moved = deadlinesOf(basis({ receivedOn }), [stood], RULES);
        expect(isWorkingDay(moved.internalOn ?? '')).toBe(true);
        expect((moved.internalOn ?? '') >= (plain.internalOn ?? '')).toBe(true);
        expect(daysBetween(plain.legalOn ?? '', moved.legalOn ?? '')).toBe(lasts);
      }),
    );
  });

  it('counts working days back as it counts them forth', () => {
    fc.assert(
      fc.property(day, fc.nat(40), (from, count) => {
        const to = addWorkingDays(from, count);
        expect(workingDaysBetween(from, to)).toBe(count);
        if (isWorkingDay(from)) expect(addWorkingDays(to, -count)).toBe(from);
      }),
    );
  });
});
