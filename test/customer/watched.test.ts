/** 敏感词 on the line: what an agent may not say doesn't leave; a customer may say anything. */
import { beforeAll, describe, expect, it } from 'vitest';
import { knowledgeable, openWorld } from '../world.ts';
import { rows } from './rig.ts';
import { closingIs, served } from './served.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

describe('A2 a watchword', () => {
  it('that is blocked is refused by name and leaves nothing; the same words without it leave', async () => {
    await closingIs({});
    const { person, desk, fence } = await served();
    const count = async () => (await rows(person.id, 'select id from message')).length;
    const before = await count();
    expect(await desk.say('您加 微.信 我私下给您便宜', { fence })).toBe('watchword');
    const refused = desk.screen.of('refused').at(-1);
    expect(refused?.detail).toContain('加微信');
    expect(refused?.detail).toContain('引导站外交易');
    expect(await count()).toBe(before);
    expect(await desk.say('您用微信支付就可以', { fence })).toBe('accepted');
  });

  it('that is only marked leaves, and a note may name any', async () => {
    await closingIs({});
    const { desk, fence } = await served();
    expect(await desk.say('这是全国第一的牌子', { fence })).toBe('accepted');
    expect(await desk.say('客户要求加微信，已拒绝', { note: true })).toBe('accepted');
  });

  it('of a customer is never held back', async () => {
    await closingIs({});
    const { mine } = await served();
    expect(await mine.say('你们这帮王八蛋，我要打12315')).toBe('accepted');
  });
});
