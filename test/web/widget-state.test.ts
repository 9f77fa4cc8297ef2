/** What the widget's head and bar call the moment. */
import { describe, expect, it } from 'vitest';
import type { Line, SessionView } from '../../shared/line.ts';
import { sayIn } from '../../web/widget/words.ts';
import { barOf, subtitle, type Place } from '../../web/widget/state.ts';

const lineIn = (state: SessionView['state'], more: Partial<SessionView> = {}): Pick<Line, 'session'> => ({
  session: { id: 's', state, openedAt: 0, fence: 1, ...more },
});

describe('the line under the title', () => {
  it.each(['zh', 'en'] as const)('G1 %s: names a person only while one is there', async (language) => {
    const say = await sayIn(language);
    const words = (state: SessionView['state'], more?: Partial<SessionView>) => subtitle(lineIn(state, more), say);
    expect(words('robot')).toBe(say('robot'));
    expect(words('queued')).toBe(say('queued'));
    expect(words('left-message')).toBe(say('leftHead'));
    expect(words('left-message')).toMatch(/不在线，已留言|Nobody is on duty/u);
    expect(words('agent', { agent: { id: 'a', name: '王晴' } })).toContain('王晴');
    expect(words('closed')).toBe(say('robot'));
  });
});

describe('the bar above the messages', () => {
  const barIn = async (
    language: 'zh' | 'en',
    state: SessionView['state'],
    more: Partial<SessionView> = {},
    place: Place | null = null,
  ) => {
    const line = { ...lineIn(state, more) } as Line;
    return barOf({ status: 'live', refusal: '', line, place, say: await sayIn(language), language });
  };

  it('W27 says the exact place and the wait, and explains why somebody moved back', async () => {
    const bar = await barIn('zh', 'queued', {}, { position: 3, waitMs: 120_000 });
    expect(bar).toMatchObject({ text: expect.stringContaining('3 位') as unknown, acts: ['leave-queue'] });
    expect(bar?.text).toContain('2 分');
    expect(bar?.more).toBeUndefined();
    const back = await barIn('zh', 'queued', {}, { position: 4, waitMs: null, why: 'priority' });
    expect(back?.more).toMatch(/^VIP 优先：.*紧急程度、会员等级和等待时间/u);
    expect((await barIn('en', 'queued', {}, { position: 4, waitMs: null, why: 'priority' }))?.more).toMatch(
      /^VIP first/u,
    );
  });

  it('W27 a customer who is asked about a transfer has the question and both answers; who is given on is told', async () => {
    const agent = { id: 'a', name: '王晴' };
    const asked = await barIn('zh', 'agent', { agent, transfer: { to: '李明', asking: true } });
    expect(asked).toMatchObject({
      text: '客服 王晴 想请 李明 继续为您服务，您同意吗？',
      acts: ['transfer-yes', 'transfer-no'],
    });
    expect(await barIn('zh', 'agent', { agent, transfer: { to: '李明' } })).toMatchObject({
      text: '会话转接中，请稍候',
      acts: [],
    });
    expect(await barIn('zh', 'agent', { agent })).toBeNull();
  });

  it('W27 with nobody on duty a message can be written from there', async () => {
    expect((await barIn('zh', 'left-message'))?.acts).toEqual(['leave-message']);
  });
});
