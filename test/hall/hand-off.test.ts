/** 接力 at the gateway's door: a page's code, and whose line it leads to. */
import { env } from 'cloudflare:workers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { configOf } from '../../worker/config.ts';
import { knowledgeable, openWorld, WORLD_URL } from '../world.ts';
import { knock, openSession, post, refusalIn, statement } from './knock.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
beforeEach(() => {
  openWorld();
});

const mini = configOf(env).accounts.find((one) => one.channel === 'miniprogram')?.id ?? '';
const opened = v.object({ token: v.string(), handOff: v.optional(v.string()) });

async function phone(persona: string, handOff?: string) {
  const { code } = await (
    await fetch(`${WORLD_URL}/sandbox/wechat/login-code`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ persona, appid: mini }),
    })
  ).json<{ code: string }>();
  return v.parse(opened, await (await post('/v1/miniprogram/sign-in', { account: mini, code, handOff })).json());
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
async function codeOf(token: string): Promise<string> {
  const answer = await (await post('/v1/hand-off', {}, bearer(token))).json<{ code: string; link: string }>();
  expect(answer.link).toBe(`${env.PUBLIC_URL}/go?h=${answer.code}`);
  return answer.code;
}
async function say(token: string, text: string): Promise<void> {
  const frame = { type: 'send', number: 1, body: { kind: 'text', text } };
  expect((await post('/v1/line/operate', { instance: 'i', frame }, bearer(token))).status).toBe(200);
}
async function line(token: string): Promise<string> {
  return (await post('/v1/line/poll', { instance: 'i', position: null, waitMs: 0 }, bearer(token))).text();
}

describe('N62 a hand-off', () => {
  it('leads whoever is new in WeChat to the anonymous visitor’s line; the page still sees its own address only', async () => {
    const visitor = await openSession({ site: 'shop' });
    await say(visitor.token, '我在网页上问过');
    const code = await codeOf(visitor.token);
    const typed = `${code.slice(0, 4)} ${code.slice(4, 8)}-${code.slice(8)}`.toLowerCase();
    const joined = await phone('lin', typed);
    expect(joined.handOff).toBe('joined');
    expect(await line(joined.token)).toContain('我在网页上问过');
    await say(joined.token, '手机上接着说');
    expect(await line(visitor.token)).not.toContain('手机上接着说');
    // An answer that was lost: the same phone may ask again, nobody else.
    expect((await phone('lin', code)).handOff).toBe('joined');
    expect((await phone('zhou', code)).handOff).toBe('expired');
    expect(await line((await phone('zhou')).token)).not.toContain('我在网页上问过');
  });

  it('I35 joins the visitor’s line and theirs where WeChat knows the person already', async () => {
    await say((await phone('chen')).token, '小程序里问过的');
    const visitor = await openSession({ site: 'shop' });
    await say(visitor.token, '还没登录时问的');
    const joined = await phone('chen', await codeOf(visitor.token));
    expect(joined.handOff).toBe('joined');
    expect(await line(joined.token)).toContain('还没登录时问的');
    expect(await line(visitor.token)).not.toContain('小程序里问过的');
  });

  it('never joins a signed-in page to another’s WeChat', async () => {
    const user = await openSession({ site: 'shop', token: await statement(`u-hand-${Date.now()}`) });
    await say(user.token, '只有本人能看');
    const other = await phone('emma', await codeOf(user.token));
    expect(other.handOff).toBe('other');
    expect(await line(other.token)).not.toContain('只有本人能看');
  });

  it('is refused to strangers, and an unknown code is expired', async () => {
    expect(await refusalIn(await post('/v1/hand-off', {}))).toBe('bad_token');
    expect((await phone('emma', 'AAAABBBBCCCC')).handOff).toBe('expired');
    expect(await (await knock('/go?h=AAAABBBBCCCC')).text()).toContain('WeChat');
  });
});
