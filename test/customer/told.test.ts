/** What one person was told of their own matters: why, by which ways, and why not. */
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { demoReminders } from '../../shared/settings/reminders.ts';
import { lineOf } from '../../worker/line.ts';
import { must } from '../results.ts';
import { until } from '../world.ts';
import { atRest, decide } from './merge-rig.ts';
import { later, looksAfter, of, sent, type Person } from './planner-rig.ts';
import { byPhone, DAY, fresh, HOUR, meets, mini, settingsAre, shipped, tells } from './reminders-rig.ts';
import { openScreen } from './rig.ts';
import { Hand } from './served.ts';

looksAfter();

async function told(person: Pick<Person, 'id'>) {
  const found = must(await lineOf(env, person.id).offers({ order: 'list', viewer: null }));
  if (!('offers' in found)) throw new Error('no list');
  return (found.reminders ?? []).map(({ title, because, none, tries, read, kind }) => ({
    ...{
      title: title.zh,
      because: because?.zh ?? null,
      none: none?.zh ?? null,
      read: read !== null,
      said: kind !== null,
    },
    tries: tries.map(({ way, channel, fate }) => `${way} ${channel ?? ''} ${fate}`),
  }));
}
const refund = (order: string) => ({ key: fresh(), event: 'refund-paid', values: { order, amount: 12_900 } });

it('V74 a reminder says by which way it went and why; what nobody was told of says why not', async () => {
  const person = await byPhone('我的单号是 YX20261120001');
  await tells(person, refund('A1001'));
  await later(person, 10_000);
  await until('the SMS', () => of('sms').length === 1);
  await tells(person, shipped('YX20261120001'));
  await tells(person, shipped('YX20261120009'));
  await later(person, HOUR);
  const off = demoReminders.events.map((one) => (one.id === 'refund-paid' ? { ...one, on: false } : one));
  await settingsAre({ events: off });
  await tells(person, refund('A1002'));
  await settingsAre({});
  const found = await told(person);
  expect(found).toHaveLength(4);
  expect(found.find(({ said }) => !said)).toMatchObject({ title: '退款已到账', none: '这种提醒已停用', tries: [] });
  expect(found.find(({ said, title }) => said && title.includes('退款'))).toMatchObject({
    ...{ because: null, none: null, tries: ['sms sms sent'] },
  });
  const [asked, unasked] = ['问过这个单号', null].map((why) =>
    found.find(({ title, because }) => title.includes('发货') && because === why),
  );
  expect(asked).toMatchObject({ none: null, tries: ['sms sms sent'] });
  expect(unasked).toMatchObject({ tries: [], none: expect.stringContaining('只列在通知里') });
});

it('V74 refused, out of date, over and read are told apart', async () => {
  const person = await byPhone();
  const hand = new Hand(await openScreen(person.id, mini(person), `m-${fresh()}`));
  expect(await hand.act({ act: 'choose', purpose: 'service', channel: 'sms', given: false })).toBe('accepted');
  hand.screen.socket.close();
  sent.length = 0;
  await tells(person, refund('A1'));
  await later(person, HOUR);
  expect(await told(person)).toMatchObject([{ none: '对方不接收这类消息', tries: [], read: false }]);
  const again = new Hand(await openScreen(person.id, mini(person), `m-${fresh()}`));
  expect(await again.act({ act: 'read-notices', notices: 'all' })).toBe('accepted');
  again.screen.socket.close();
  expect(await told(person)).toMatchObject([{ none: null, read: true }]);
  const noon = Date.now();
  await tells(person, meets('ap-1', '保养', noon + 3 * DAY));
  await tells(person, meets('ap-1', '保养', noon + 4 * DAY));
  await tells(person, meets('ap-1', '保养', noon + 4 * DAY));
  await tells(person, meets('ap-1', '保养', noon + 5 * DAY, { at: noon - DAY }));
  await tells(person, meets('ap-2', '洗车', noon - DAY));
  const reasons = (await told(person)).map(({ none }) => none);
  for (const why of ['后来又有变动，以新的为准', '和之前说的一样', '已有更新的消息', '时间已过'])
    expect(reasons).toContain(why);
});

it('V74 it goes along with a merge and comes back; the person has it in their own data', async () => {
  const [person, other] = [await byPhone(), await byPhone()];
  await tells(person, refund('A7'));
  await later(person, 10_000);
  await until('the SMS', () => of('sms').length === 1);
  const before = await told(person);
  expect(before[0]?.tries).toEqual(['sms sms sent']);
  await decide(person, 'merge', other);
  await atRest(person, other);
  expect(await told(other)).toEqual(before);
  const data = must(await lineOf(env, other.id).own({ order: 'data', viewer: mini(other), part: null }));
  expect(JSON.stringify('data' in data ? data.data.head?.reminders : null)).toContain('"way":"sms"');
  await decide(person, 'unmerge', other);
  await atRest(person, other);
  expect(await told(person)).toEqual(before);
  expect(await told(other)).toEqual([]);
});
