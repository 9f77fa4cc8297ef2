/** The telephone's settings: whose numbers are whose to read, what the lines' providers are told, and when each was heard. */
import { env } from 'cloudflare:workers';
import * as v from 'valibot';
import { afterEach, expect, it } from 'vitest';
import { settingsAnswer, settingsHistory } from '../../shared/settings.ts';
import { telephone, telephonesAnswer, usualTelephone } from '../../shared/settings/telephone.ts';
import { forgetSettings } from '../../worker/settings/shelf.ts';
import { knock, listed, post, refusalIn } from './knock.ts';

afterEach(() => forgetSettings());

const operator = { authorization: `Bearer ${env.OPERATOR_KEY}` };
const made = v.object({ password: v.string(), member: v.object({ id: v.string() }) });

async function arrives(login: string, role: 'agent' | 'lead') {
  const order = { login, name: `${login} 名`, role };
  const member = v.parse(made, await (await post('/operator/v1/member', order, operator, null)).json());
  const response = await post('/staff/v1/sign-in', { login, password: member.password });
  return { id: member.member.id, headers: { cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '' } };
}

it('C60 colleagues’ numbers are whole for leads and for whose they are; for others their end; a wrong one is refused', async () => {
  const [lead, agent] = [await arrives('phone-lead', 'lead'), await arrives('phone-agent', 'agent')];
  const agents = [
    { member: agent.id, number: '+8613500135000' },
    { member: lead.id, number: '+8613500135001' },
  ];
  const write = (value: unknown, who = lead, revision = 0) =>
    post('/staff/v1/settings/telephone', { revision, value }, who.headers);
  for (const wrong of ['13500135000', '+86 135', '']) {
    const bad = { ...usualTelephone, agents: [{ member: agent.id, number: wrong }] };
    expect(await refusalIn(await write(bad))).toBe('bad_request');
  }
  expect(await refusalIn(await write({ ...usualTelephone, agents }, agent))).toBe('not_allowed');
  expect((await write({ ...usualTelephone, agents })).status).toBe(200);
  expect(await refusalIn(await write(usualTelephone))).toBe('stale');

  const seen = async (who: typeof lead) =>
    v.parse(settingsAnswer, await (await knock('/staff/v1/settings/telephone', who)).json()).value;
  expect(await seen(lead)).toMatchObject({ agents });
  const masked = { agents: [agents[0], { member: lead.id, number: '•••• 5001' }] };
  expect(await seen(agent)).toMatchObject(masked);
  const { revisions } = v.parse(
    settingsHistory,
    await (await knock('/staff/v1/settings/telephone/history', agent)).json(),
  );
  expect(revisions[0]?.value).toMatchObject(masked);

  // Where the lines lead: leads alone, and no secret of an account in it.
  expect(await refusalIn(await knock('/staff/v1/telephone', agent))).toBe('not_allowed');
  const lines = async () => {
    const text = await (await knock('/staff/v1/telephone', lead)).text();
    for (const one of listed) {
      const secrets =
        one.channel === 'phone' ? ('hookKey' in one ? [one.hookKey] : [one.accountSid, one.authToken]) : [];
      for (const secret of secrets) expect(text).not.toContain(secret);
    }
    return v.parse(v.pipe(v.string(), v.parseJson(), telephonesAnswer), text).accounts;
  };
  const before = await lines();
  expect(before.map((one) => one.hooks.map((hook) => hook.url))).toEqual([
    [`${env.PUBLIC_URL}/hooks/phone/twilio/hotline`, `${env.PUBLIC_URL}/hooks/phone/twilio/hotline?on=status`],
    [`${env.PUBLIC_URL}/hooks/phone/tccc/tccc?key=KEY`],
  ]);
  expect(before.map((one) => one.heardAt)).toEqual([null, null]);
  const centre = listed.find((one) => one.channel === 'phone' && one.provider === 'tccc');
  const key = centre && 'hookKey' in centre ? centre.hookKey : '';
  const push = (word: string) =>
    post(
      `/hooks/phone/tccc/tccc?key=${word}`,
      { SessionId: 's-heard', Caller: '13800138000', Direction: '0' },
      {},
      null,
    );
  // A stranger’s push is nobody’s sign of life.
  expect(await refusalIn(await push('wrong'))).toBe('bad_signature');
  expect((await lines())[1]?.heardAt).toBeNull();
  const now = Date.now();
  expect((await push(key)).status).toBe(200);
  await expect.poll(async () => (await lines())[1]?.heardAt).toBeGreaterThanOrEqual(now);
  expect((await lines())[0]?.heardAt).toBeNull();
});

it('C60 a colleague named twice is told at the second; words added to the greeting are short', () => {
  const twice = { member: 'm_1', number: '+8613500135000' };
  const read = v.safeParse(telephone, { ...usualTelephone, agents: [twice, twice] });
  expect(read.issues?.map((one) => v.getDotPath(one))).toEqual(['agents.1.member']);
  const long = v.safeParse(telephone, { ...usualTelephone, greeting: { zh: '长'.repeat(121), en: '' } });
  expect(long.issues?.map((one) => v.getDotPath(one))).toEqual(['greeting.zh']);
});
