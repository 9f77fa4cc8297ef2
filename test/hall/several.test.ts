/** Several encounters at once, at the door: each answers for itself, by the rules that hold for one alone. */
import { env } from 'cloudflare:workers';
import { beforeAll, expect, it } from 'vitest';
import type { SeveralAnswer } from '../../shared/several.ts';
import { customer, rows } from '../customer/rig.ts';
import { closingIs, served, sessionRow } from '../customer/served.ts';
import { refusalOf } from '../results.ts';
import { knowledgeable, openWorld } from '../world.ts';
import { post, refusalIn } from './knock.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

async function signedIn(role: 'editor' | 'agent' | 'lead') {
  const operator = { authorization: `Bearer ${env.OPERATOR_KEY ?? ''}` };
  const login = `several-${role}`;
  const made = await post('/operator/v1/member', { login, name: login, role }, operator, null);
  const { password } = await made.json<{ password: string }>();
  const entered = await post('/staff/v1/sign-in', { login, password });
  const { member } = await entered.json<{ member: { id: string; name: string } }>();
  return { cookie: (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '', member };
}

it('W43 several encounters are tagged or ended together; what one refuses holds back no other', async () => {
  await closingIs({ required: true, tags: ['加急', '回访'], free: false });
  const [agent, lead, editor] = [await signedIn('agent'), await signedIn('lead'), await signedIn('editor')];
  const [mine, theirs] = [await served(), await served()];
  await mine.give(agent.member);
  const sessions = [mine, theirs].map((one) => ({ customer: one.person.id, session: one.session }));
  const bulk = (act: object, cookie: string, of: object[] = sessions, origin?: string) =>
    post('/staff/v1/sessions/bulk', { sessions: of, act }, { cookie }, origin);
  const told = async (act: object, cookie: string, of?: object[]) =>
    (await (await bulk(act, cookie, of)).json<SeveralAnswer>()).results.map((one) => (one.ok ? 'done' : one.code));
  const tag = { act: 'tag', add: ['加急'] };

  expect(await told(tag, agent.cookie)).toEqual(['done', 'not_allowed']);
  expect(await told(tag, lead.cookie)).toEqual(['done', 'done']);
  expect(await told({ act: 'tag', add: ['回访'], remove: ['加急'] }, lead.cookie)).toEqual(['done', 'done']);
  for (const one of [mine, theirs])
    expect((await sessionRow(one.person.id, one.session)).service['tags']).toEqual(['回访']);
  expect(await told({ act: 'tag', add: ['自造'] }, lead.cookie)).toEqual(['not_allowed', 'not_allowed']);

  const summary = { category: '', text: '已处理', resolved: true };
  expect(await told({ act: 'close' }, agent.cookie)).toEqual(['summary_required', 'floor_moved']);
  expect(await told({ act: 'close', summary }, agent.cookie)).toEqual(['unknown_category', 'floor_moved']);
  await closingIs({ required: false, tags: [], free: false, categories: [] });
  expect(await told({ act: 'close', summary }, agent.cookie)).toEqual(['done', 'floor_moved']);
  expect(await told({ act: 'close', summary }, agent.cookie)).toEqual(['session_closed', 'floor_moved']);
  expect((await sessionRow(mine.person.id, mine.session)).state).toBe('closed');
  expect((await sessionRow(theirs.person.id, theirs.session)).state).toBe('agent');

  // Whom nobody knows is not begun by being asked about.
  expect(await told(tag, lead.cookie, [{ customer: 'c_nobody', session: 's_1' }])).toEqual(['not_found']);
  const stranger = customer('c_nobody');
  const by = { id: 'u', name: 'u', role: 'lead' };
  expect(refusalOf(await stranger.serve({ by, session: 's_1', act: { act: 'close' } }))).toBe('not_found');
  expect(await rows('c_nobody', 'select * from person')).toEqual([]);
  expect(await told(tag, lead.cookie, [{ customer: mine.person.id, session: 's_none' }])).toEqual(['no_session']);

  expect(await refusalIn(await bulk(tag, editor.cookie))).toBe('not_allowed');
  expect(await refusalIn(await bulk(tag, ''))).toBe('not_signed_in');
  expect(await refusalIn(await bulk(tag, lead.cookie, sessions, 'https://evil.test'))).toBe('bad_origin');
  expect(await refusalIn(await bulk(tag, lead.cookie, []))).toBe('bad_request');
  expect(await refusalIn(await bulk({ act: 'erase' }, lead.cookie))).toBe('bad_request');
}, 60_000);
