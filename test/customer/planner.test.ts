/** The planner at work in a person's actor: where an unread answer goes, what calls the person, and what never happens twice. */
import { abortAllDurableObjects } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { must } from '../results.ts';
import { openWorld, until } from '../world.ts';
import { held, later, looksAfter, MINUTE, of, platform, sent, whyOf, world } from './planner-rig.ts';
import { customer, freshPerson, openScreen, rows, said, visitor } from './rig.ts';
import { Hand } from './served.ts';

looksAfter();

describe('C29 an answer that is not read goes the next way, by the alarm', () => {
  it('C29 before an open screen three minutes, then an SMS with a way back; read meanwhile, nothing goes', async () => {
    const person = freshPerson();
    const screen = new Hand(await openScreen(person.id, visitor(person.web), 'w1'));
    const { says } = await held(person, person.sms, person.web);
    await says('第一句');
    await later(person, 2 * MINUTE);
    await later(person, 30_000);
    expect(sent).toEqual([]);
    await later(person, MINUTE);
    await until('the SMS', () => of('sms').length === 1);
    expect(of('sms')[0]?.words).toMatch(/^SMS_1000003 \{"code":"[2-9A-HJ-NP-Z]{12}"\}$/u);
    await until('told', async () => (await whyOf(person, '第一句'))[1] === 'reach_sms_sent');
    for (let at = 0; at < 5; at += 1) await later(person, 10 * MINUTE);
    expect(sent).toHaveLength(1);
    await says('第二句');
    const [last] = await rows(person.id, `select max(revision) as revision from message`);
    screen.screen.say({ type: 'read', revision: Number(last?.['revision']) });
    await until('read', async () => (await rows(person.id, 'select 1 from news')).length === 0);
    for (let at = 0; at < 5; at += 1) await later(person, 10 * MINUTE);
    expect(sent).toHaveLength(1);
  });

  it('C29 with no screen open half a minute; their WeChat with room comes before the SMS and has the words themselves', async () => {
    const person = freshPerson();
    const { says } = await held(person, person.sms, person.wechat, person.web);
    await says('网页上没人看');
    await later(person, 25_000);
    expect(sent).toEqual([]);
    await later(person, 10_000);
    await until('on WeChat', () => of('wechat').length === 1);
    expect(of('wechat')[0]?.words).toBe('网页上没人看');
    await until('taken', async () => (await rows(person.id, 'select 1 from news')).length === 0);
    for (let at = 0; at < 5; at += 1) await later(person, 10 * MINUTE);
    expect(sent).toHaveLength(1);
  });

  it('C29 C44 one call asks to read everything; who has not come is not called again for half an hour', async () => {
    const person = freshPerson();
    const { says } = await held(person, person.sms, person.web);
    for (const words of ['甲', '乙', '丙']) await says(words);
    await later(person, 31_000);
    await until('the SMS', () => of('sms').length === 1);
    await says('丁');
    await later(person, 5 * MINUTE);
    await until('why not', async () => (await whyOf(person, '丁'))[1] === 'reach_called');
    expect(of('sms')).toHaveLength(1);
    await later(person, 26 * MINUTE);
    // Nobody came by the SMS: a colleague phones about everything that stands unread.
    await until('told', async () => (await whyOf(person, '丁'))[1] === 'reach_callback_sent');
    expect(of('sms')).toHaveLength(1);
    must(await customer(person.id).hear(said(person.web, 'back', '我回来了', Date.now())));
    expect(await rows(person.id, 'select 1 from news')).toEqual([]);
    expect(await rows(person.id, 'select 1 from summons where came_at is null')).toEqual([]);
  });

  it('C44 a receipt that it failed, or the carrier’s refusal, leads on; a fate nobody knows does not', async () => {
    const person = freshPerson();
    const { says } = await held(person, person.sms, person.web);
    const tickets = () => rows(person.id, `select body from ticket where body like '%"callback"%'`);
    await says('打不通的号码');
    await later(person, 31_000);
    await until('told', async () => (await whyOf(person, '打不通的号码'))[1] === 'reach_sms_sent');
    const report = {
      kind: 'report',
      key: 'r1',
      providerId: 'b0',
      address: person.sms,
      status: 'failed',
      at: 1,
    } as const;
    expect(must(await customer(person.id).report({ ...report, reason: { code: 'x', detail: '关机' } })).known).toBe(
      true,
    );
    await until('a colleague phones', async () => (await tickets()).length === 1);
    expect((await whyOf(person, '打不通的号码'))[1]).toBe('reach_callback_sent');
    const other = freshPerson();
    const second = await held(other, { ...other.sms, peer: '+8613800138001' }, other.web);
    platform.carrier = () => ({ breaks: true });
    await second.says('不知道到没到');
    await later(other, 31_000);
    await until('unknown', async () => (await whyOf(other, '不知道到没到'))[1] === 'reach_sms_unknown');
    for (let at = 0; at < 5; at += 1) await later(other, 20 * MINUTE);
    expect(of('sms')).toHaveLength(1);
    expect(await rows(other.id, `select 1 from ticket where body like '%callback%'`)).toEqual([]);
  });

  it('C29 a call cut off by a reset of the object is never repeated', async () => {
    const person = freshPerson();
    const { says } = await held(person, person.sms, person.web);
    await says('飞到一半的短信');
    const calls: string[] = [];
    openWorld({
      'world.test': async (request) => {
        calls.push(request.url);
        await new Promise((resolve) => setTimeout(resolve, 60_000));
        return Response.json({});
      },
    });
    void later(person, 31_000).catch(() => undefined);
    await until('it is on its way', () => calls.length > 0);
    await abortAllDurableObjects();
    world();
    await until('unknown', async () => {
      await later(person, 10_000);
      return (await whyOf(person, '飞到一半的短信'))[1] === 'reach_sms_unknown';
    });
    expect(sent).toEqual([]);
  });
});

