/** 邀评: each encounter once, by stars or by a number in words, until its term is over. */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { must } from '../results.ts';
import { knowledgeable, openWorld } from '../world.ts';
import { scoreIn } from '../../worker/customer/rating.ts';
import { agent, customer, freshPerson, openScreen, rows, said, visitor } from './rig.ts';
import { closingIs, Hand, served, sessionRow } from './served.ts';

const summary = { category: 'other', text: '咨询', resolved: true };
const HOUR_MS = 3_600_000;

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
afterEach(() => {
  vi.useRealTimers();
});

describe('by stars', () => {
  it('B6 a session is rated once, with tags and whether it is solved, also after a newer one began', async () => {
    await closingIs({});
    const { person, mine, desk, session, fence } = await served();
    await desk.act({ act: 'close', fence, summary });
    const invited = await mine.screen.next('event', (one) => one.change.kind === 'invite');
    expect(invited.change).toMatchObject({ invite: { session, agent: '林小夏' } });
    await mine.say('还有一个问题');
    const rating = { act: 'rate', session, score: 5, solved: true, tags: ['响应及时'] };
    expect(await mine.act(rating)).toBe('accepted');
    expect((await sessionRow(person.id, session)).rating).toMatchObject({ score: 5, solved: true, tags: ['响应及时'] });
    expect(await mine.act({ ...rating, score: 1 })).toBe('rating_over');
    const open = (await rows(person.id, `select id, rating from session where state <> 'closed'`))[0];
    expect(open?.['rating']).toBeNull();
    const fresh = await openScreen(person.id, visitor(person.web), 'i2');
    expect((await fresh.next('reset')).snapshot.invite).toBeNull();
  });

  it('B6 暂不评价 ends the asking; after its term no rating is taken and no screen asks', async () => {
    await closingIs({});
    const first = await served();
    await first.desk.act({ act: 'close', fence: first.fence, summary });
    expect(await first.mine.act({ act: 'decline-rating', session: first.session })).toBe('accepted');
    expect(await first.mine.act({ act: 'rate', session: first.session, score: 5 })).toBe('rating_over');

    const second = await served();
    await second.desk.act({ act: 'close', fence: second.fence, summary });
    vi.useFakeTimers({ now: Date.now() + 49 * HOUR_MS, toFake: ['Date'] });
    const late = await openScreen(second.person.id, visitor(second.person.web), 'i3');
    expect((await late.next('reset')).snapshot.invite).toBeNull();
    expect(await second.mine.act({ act: 'rate', session: second.session, score: 5 })).toBe('rating_over');
    expect((await sessionRow(second.person.id, second.session)).rating).toBeNull();
  });

  it('B6 asked by the agent while they talk, the customer isn’t asked twice', async () => {
    await closingIs({});
    const { person, mine, desk, session, fence } = await served();
    expect(await desk.act({ act: 'ask-rating', fence })).toBe('accepted');
    expect(await desk.act({ act: 'ask-rating', fence })).toBe('wrong_state');
    expect(await mine.act({ act: 'rate', score: 4 })).toBe('accepted');
    await desk.act({ act: 'close', fence, summary });
    expect(await sessionRow(person.id, session)).toMatchObject({ asked: 0, rating: { score: 4 } });
  });
});

describe('by words', () => {
  it.each([
    ['5', 5],
    ['５ 分', 5],
    ['1', 1],
    ['非常满意', 5],
    ['极不满意', 1],
    ['4星', 4],
    ['6', null],
    ['5个', null],
    ['买5件', null],
    ['', null],
  ])('B7 “%s” is a score of %s', (words, score) => {
    expect(scoreIn(words)).toBe(score);
  });

  async function onWechat() {
    await closingIs({});
    const person = freshPerson();
    must(await customer(person.id).hear(said(person.wechat, 'k1', '转人工')));
    const session = String((await rows(person.id, 'select id from session'))[0]?.['id']);
    const given = { session, agent: { id: 'a_1', name: '林小夏' }, turn: 900 };
    const { fence } = must(await customer(person.id).assigned(given));
    const desk = new Hand(await openScreen(person.id, agent(), 'd1'));
    await desk.say('处理好了', { fence });
    await desk.act({ act: 'close', fence, summary });
    return { person, session, desk };
  }

  it('B7 a number answers the invitation on WeChat, opens no new session and wakes no robot', async () => {
    const { person, session } = await onWechat();
    const invited = await rows(person.id, `select body from message where automatic = 'invitation'`);
    expect(JSON.stringify(invited)).toContain('直接回复数字');
    must(await customer(person.id).hear(said(person.wechat, 'k2', '5')));
    expect(await sessionRow(person.id, session)).toMatchObject({ rating: { score: 5 }, asked: 0 });
    expect(await rows(person.id, 'select id from session')).toHaveLength(1);
    expect(await rows(person.id, `select 1 from message where automatic = 'thanks'`)).toHaveLength(1);
    must(await customer(person.id).hear(said(person.wechat, 'k3', '5')));
    expect(await rows(person.id, 'select id from session')).toHaveLength(2);
  });

  it('B7 after other words of ours, or after its term, a number is a word like any other', async () => {
    const { person, session } = await onWechat();
    vi.useFakeTimers({ now: Date.now() + 49 * HOUR_MS, toFake: ['Date'] });
    must(await customer(person.id).hear(said(person.wechat, 'k2', '5', Date.now())));
    expect((await sessionRow(person.id, session)).rating).toBeNull();
    vi.useRealTimers();

    const other = await onWechat();
    must(await customer(other.person.id).hear(said(other.person.wechat, 'k2', '怎么申请退款')));
    must(await customer(other.person.id).hear(said(other.person.wechat, 'k3', '2')));
    expect((await sessionRow(other.person.id, other.session)).rating).toBeNull();
  });
});
