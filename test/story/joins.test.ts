/** What was proven joins two lines by itself, through the gateway's doors: a login, a unionid that came late, a number. */
import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as v from 'valibot';
import sandbox from '../../sandbox/index.ts';
import type { FrozenList } from '../../shared/frozen.ts';
import { bucketOfPerson } from '../../worker/identity/port.ts';
import { mediaKey } from '../../worker/channels/media-key.ts';
import { configOf } from '../../worker/config.ts';
import { ask as askCode, carried, enter, held, phoneOf } from '../codes/proof.ts';
import { knock, openSession, statement } from '../hall/knock.ts';
import { png } from '../media/files.ts';
import { knowledgeable, openWorld, until, type Seen } from '../world.ts';
import { fresh, personOf, placeOf, say, signInOwning, text, whole } from './joins-rig.ts';
import { AgentDesk, inWorld, openLine, post } from './rig.ts';

let seen: Seen[] = [];
beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
beforeEach(() => {
  seen = openWorld();
});
afterEach(() => {
  vi.useRealTimers();
});

const later = (ms: number) => {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(Date.now() + ms);
};

describe('a signed login', () => {
  it('I35 I33 a visitor signs in as somebody who has a line: one line, one conversation at the desk, and the tab that stayed open goes on', async () => {
    const user = fresh('u-login');
    const agent = await AgentDesk.signIn(fresh('ag'), '林小夏');
    await say(
      (await openSession({ site: 'shop', token: await statement(user, { name: '许知' }) })).token,
      '上个月问过发票',
    );

    const visitor = await openSession({ site: 'shop' });
    const tab = await openLine(visitor.token, 'tab-1');
    await tab.do({ type: 'send', body: text('转人工') });
    await until('an agent', () => tab.session()?.state === 'agent');
    const resets = () => tab.frames.filter((frame) => frame.type === 'reset').length;
    const began = resets();
    const before = tab.position;

    const signed = await signInOwning(user, visitor.visitor, { name: '许知' });
    // Once the sign-in is answered everything stands in one line.
    expect(await whole(signed.token)).toMatch(/上个月问过发票.*转人工/u);
    expect(await placeOf(signed.token)).toBe(await placeOf(visitor.token));

    // The anonymous tab goes on where it was, and is shown nothing of the user's.
    const again = await openLine(visitor.token, 'tab-1', before);
    again.say({ type: 'send', number: 2, body: text('还在吗') });
    await again.sees('还在吗');
    expect(again.frames.some((frame) => frame.type === 'reset')).toBe(false);
    expect(resets()).toBe(began);
    expect(JSON.stringify([...tab.frames, ...again.frames])).not.toContain('上个月问过发票');

    // The agent sees one conversation with all that was said, and answers go to the address that asked.
    const row = await agent.conversation('许知', (one) => one.state === 'agent');
    const desk = await agent.line(row.customer);
    await until('all of it', () => /上个月问过发票.*转人工.*还在吗/u.test(desk.said().join(' | ')));
    await desk.do({ type: 'send', body: text('在的'), fence: desk.session()?.fence });
    await again.sees('在的');
    const open = new Set<string>();
    for (const frame of agent.seat.frames) {
      if (frame.type !== 'event') continue;
      if (frame.change.kind === 'conversation') open.add(frame.change.conversation.customer);
      if (frame.change.kind === 'gone') open.delete(frame.change.customer);
    }
    expect([...open]).toEqual([row.customer]);
  });

  it('I21 two different strong identities never: the second user of a browser is somebody else, and so is the second WeChat', async () => {
    const visitor = await openSession({ site: 'shop' });
    const [one, two] = [fresh('u-first'), fresh('u-second')];
    const first = await signInOwning(one, visitor.visitor);
    await say(first.token, '第一位用户的话');
    const second = await signInOwning(two, visitor.visitor);
    await say(second.token, '第二位用户的话');
    expect(await placeOf(first.token)).not.toBe(await placeOf(second.token));
    expect(await whole(second.token)).not.toContain('第一位用户的话');
    const bucket = env.IDENTITY.getByName(bucketOfPerson(await personOf(second.token)));
    expect(await bucket.requests(await personOf(second.token))).toEqual([]);
  });

  it('I37 somebody who never said anything is joined, too: what they say next comes where the other is', async () => {
    const user = fresh('u-silent');
    // Known by a sign-in alone: no screen was ever opened.
    const signedOnce = await openSession({ site: 'shop', token: await statement(user) });
    const visitor = await openSession({ site: 'shop' });
    await say(visitor.token, '游客问的话');
    const signed = await signInOwning(user, visitor.visitor);
    await say(signedOnce.token, '旧页面里说的话');
    expect(await whole(signed.token)).toMatch(/游客问的话.*旧页面里说的话/u);
    expect(await placeOf(signedOnce.token)).toBe(await placeOf(visitor.token));
  });
});

