/** The plan over HTTPS: one's own shifts, the day's roll for who leads, and what of the document is whose. */
import { env } from 'cloudflare:workers';
import * as v from 'valibot';
import { afterEach, expect, it } from 'vitest';
import { dateOf } from '../../shared/calendar.ts';
import { settingsAnswer, settingsHistory } from '../../shared/settings.ts';
import { schedule, type Cell, type Schedule } from '../../shared/settings/schedule.ts';
import { mineAnswer, rollAnswer } from '../../shared/shift-api.ts';
import { dayAfter } from '../../shared/zone.ts';
import { forgetSettings } from '../../worker/settings/shelf.ts';
import { must } from '../results.ts';
import { knock, post, refusalIn } from './knock.ts';

afterEach(() => forgetSettings());

const operator = { authorization: `Bearer ${env.OPERATOR_KEY}` };
const made = v.object({ password: v.string(), member: v.object({ id: v.string() }) });

async function arrives(login: string, role: 'agent' | 'lead') {
  const member = v.parse(
    made,
    await (await post('/operator/v1/member', { login, name: `${login} 名`, role }, operator, null)).json(),
  );
  const response = await post('/staff/v1/sign-in', { login, password: member.password });
  return { id: member.member.id, headers: { cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '' } };
}
const whole = { from: '00:00', to: '24:00' };
const today = dateOf(Date.now());
const works = (member: string, shift = 'all'): Cell => ({ member, kind: 'work', shifts: [shift] });
const plan: Schedule = {
  ...{ calendar: 'always', grace: 0, needs: [] },
  shifts: [
    { id: 'all', name: '全天', key: '1', tone: 'green', hours: whole, breaks: [] },
    // Not from midnight on: who is on duty half an hour before a spell has come for it.
    { id: 'noon', name: '午后', key: '2', tone: 'green', hours: { from: '12:00', to: '24:00' }, breaks: [] },
  ],
  plan: [
    { date: today, cells: [works('plan-a'), works('plan-b'), { member: 'plan-c', kind: 'leave', reason: '病假' }] },
    { date: dayAfter(today, 1), cells: [works('plan-a', 'noon'), works('plan-b', 'noon')] },
    { date: dayAfter(today, 2), cells: [{ member: 'plan-a', kind: 'leave', reason: '婚假' }] },
  ],
};

it('Q7 Q12 a lead plans; everybody learns their own, leads who came', async () => {
  // Signing in is dear: two come, of the others the plan alone knows.
  const [lead, a] = [await arrives('plan-lead', 'lead'), await arrives('plan-a', 'agent')];
  const seen = v.parse(settingsAnswer, await (await knock('/staff/v1/settings/schedule', lead)).json());
  expect(seen.revision).toBe(1);
  expect(v.parse(schedule, seen.value).plan.length).toBeGreaterThan(20);
  const order = { revision: 1, value: plan };
  const bad = { ...order, value: { ...plan, shifts: [] } };
  const refused = await post('/staff/v1/settings/schedule', bad, lead.headers);
  expect(await refused.text()).toContain('the plan names a shift that is gone');
  expect(await refusalIn(await post('/staff/v1/settings/schedule', order, a.headers))).toBe('not_allowed');
  expect((await post('/staff/v1/settings/schedule', order, lead.headers)).status).toBe(200);

  const desk = env.DESK.getByName('main');
  const agent = { id: a.id, name: 'plan-a', login: 'plan-a' };
  must(await desk.presence({ agent, duty: 'online', connected: true, version: 1 }));
  const mine = async (who: typeof a) => v.parse(mineAnswer, await (await knock('/staff/v1/schedule/mine', who)).json());
  const begins = Date.parse(`${today}T00:00:00+08:00`);
  expect(await mine(a)).toMatchObject({ planned: true, off: null, now: { date: today, from: begins } });
  expect((await mine(a)).next.map((one) => one.date)).toEqual([dayAfter(today, 1)]);
  expect(await mine(lead)).toMatchObject({ planned: false, now: null, next: [] });
  expect(await refusalIn(await knock('/staff/v1/schedule/mine'))).toBe('not_signed_in');

  const roll = v.parse(rollAnswer, await (await knock('/staff/v1/schedule/days/today', lead)).json());
  expect(roll.rows.map((one) => [one.member, one.id, one.standing])).toEqual([
    ['plan-a', a.id, 'present'],
    ['plan-b', null, 'missing'],
  ]);
  expect(roll.rows[0]?.lateMs).toBeGreaterThan(0);
  expect(roll.off).toEqual([{ member: 'plan-c', name: 'plan-c', kind: 'leave' }]);
  expect(roll.next.map((one) => one.name)).toEqual(['plan-a 名', 'plan-b']);
  const tomorrow = `/staff/v1/schedule/days/${dayAfter(today, 1)}`;
  const later = v.parse(rollAnswer, await (await knock(tomorrow, lead)).json());
  expect(later.rows.map((one) => [one.id, one.standing])).toEqual([
    [a.id, 'coming'],
    [null, 'coming'],
  ]);
  expect(await refusalIn(await knock(tomorrow, a))).toBe('not_allowed');
  expect(await refusalIn(await knock('/staff/v1/schedule/days/2026-02-30', lead))).toBe('not_found');

  const reasons = async (who: typeof a) => {
    const read = v.parse(settingsAnswer, await (await knock('/staff/v1/settings/schedule', who)).json());
    const past = v.parse(settingsHistory, await (await knock('/staff/v1/settings/schedule/history', who)).json());
    const told = [read.value, past.revisions[0]?.value].map((value) => JSON.stringify(value));
    return told.map((text) => ['病假', '婚假'].filter((one) => text.includes(one)).join());
  };
  expect(await reasons(lead)).toEqual(['病假,婚假', '病假,婚假']);
  expect(await reasons(a)).toEqual(['婚假', '婚假']);
}, 120_000);
