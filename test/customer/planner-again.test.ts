/** Words no platform has taken yet when the person comes back: said where they write, or told to have been read. */
import { describe, expect, it } from 'vitest';
import { must } from '../results.ts';
import { until } from '../world.ts';
import { atNoon, held, later, looksAfter, of, platform, whyOf, type Person } from './planner-rig.ts';
import { Hand } from './served.ts';
import { customer, freshPerson, openScreen, rows, said, visitor } from './rig.ts';

looksAfter();

/** WeChat says the person has left the account: nothing goes there until they write. */
async function refusedOnce(person: Person, words: string, ...met: Person['web'][]) {
  const { says } = await held(person, ...met, person.wechat);
  let calls = 0;
  platform.wechat = () => {
    calls += 1;
    return calls === 1 ? 40_003 : 0;
  };
  expect(await says(words)).toBe('accepted');
  await later(person, 1_000);
  expect(of('wechat')).toEqual([]);
}

describe('C55 words that went nowhere', () => {
  it('C55 leave where they belong as the person writes there again, once', async () => {
    const person = freshPerson();
    await refusedOnce(person, '退款已经办好', person.sms);
    expect(of('sms')).toHaveLength(1);
    must(await customer(person.id).hear(said(person.wechat, `again-${person.id}`, '在吗')));
    await later(person, 1_000);
    await later(person, 60_000);
    expect(of('wechat').filter(({ words }) => words.includes('退款已经办好'))).toHaveLength(1);
    expect((await whyOf(person, '退款已经办好'))[0]).toBe('sent');
  });

  it('C55 what stands on a screen stays unread when they write by SMS, and is followed up', async () => {
    const person = freshPerson();
    const { says, endpointOf } = await held(person, person.sms, person.web);
    expect(await says('请看网页上的说明', { endpoint: await endpointOf('web') })).toBe('accepted');
    must(await customer(person.id).hear(said(person.sms, `by-sms-${person.id}`, '还有一个问题')));
    await atNoon(person);
    await until('called', () => of('sms').length === 1);
    expect(await whyOf(person, '请看网页上的说明')).toEqual(['queued', 'reach_sms_sent']);
  });

  it('C55 on a screen that is open they are shown, and said to be; answered there they are read, and leave no more', async () => {
    const person = freshPerson();
    const screen = await openScreen(person.id, visitor(person.web), `web-${person.id}`);
    await refusedOnce(person, '换货单已寄出', person.web);
    await later(person, 1_000);
    expect(await whyOf(person, '换货单已寄出')).toEqual(['queued', 'reach_screen']);
    await new Hand(screen).say('收到了');
    await later(person, 1_000);
    expect(await whyOf(person, '换货单已寄出')).toEqual(['queued', 'reach_read']);
    expect(await rows(person.id, 'select id from news')).toEqual([]);
    expect(of('wechat')).toEqual([]);
  });
});
