/** 联想: what is offered while somebody types, to whom, and how often. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Pace } from '../../worker/customer/own/complete.ts';
import { knock, refusalIn } from '../hall/knock.ts';
import { must } from '../results.ts';
import { knowledgeable, openWorld } from '../world.ts';
import { agent, customer, freshPerson, said, visitor } from './rig.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
beforeEach(() => openWorld());

type Person = ReturnType<typeof freshPerson>;

const ask = (person: Person, words: string, viewer = visitor(person.web)) =>
  customer(person.id).own({ order: 'complete', viewer, words, language: 'zh' });
async function offered(person: Person, words: string): Promise<string[]> {
  const got = must(await ask(person, words));
  if (!('completions' in got)) throw new Error('no completions');
  return got.completions.map(({ id }) => id);
}

describe('N77 what may be meant by what is being typed', () => {
  it('is at most five published questions; nothing of it is kept on the line', async () => {
    const person = freshPerson();
    await customer(person.id).hear(said(person.web, 'k1', '你好'));
    const found = await offered(person, '退款');
    expect(found).toHaveLength(5);
    expect(found[0]).toBe('refund-steps');
    expect(await offered(person, 'qwertz')).toEqual([]);
    const kept = must(await customer(person.id).own({ order: 'data', viewer: visitor(person.web), part: null }));
    expect(JSON.stringify(kept)).not.toContain('qwertz');
  });

  it('is nothing while a dialog asks, and nothing once a person is asked for', async () => {
    const person = freshPerson();
    await customer(person.id).hear(said(person.web, 'k1', '我的订单到哪了'));
    expect(await offered(person, '退款')).toEqual([]);
    await customer(person.id).hear(said(person.web, 'k2', '取消'));
    expect(await offered(person, '退款')).toHaveLength(5);
    await customer(person.id).hear(said(person.web, 'k3', '转人工'));
    expect(await offered(person, '退款')).toEqual([]);
  });

  it('is for the person’s own screens, from a page that may', async () => {
    const person = freshPerson();
    await customer(person.id).hear(said(person.web, 'k1', '你好'));
    expect(await ask(person, '退款', visitor(person.web, 'endpoint'))).toMatchObject({ ok: true });
    expect(await ask(person, '退款', agent())).toMatchObject({ code: 'not_allowed' });
    expect(await refusalIn(await knock('/v1/me/completions?words=%E9%80%80%E6%AC%BE'))).toBe('bad_token');
  });
});

describe('N78 how often it may be asked', () => {
  it('twenty at once, then one a second', () => {
    const pace = new Pace();
    const at = 1_764_000_000_000;
    const taken = (now: number, times: number) =>
      Array.from({ length: times }, () => pace.takes(now)).filter(Boolean).length;
    expect(taken(at, 30)).toBe(20);
    expect(taken(at + 999, 5)).toBe(0);
    expect(taken(at + 3_000, 5)).toBe(3);
    expect(taken(at + 3_600_000, 30)).toBe(20);
  });

  it('more is refused', async () => {
    const person = freshPerson();
    await customer(person.id).hear(said(person.web, 'k1', '你好'));
    const answers = [];
    for (let times = 0; times < 30; times += 1) answers.push(await ask(person, '退款'));
    expect(answers.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(20);
    expect(answers.some((one) => !one.ok && one.code === 'rate_limited')).toBe(true);
  });
});
