/** The planner where two persons become one and part again: what stands unread, what is on its way, and whose address an answer goes to. */
import { describe, expect, it } from 'vitest';
import { must } from '../results.ts';
import { until } from '../world.ts';
import { atRest, decide, speaker, tells, type Somebody } from './merge-rig.ts';
import { given, held, later, looksAfter, MINUTE, of, platform, sent, whyOf } from './planner-rig.ts';
import { customer, freshPerson, rows, said } from './rig.ts';

looksAfter();

const news = async ({ id }: Somebody) => (await rows(id, 'select id from news')).length;
const looks = async ({ id }: Somebody) => (await rows(id, `select 1 from letter where kind = 'remind'`)).length;
const endpointAt = async ({ id }: Somebody, peer: string) =>
  String((await rows(id, `select id from endpoint where peer = '${peer}'`))[0]?.['id']);

/** The younger holds an SMS number and a web page with an agent; the older is somebody of WeChat. */
async function pair() {
  const older = await speaker('退货地址在哪里');
  await until('the robot has answered', async () => {
    const owed = await rows(older.id, `select 1 from letter where kind = 'send'`);
    return owed.length === 0;
  });
  const younger = freshPerson();
  const served = await held(younger, { ...younger.sms, peer: `+86138${String(Date.now()).slice(-8)}` }, younger.web);
  return { older, younger, ...served };
}

describe('C52 what stands unread goes over and back with whoever it is for', () => {
  it('C52 unread before a merge it is looked after there; the call’s receipt finds it, and unread at 拆分 it goes home', async () => {
    const { older, younger, says } = await pair();
    await says('合并前的答复');
    await decide(older, 'merge', younger);
    await atRest(older, younger);
    expect([await news(younger), await looks(younger)]).toEqual([0, 0]);
    expect(await rows(older.id, 'select answers from news')).toEqual([
      { answers: await endpointAt(older, younger.web.peer) },
    ]);
    // No WeChat of theirs takes it: it is spent, so their number is asked to call them.
    await rows(older.id, `update endpoint set counts = null where channel = 'wechat'`);
    await later(older, 31_000);
    await until('the SMS', () => of('sms').length === 1);
    await until('told', async () => (await whyOf(older, '合并前的答复'))[1] === 'reach_sms_sent');
    const [number] = await rows(older.id, `select account, peer from endpoint where channel = 'sms'`);
    const address = { channel: 'sms', account: String(number?.['account']), peer: String(number?.['peer']) } as const;
    const report = { kind: 'report', key: 'r', providerId: 'b0', address, status: 'delivered', at: 1 } as const;
    expect(must(await customer(older.id).report(report)).known).toBe(true);
    expect((await whyOf(older, '合并前的答复'))[1]).toBe('reach_sms_delivered');
    const { says: then } = await given(older);
    expect(await then('拆分前的答复', { endpoint: await endpointAt(older, younger.web.peer) })).toBe('accepted');
    await decide(older, 'unmerge', younger);
    await atRest(older, younger);
    expect(await news(older)).toBe(0);
    expect([await news(younger), (await looks(younger)) > 0]).toEqual([2, true]);
    // Called half an hour ago and not come: a colleague phones, and only them.
    await later(younger, 31 * MINUTE);
    const callbacks = ({ id }: Somebody) => rows(id, `select 1 from ticket where body like '%"callback"%'`);
    await until('a colleague phones', async () => (await callbacks(younger)).length === 1);
    expect([of('sms').length, (await callbacks(older)).length]).toEqual([1, 0]);
  }, 60_000);

  it('C52 on its way over the other’s address when they part, it leaves with neither and takes its own next way', async () => {
    const { older, younger } = await pair();
    await decide(older, 'merge', younger);
    await atRest(older, younger);
    const { says } = await given(older);
    platform.wechat = () => -1;
    expect(await says('只给乙的话', { endpoint: await endpointAt(older, younger.web.peer) })).toBe('accepted');
    await later(older, 31_000);
    await until('WeChat is busy', async () => {
      const tried = await rows(
        older.id,
        `select 1 from letter where kind = 'send' and key like 'send:%:%' and tries > 0`,
      );
      return tried.length === 1;
    });
    await decide(older, 'unmerge', younger);
    await atRest(older, younger);
    platform.wechat = () => 0;
    for (let at = 0; at < 3; at += 1) await later(older, MINUTE);
    // Two addresses are two lanes: either may be first.
    expect(of('wechat').toSorted((one, two) => one.words.localeCompare(two.words))).toEqual([]);
    expect(await rows(older.id, `select 1 from letter where key like 'send:%:%'`)).toEqual([]);
    await later(younger, 1_000);
    await until('by SMS', () => of('sms').length === 1);
    await until('told', async () => (await whyOf(younger, '只给乙的话'))[1] === 'reach_sms_sent');
    expect(sent).toHaveLength(1);
  }, 60_000);

  it('C52 a notice said on the other’s WeChat and still owed is not said there when they part', async () => {
    const { older, younger } = await pair();
    platform.wechat = () => -1;
    must(
      await customer(younger.id).own({
        order: 'notify',
        notice: {
          ...{ key: 'n1', kind: 'refund', opens: { to: 'line' }, facts: [] },
          title: { zh: '退款已到账', en: 'Your refund has arrived' },
          text: { zh: '329 元', en: '329 yuan' },
        },
      }),
    );
    await decide(older, 'merge', younger);
    await atRest(older, younger);
    await later(older, 9_000);
    await until(
      'said there',
      async () => (await rows(older.id, 'select 1 from news where said_as is not null')).length === 1,
    );
    await until(
      'WeChat is busy',
      async () => (await rows(older.id, `select 1 from letter where kind = 'send' and tries > 0`)).length === 1,
    );
    await decide(older, 'unmerge', younger);
    await atRest(older, younger);
    platform.wechat = () => 0;
    for (let at = 0; at < 3; at += 1) await later(older, MINUTE);
    // Two addresses are two lanes: either may be first.
    expect(of('wechat').toSorted((one, two) => one.words.localeCompare(two.words))).toEqual([]);
    expect(
      await rows(older.id, `select reason ->> '$.code' as why from message where body like '%退款已到账%'`),
    ).toEqual([{ why: 'parted' }]);
    expect([await news(older), await news(younger)]).toEqual([0, 1]);
  }, 60_000);
});

