/** Who asked in vain is told once the answer is published; who is in the VIP lane gets a person sooner. */
import { env } from 'cloudflare:workers';
import { runInDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { demoProfile, type ProfileSettings } from '../../shared/settings/profile.ts';
import { KNOWLEDGE } from '../../worker/knowledge/shelf.ts';
import { refreshSettings, SETTINGS } from '../../worker/settings/shelf.ts';
import { entryOf, itemOf, questionOf, zhao } from '../knowledge-actor/rig.ts';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { until } from '../world.ts';
import { atRest, decide } from './merge-rig.ts';
import { later, looksAfter, MINUTE, of, sent, type Person } from './planner-rig.ts';
import { byPhone, DAY, fresh, notices, settingsAre, titles } from './reminders-rig.ts';
import { customer, freshPerson, rows, said, visitor } from './rig.ts';

looksAfter();

const base = () => env.KNOWLEDGE.getByName(KNOWLEDGE);
const asks = async (person: Person, words: string, address = person.sms) =>
  must(await customer(person.id).hear(said(address, fresh(), words)));
const waiting = () =>
  runInDurableObject(stubOf(base()), (_: unknown, { storage }: DurableObjectState) =>
    storage.sql.exec('select key, customer, entry from waiting order by at, key').toArray(),
  );
const kept = async (id: string) => (await waiting()).filter((one) => one['customer'] === id);
/** The alarm of the base rings until nobody is due. */
async function rings(): Promise<void> {
  await runInDurableObject(stubOf(base()), async (one: object, { storage }) => {
    storage.sql.exec('update waiting set due_at = 1 where due_at is not null');
    await (one as { alarm(): Promise<void> }).alarm();
  });
}
let made = 0;
const publishes = async (id: string, more: object = {}) => {
  made += 1;
  const entry = entryOf(id, `第${made}个新问题`, [], more);
  const head = await base().item({ kind: 'entry', id });
  must(await base().save({ by: zhao, item: itemOf(entry), base: head.ok ? head.revision : null, note: '' }));
  must(await base().publish({ by: zhao, items: [{ kind: 'entry', id }], note: '' }));
};
const resolves = async (person: Person, entry: string, more: object = {}) => {
  const questions = (await kept(person.id)).map(({ key }) => String(key));
  const as = { kind: 'entry' as const, entry: entryOf(entry, '可以带宠物吗', [], more) };
  must(await base().resolve({ by: zhao, questions, as }));
};
const told = async (person: Pick<Person, 'id'>) =>
  (await titles(person)).filter((one) => one.includes('有答案了')).length;

describe('V61 asked in vain', () => {
  it('V61 is told once with question and answer as the entry is published, by the planner, however often it was asked', async () => {
    const person = await byPhone();
    for (const words of ['能带宠物进店里吗', '店里能带宠物吗请问', '宠物可以进店吗']) await asks(person, words);
    await until('the editors know', async () => (await kept(person.id)).length > 0);
    await resolves(person, 'pets');
    await rings();
    expect(await told(person)).toBe(0);
    must(await base().publish({ by: zhao, items: [{ kind: 'entry', id: 'pets' }], note: '' }));
    sent.length = 0;
    await rings();
    expect(await told(person)).toBe(1);
    expect((await notices(person)).at(-1)?.text.zh).toMatch(/^您问过：.*宠物.*\n可以带宠物吗：答案$/u);
    await later(person, 20_000);
    await until('an SMS asks to come and read', () => of('sms').length > 0);
    await publishes('pets');
    await rings();
    expect([await told(person), (await kept(person.id)).length]).toEqual([1, 0]);
  });

  it('V61 not who may not hear it, nor where it is off or put aside; who was merged is told where their line stands', async () => {
    const stranger = freshPerson();
    await asks(stranger, '能带仓鼠进店里吗', stranger.web);
    await until('heard', async () => (await kept(stranger.id)).length > 0);
    await resolves(stranger, 'staff-only', { audience: 'members' });
    must(await base().publish({ by: zhao, items: [{ kind: 'entry', id: 'staff-only' }], note: '' }));
    await rings();
    expect(await told(stranger)).toBe(0);
    const [one, other] = [await byPhone(), freshPerson()];
    await asks(other, '能带兔子进店里吗', other.wechat);
    await until('heard', async () => (await kept(other.id)).length > 0);
    await resolves(other, 'bikes');
    await decide(one, 'merge', other);
    await atRest(one, other);
    must(await base().publish({ by: zhao, items: [{ kind: 'entry', id: 'bikes' }], note: '' }));
    await rings();
    expect((await told(one)) + (await told(other))).toBe(1);
    await settingsAre({ answers: false });
    const off = await byPhone('能不能带鹦鹉进店');
    await later(off, MINUTE);
    expect(await kept(off.id)).toEqual([]);
    await settingsAre({});
  });

  it('V61 who called an answer unhelpful is told once when that answer says something new; nobody waits longer than 180 days', async () => {
    const [person, former] = [await byPhone(), freshPerson()];
    const unhelpful = (key: string, { id }: Pick<Person, 'id'>, at: number) =>
      base().heard(
        questionOf(key, '怎么寄存行李', { fate: 'unhelpful', entry: 'luggage', customer: id, asker: key, at }),
      );
    await publishes('luggage');
    await unhelpful('thumb-former', former, Date.now() - 180 * DAY - 1_000);
    expect(await kept(former.id)).toHaveLength(1);
    await unhelpful('thumb-1', person, Date.now());
    expect(await kept(former.id)).toEqual([]);
    await rings();
    expect(await told(person)).toBe(0);
    for (let times = 0; times < 2; times += 1) {
      await publishes('luggage');
      await rings();
      expect([await told(person), (await kept(person.id)).length]).toEqual([1, 0]);
    }
    expect((await notices(person)).at(-1)?.text.zh).toMatch(/^您问过：怎么寄存行李\n/u);
  });

  it('V61 erased, nothing of the waiting is left', async () => {
    const person = await byPhone('能带乌龟进店里吗');
    await until('heard', async () => (await kept(person.id)).length > 0);
    const viewer = visitor(person.web);
    const planned = must(await customer(person.id).own({ order: 'erasure-plan', viewer }));
    if (!('plan' in planned)) throw new Error('no plan');
    must(await customer(person.id).own({ order: 'erase', viewer, confirmation: planned.plan.confirmation }));
    await until('forgotten', async () => (await kept(person.id)).length === 0);
  });
});

describe('V62 a person for VIPs', () => {
  it('V62 is offered after the first answer in vain and comes after the second; others wait as ever', async () => {
    const actor = env.SETTINGS.getByName(SETTINGS);
    const { revision = 0 } = (await actor.read('profile')) ?? {};
    const vip = demoProfile.rules.find(({ id }) => id === 'vip')!;
    const value: ProfileSettings = {
      ...demoProfile,
      rules: [
        {
          ...vip,
          when: { if: 'all', of: [{ if: 'at-least', of: { measure: 'purchases', category: '', days: 60 }, value: 1 }] },
        },
      ],
    };
    must(await actor.write({ name: 'profile', revision, value, by: { id: 'm_lead', name: '赵敏' } }));
    await refreshSettings(env);
    const states = async ({ id }: Person) => (await rows(id, 'select state from session'))[0]?.['state'];
    const [usual, dear] = [freshPerson(), freshPerson()];
    for (const one of [usual, dear]) await asks(one, '你好', one.wechat);
    const purchases = [{ key: 'v1', category: '露营', amount: 100, at: Date.now() - MINUTE }];
    must(await customer(dear.id).backend({ order: 'purchases', purchases }));
    for (const words of ['咕噜咕噜啪啪', '啪啪咕噜咕噜'])
      for (const one of [usual, dear]) await asks(one, words, one.wechat);
    expect(await states(usual)).toBe('robot');
    expect(await states(dear)).not.toBe('robot');
  });
});