describe('files', () => {
  it('I46 who became one with somebody opens what the other gave, a third does not, and nobody once they are apart', async () => {
    const user = fresh('u-files');
    const agent = await AgentDesk.signIn(fresh('ag'), '林小夏');
    const before = await openSession({ site: 'shop', token: await statement(user) });
    await say(before.token, '用户的话');
    const visitor = await openSession({ site: 'shop' });
    await say(visitor.token, '游客的话');
    const keyOf = async (token: string) => {
      const until = Date.now() + 60_000;
      return mediaKey(configOf(env).secret, 'line', await personOf(token), until);
    };
    const [mine, theirs] = [await keyOf(before.token), await keyOf(visitor.token)];
    const stranger = await keyOf((await openSession({ site: 'shop' })).token);
    const give = async (token: string) => {
      const answer = await knock('/v1/media?name=a.png', {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, origin: env.PUBLIC_URL },
        body: png(30, 20),
      });
      return v.parse(v.object({ media: v.object({ url: v.string() }) }), await answer.json()).media.url;
    };
    const [own, other] = [await give(before.token), await give(visitor.token)];
    const opened = async (url: string, key: string) => (await knock(`${url}?key=${key}`)).status;
    expect(await opened(other, mine)).toBe(401);

    const signed = await signInOwning(user, visitor.visitor);
    expect(await placeOf(signed.token)).toBe(await placeOf(visitor.token));
    for (const url of [own, other]) for (const key of [mine, theirs]) expect(await opened(url, key)).toBe(200);
    for (const url of [own, other]) expect(await opened(url, stranger)).toBe(401);

    const [user1, visitor1] = [await personOf(before.token), await personOf(visitor.token)];
    expect(await agent.asks(`/staff/v1/line/${user1}/alike`, { other: visitor1, say: 'apart' })).toEqual({ ok: true });
    await until('two again', async () => (await placeOf(before.token)) !== (await placeOf(visitor.token)));
    expect(await opened(own, mine)).toBe(200);
    expect(await opened(other, mine)).toBe(401);
  });
});

describe('a number', () => {
  it('I35 who proves a number that only ever wrote has its line from then on', async () => {
    const number = '13900139001';
    await inWorld('/people/zhou/sms', { to: '10690001', text: '短信里问的' });
    await until('the number’s line', async () => {
      await post();
      return held(`+86${number}`);
    });
    const user = await openSession({ site: 'shop', token: await statement(fresh('u-number')) });
    await say(user.token, '网页上问的');
    const before = seen.length;
    expect((await askCode(user.token, number)).status).toBe(200);
    const proven = await enter(user.token, number, carried(seen.slice(before)).at(-1)?.code ?? '');
    expect(await proven.json()).toMatchObject({ ok: true });
    const all = await whole(user.token);
    expect(all).toContain('短信里问的');
    expect(all).toContain('网页上问的');
    await inWorld('/people/zhou/sms', { to: '10690001', text: '再发一条' });
    await until('the next one', async () => {
      await post();
      return (await whole(user.token)).includes('再发一条');
    });
  });
});