describe('C43 an address that takes no words now', () => {
  it('C43 the window over, an answer is taken where another way is, and refused where none is', async () => {
    const person = freshPerson();
    const { says, endpointOf } = await held(person, person.sms, person.wechat);
    await rows(person.id, `update endpoint set counts = null where channel = 'wechat'`);
    expect(await says('时限过了', { endpoint: await endpointOf('wechat') })).toBe('accepted');
    await until('called', () => of('sms').length === 1);
    expect(await whyOf(person, '时限过了')).toEqual(['queued', 'reach_sms_sent']);
    const alone = freshPerson();
    const other = await held(alone, alone.wechat);
    await rows(alone.id, `update endpoint set counts = null where channel = 'wechat'`);
    expect(await other.says('没有别的办法')).toBe('window_closed');
  });

  it('C43 who left the account while it was on its way is called another way; words the platform forbids are not', async () => {
    const person = freshPerson();
    const { says } = await held(person, person.sms, person.wechat);
    platform.wechat = () => 45_168;
    await says('敏感的话');
    await until('failed', async () => (await whyOf(person, '敏感的话'))[0] === 'failed');
    platform.wechat = () => 43_004;
    await says('取消关注了');
    await until('called', () => of('sms').length === 1);
    expect(await whyOf(person, '取消关注了')).toEqual(['queued', 'reach_sms_sent']);
  });
});

