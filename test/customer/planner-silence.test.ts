/** Who was called and gives no sign of life, what a carrier's receipt leads to, and an APP that is woken through the planner. */
import { describe, expect, it } from 'vitest';
import { must } from '../results.ts';
import { until } from '../world.ts';
import { atNoon, held, later, looksAfter, MINUTE, of, platform, sent, whyOf, type Person } from './planner-rig.ts';
import { customer, freshPerson, openScreen, rows, visitor } from './rig.ts';
import { Hand } from './served.ts';

looksAfter();

const callbacks = ({ id }: Person) => rows(id, `select 1 from ticket where body like '%"callback"%'`);
const report = (person: Person, providerId: string, status: 'delivered' | 'failed', more: object = {}) =>
  customer(person.id).report({
    ...{ kind: 'report', key: `${providerId}${status}`, providerId, address: person.sms, status, at: 1, ...more },
  });

describe('C68 receipts and silence', () => {
  it('C68 an SMS that was delivered and brought nobody: after half an hour a colleague phones, once, and no second SMS', async () => {
    const person = freshPerson();
    const { says } = await held(person, person.sms, person.web);
    await says('请您回来看看');
    await later(person, 31_000);
    await until('told', async () => (await whyOf(person, '请您回来看看'))[1] === 'reach_sms_sent');
    must(await report(person, 'b0', 'delivered'));
    await later(person, 20 * MINUTE);
    expect(await callbacks(person)).toEqual([]);
    await later(person, 11 * MINUTE);
    await until('a colleague phones', async () => (await callbacks(person)).length === 1);
    for (let at = 0; at < 4; at += 1) await later(person, 40 * MINUTE);
    expect([of('sms').length, (await callbacks(person)).length]).toEqual([1, 1]);
    expect((await whyOf(person, '请您回来看看'))[1]).toBe('reach_callback_sent');
  });

  it('C68 they came within the half hour: nobody phones', async () => {
    const person = freshPerson();
    const { says } = await held(person, person.sms, person.web);
    await says('会回来看的');
    await later(person, 31_000);
    await until('told', async () => (await whyOf(person, '会回来看的'))[1] === 'reach_sms_sent');
    const screen = new Hand(await openScreen(person.id, visitor(person.web), 'back'));
    const [last] = await rows(person.id, `select max(revision) as revision from message`);
    screen.screen.say({ type: 'read', revision: Number(last?.['revision']) });
    await until('read', async () => (await rows(person.id, 'select 1 from news')).length === 0);
    for (let at = 0; at < 3; at += 1) await later(person, 20 * MINUTE);
    expect(await callbacks(person)).toEqual([]);
  });

  it('C68 an answer by SMS that the carrier could not deliver goes the next way at once; an early receipt too, with the opting out it holds', async () => {
    for (const isEarly of [false, true]) {
      const person = freshPerson();
      const { endpointOf, says } = await held(person, person.wechat, person.sms);
      const words = isEarly ? '早到的回执' : '没有送到的短信';
      const bad = { reason: { code: 'x', detail: '拒收' }, optedOut: true };
      platform.carrier = () => ({ Code: 'OK', BizId: `d-${person.id}`, Message: 'OK' });
      if (isEarly) must(await report(person, `d-${person.id}`, 'failed', bad));
      const at = await endpointOf('sms');
      expect(await says(words, { endpoint: at })).toBe('accepted');
      await until('the SMS', () => of('sms').length === 1);
      if (!isEarly) {
        await until('taken', async () => (await whyOf(person, words))[0] === 'sent');
        must(await report(person, `d-${person.id}`, 'failed', bad));
      }
      await later(person, 1_000);
      await until('on WeChat', () => of('wechat').some((one) => one.words === words));
      await until('sent there', async () => (await whyOf(person, words))[0] === 'sent');
      expect(await rows(person.id, `select blocked_code as code from endpoint where id = '${at}'`)).toEqual([
        { code: 'opted_out' },
      ]);
      expect(of('sms')).toHaveLength(1);
      sent.length = 0;
    }
  });
});

describe('C69 an APP is woken through the planner', () => {
  const app = (person: Person) => ({ channel: 'app' as const, account: 'app', peer: `u_${person.id}` });
  /** The company's hook answers each push at once. */
  function hook() {
    const pushes = { asked: 0, takes: true };
    platform.company = new Proxy(platform.company, {
      get: (list, name) =>
        name === 'push'
          ? (answer: (given: object) => void) => {
              pushes.asked += 1;
              answer({ outcome: pushes.takes ? 'done' : 'NOT A WORD' });
            }
          : (Reflect.get(list, name) as unknown),
    });
    return pushes;
  }
  const tries = async ({ id }: Person) =>
    (await rows(id, 'select attempts from news')).map(({ attempts }) =>
      (JSON.parse(String(attempts)) as { way: string; fate: string }[]).map(({ way, fate }) => `${way} ${fate}`),
    );

  it('C69 nobody looks at it: pushed at once; three minutes later, or where the hook does not take it, the next way', async () => {
    for (const takes of [true, false]) {
      const pushes = hook();
      const person = freshPerson();
      const { says } = await held(person, person.sms, app(person));
      await atNoon(person);
      await later(person, 10_000);
      Object.assign(pushes, { asked: 0, takes });
      const words = takes ? '推到 APP' : '推不出去';
      await says(words);
      await until('pushed', async () => (await tries(person))[0]?.[1] === 'push sent');
      expect((await whyOf(person, words))[1]).toBe('reach_push');
      await rows(person.id, `update letter set tries = 11 where key like 'wake:%'`);
      await later(person, 4_000);
      expect(pushes.asked).toBe(1);
      if (takes) {
        await later(person, 2 * MINUTE);
        expect(of('sms')).toEqual([]);
        await later(person, MINUTE + 1_000);
      }
      await until('the SMS', () => of('sms').length === 1);
      expect((await tries(person))[0]).toEqual(['screen sent', `push ${takes ? 'sent' : 'failed'}`, 'sms sent']);
      sent.length = 0;
    }
  });

  it('C69 asked on the website, their APP is pushed to before any SMS', async () => {
    hook();
    const person = freshPerson();
    const { says } = await held(person, person.sms, app(person), person.web);
    await says('网页上的话');
    await later(person, 31_000);
    expect(await tries(person)).toEqual([['screen sent', 'push sent']]);
    expect(of('sms')).toEqual([]);
    await later(person, 3 * MINUTE + 1_000);
    await until('the SMS', () => of('sms').length === 1);
  });
});