describe('WeChat', () => {
  it('I38 I35 a unionid that came late joins the official account’s line and the mini-program’s', async () => {
    let told = false;
    openWorld({
      'world.test': async (request) =>
        !told && request.url.includes('/user/info')
          ? new Response('{"errcode":-1,"errmsg":"system error"}')
          : sandbox.fetch(request, env),
    });
    await inWorld('/people/zhou/wechat/gh_yixian_shop', { kind: 'event', event: 'subscribe' });
    await inWorld('/people/zhou/wechat/gh_yixian_shop', { kind: 'text', content: '公众号里问的' });
    await post();
    const mini = await phoneOf('zhou');
    await say(mini, '小程序里问的');
    expect(await whole(mini)).not.toContain('公众号里问的');
    // Within the same visit nobody is asked again.
    told = true;
    await inWorld('/people/zhou/wechat/gh_yixian_shop', { kind: 'text', content: '同一次来访' });
    await post();
    expect(await whole(mini)).not.toContain('同一次来访');
    later(31 * 60_000);
    await inWorld('/people/zhou/wechat/gh_yixian_shop', { kind: 'text', content: '下一次来访' });
    await post();
    await until('one line', async () => {
      later(500);
      return /公众号里问的.*下一次来访/u.test(await whole(mini));
    });
    expect(await whole(mini)).toContain('小程序里问的');
  });
});

describe('the limit of a day', () => {
  it('I45 I10 I69 the sixth merge by itself is not given, both are frozen, a lead sees and undoes it with a reason, and that is kept', async () => {
    const user = fresh('u-many');
    const lead = await AgentDesk.signIn(fresh('lead'), '赵敏', 'lead');
    const visit = async (words: string | null = '游客的话') => {
      const visitor = await openSession({ site: 'shop' });
      if (words !== null) await say(visitor.token, words);
      const signed = await signInOwning(user, visitor.visitor);
      return { visitor, signed, isOne: (await placeOf(signed.token)) === (await placeOf(visitor.token)) };
    };
    await say((await openSession({ site: 'shop', token: await statement(user) })).token, '用户的话');
    // A browser in which nobody said anything counts neither before the limit nor at it.
    for (let times = 0; times < 2; times += 1) expect((await visit(null)).isOne).toBe(true);
    for (let times = 0; times < 5; times += 1) expect((await visit()).isOne).toBe(true);
    expect((await visit(null)).isOne).toBe(true);
    const sixth = await visit();
    expect(sixth.isOne).toBe(false);
    const person = await personOf(sixth.visitor.token);
    const listed = async () => (await lead.reads<FrozenList>('/staff/v1/frozen')).frozen;
    expect((await listed()).find(({ customer }) => customer === person)).toMatchObject({ thawed: null });
    const looked = { reason: '已电话核对，同一人换了多台电脑' };
    for (const without of [{}, { reason: ' ' }, { reason: '长'.repeat(201) }])
      expect(await lead.asks(`/staff/v1/frozen/${person}`, without)).toMatchObject({ code: 'bad_request' });
    for (const { customer } of await listed())
      expect(await lead.asks(`/staff/v1/frozen/${customer}`, looked)).toEqual({ ok: true });
    expect((await listed()).find(({ customer }) => customer === person)).toMatchObject({
      thawed: { by: '赵敏', ...looked },
    });
    expect(await lead.asks(`/staff/v1/frozen/${person}`, looked)).toMatchObject({ code: 'not_found' });
    // Shown once more, it is joined.
    const again = await signInOwning(user, sixth.visitor.visitor);
    expect(await placeOf(again.token)).toBe(await placeOf(sixth.visitor.token));
    const agent = await AgentDesk.signIn(fresh('ag'), '林小夏');
    expect(await agent.asks(`/staff/v1/frozen/${person}`, looked)).toMatchObject({ code: 'not_allowed' });
  });
});