describe('C43 who wants no SMS', () => {
  const tickets = (person: { id: string }) => rows(person.id, `select 1 from ticket where body like '%"callback"%'`);
  const chooses = async (hand: Hand, channel: 'sms' | 'phone') =>
    expect(await hand.act({ act: 'choose', purpose: 'service', channel, given: false })).toBe('accepted');

  it('C43 C44 may be phoned, whether they said so to us or to the carrier; a word about calls, or a number given back, bars that too', async () => {
    const person = freshPerson();
    const screen = new Hand(await openScreen(person.id, visitor(person.web), 'w1'));
    await chooses(screen, 'sms');
    screen.screen.socket.close(1000, 'away');
    const one = await held(person, person.sms, person.web);
    await one.says('请来电话');
    await later(person, 31_000);
    await until('a colleague phones', async () => (await tickets(person)).length === 1);

    const left = freshPerson();
    const second = await held(left, left.sms, left.web);
    const bars = (who: { id: string }, code: string) =>
      rows(who.id, `update endpoint set blocked_code = '${code}', blocked_detail = '' where channel = 'sms'`);
    await bars(left, 'opted_out');
    await second.says('退订了短信');
    await later(left, 31_000);
    await until('a colleague phones', async () => (await tickets(left)).length === 1);

    const silent = freshPerson();
    const other = new Hand(await openScreen(silent.id, visitor(silent.web), 'w1'));
    await chooses(other, 'sms');
    await chooses(other, 'phone');
    other.screen.socket.close(1000, 'away');
    const third = await held(silent, silent.sms, silent.web);
    await third.says('不要电话');
    await later(silent, 31_000);
    await until('why not', async () => (await whyOf(silent, '不要电话'))[1] === 'reach_refused');

    const given = freshPerson();
    const fourth = await held(given, given.sms, given.web);
    await bars(given, 'unlinked');
    await fourth.says('号码不是我的了');
    await later(given, 31_000);
    await until('why not', async () => (await whyOf(given, '号码不是我的了'))[1] === 'reach_refused');
    expect([await tickets(silent), await tickets(given)]).toEqual([[], []]);
    expect(of('sms')).toEqual([]);
  });
});

describe('C44 the carrier tells of an opt-out', () => {
  it('C43 C44 in the receipt of a call to come and read: it counts for the number, and a colleague phones', async () => {
    const person = freshPerson();
    const { says } = await held(person, person.sms, person.web);
    await says('快来看');
    await later(person, 31_000);
    await until('sent', async () => (await whyOf(person, '快来看'))[1] === 'reach_sms_sent');
    const reason = { code: 'twilio_21610', detail: 'stopped' };
    const report = { kind: 'report', key: 'o1', providerId: 'b0', address: person.sms, at: 1 } as const;
    must(await customer(person.id).report({ ...report, status: 'failed', reason, optedOut: true }));
    await until('a colleague phones', async () => (await whyOf(person, '快来看'))[1] === 'reach_callback_sent');
    expect(await rows(person.id, `select blocked_code from endpoint where channel = 'sms'`)).toEqual([
      { blocked_code: 'opted_out' },
    ]);
    expect(await rows(person.id, `select given from choice where purpose = 'marketing'`)).toEqual([{ given: 0 }]);
    expect(of('sms')).toHaveLength(1);
  });
});

describe('C54 before it is sent', () => {
  it('C54 says where an answer would go, where next, and whether it would be taken', async () => {
    const person = freshPerson();
    const screen = new Hand(await openScreen(person.id, visitor(person.web), 'w1'));
    const { endpointOf } = await held(person, person.sms, person.wechat, person.web);
    const ahead = async (channel: string) => {
      const told = must(await customer(person.id).person({ order: 'outlook', endpoint: await endpointOf(channel) }));
      if (!('outlook' in told)) throw new Error('no outlook');
      const { may, first, then } = told.outlook;
      return [may, first.way, first.channel, first.why, then?.channel ?? null, then ? then.at! - first.at! : null];
    };
    expect(await ahead('web')).toEqual([true, 'screen', 'web', 'here', 'wechat', 3 * MINUTE]);
    screen.screen.socket.close(1000, 'away');
    await until('she is away', async () => (await ahead('web'))[3] === 'away');
    expect(await ahead('web')).toEqual([true, 'screen', 'web', 'away', 'wechat', 30_000]);
    expect(await ahead('wechat')).toEqual([true, 'platform', 'wechat', 'home', null, null]);
    await rows(person.id, `update endpoint set counts = null where channel = 'wechat'`);
    expect(await ahead('wechat')).toEqual([true, 'sms', 'sms', 'closed', 'phone', 30 * MINUTE]);
  });
});