describe('reply-routing', () => {
  it('I34 after a merge every answer still goes to the address that asked', async () => {
    const { older, younger } = await pair();
    await tells(younger, said(younger.wechat, 'y-wechat', '你好'));
    await decide(older, 'merge', younger);
    await atRest(older, younger);
    const { says } = await given(older);
    const asking = [older.wechat, older.web, younger.wechat, younger.web];
    for (const [at, address] of asking.entries()) {
      expect(await tells(younger, said(address, `ask-${at}`, `问题 ${at}`))).toBe(older.id);
      expect(await says(`答复 ${at}`, { endpoint: await endpointAt(older, address.peer) })).toBe('accepted');
    }
    for (const [at, address] of asking.entries()) {
      const found = await rows(
        older.id,
        `select message.endpoint as "on", (select peer from endpoint where endpoint.id = message.endpoint) as peer
         from message where body ->> '$.text' in ('问题 ${at}', '答复 ${at}') order by position`,
      );
      expect(found.map(({ peer }) => peer)).toEqual([address.peer, address.peer]);
    }
    await until('both WeChats', () => of('wechat').length === 2);
    // Two addresses are two lanes: either may be first.
    expect(of('wechat').toSorted((one, two) => one.words.localeCompare(two.words))).toEqual([
      { to: 'wechat', words: '答复 0', peer: older.wechat.peer },
      { to: 'wechat', words: '答复 2', peer: younger.wechat.peer },
    ]);
  }, 60_000);
});
