/** The desk's operations over HTTPS: whys for whoever serves, figures of people for who leads. */
import { env } from 'cloudflare:workers';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { dayAnswer, decisionsAnswer } from '../../shared/desk-api.ts';
import { dateOf } from '../../shared/calendar.ts';
import { must } from '../results.ts';
import { knock, post, refusalIn } from './knock.ts';

const operator = { authorization: `Bearer ${env.OPERATOR_KEY}` };

async function cookieOf(login: string, role: 'agent' | 'lead' | 'editor'): Promise<string> {
  const made = await post('/operator/v1/member', { login, name: login, role }, operator, null);
  const { password } = v.parse(v.object({ password: v.string() }), await made.json());
  const response = await post('/staff/v1/sign-in', { login, password });
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

it('D16 D17 decisions and a day’s figures, each for who may see them', async () => {
  const desk = env.DESK.getByName('main');
  const agent = { id: 'm_hall', name: '客服甲' };
  must(await desk.presence({ agent, duty: 'online', connected: true, version: 1 }));
  const fact = { session: 's_hall', customer: 'c_hall', name: '客户', channel: 'web' as const, handover: null };
  must(await desk.fact({ ...fact, state: 'queued', version: 1, turn: 0, at: Date.now() }));
  const cookies = { agent: await cookieOf('hall-a', 'agent'), lead: await cookieOf('hall-l', 'lead') };
  const editor = await cookieOf('hall-e', 'editor');
  const get = (path: string, cookie: string) => knock(`/staff/v1/desk/${path}`, { headers: { cookie } });

  const why = v.parse(decisionsAnswer, await (await get('sessions/s_hall/decisions', cookies.agent)).json());
  expect(why.decisions.at(-1)).toMatchObject({ state: 'agent', agent });
  expect(why.decisions.at(-1)?.why.zh).toContain('客服甲');
  expect(await refusalIn(await get('sessions/s_hall/decisions', editor))).toBe('not_allowed');
  expect(await refusalIn(await get('sessions/s_none/decisions', cookies.lead))).toBe('no_session');
  expect(await refusalIn(await get('sessions/s_hall/decisions', ''))).toBe('not_signed_in');

  const today = dateOf(Date.now());
  const day = v.parse(dayAnswer, await (await get(`days/${today}`, cookies.lead)).json());
  expect(day.groups.find((one) => one.id === '*')).toMatchObject({ entered: 1, taken: 1 });
  expect(day.agents.find((one) => one.id === 'm_hall')?.states).toHaveProperty('online');
  expect(await refusalIn(await get(`days/${today}`, cookies.agent))).toBe('not_allowed');
  expect(await refusalIn(await get('days/yesterday', cookies.lead))).toBe('not_found');
});
