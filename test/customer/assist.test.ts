/** 实时辅助 on the line: pushed to colleagues' screens as soon as the customer has spoken, never to the customer. */
import { beforeAll, describe, expect, it } from 'vitest';
import { knowledgeable, openWorld } from '../world.ts';
import { agent, openScreen, rows } from './rig.ts';
import { closingIs, served } from './served.ts';

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);

describe('A3 help', () => {
  it('comes with the customer’s words: entries, what was tried, what to do next; a fresh screen is shown it again', async () => {
    await closingIs({ required: false });
    const { person, mine, desk } = await served();
    await mine.say('我要退款，怎么申请');
    const { assist } = await desk.screen.next('assist', (one) => one.assist.question.includes('退款'));
    expect(assist.answers.length).toBeGreaterThan(0);
    expect(assist.answers[0]?.confidence).toBeGreaterThan(0.2);
    expect(assist.next.map((one) => `${one.kind}:${one.id}`)).toEqual(
      expect.arrayContaining(['flow:refund', 'ticket:refund']),
    );
    const [row] = await rows(person.id, `select id from message where body like '%怎么申请%'`);
    expect(assist.message).toBe(row?.['id']);
    const late = await openScreen(person.id, agent('a_9', '周到'), 'late');
    const again = await late.next('assist');
    expect(again.assist.message).toBe(assist.message);
    expect(mine.screen.of('assist')).toEqual([]);
  });

  it('of an older message is not shown once a newer one was said', async () => {
    await closingIs({ required: false });
    const { mine, desk } = await served();
    await Promise.all([mine.say('怎么退款'), mine.say('怎么开发票')]);
    await desk.screen.next('assist', (one) => one.assist.question.includes('发票'));
    expect(desk.screen.of('assist').at(-1)?.assist.question).toContain('发票');
  });

  it('that was used is kept as the source of the words', async () => {
    await closingIs({ required: false });
    const { person, mine, desk, fence } = await served();
    await mine.say('怎么开发票');
    const { assist } = await desk.screen.next('assist', (one) => one.assist.answers.length > 0);
    const entry = assist.answers[0]?.entry ?? '';
    await desk.say('请在订单页点“申请发票”。', { fence, assisted: { entry, version: assist.version } });
    const [row] = await rows(
      person.id,
      `select source from message where body like '%申请发票%' and speaker like '%agent%'`,
    );
    expect(JSON.parse(String(row?.['source']))).toEqual({ entry, version: assist.version });
  });
});
