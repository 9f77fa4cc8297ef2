/** Tickets nobody has to think of: from the robot's dialogs, hand-overs and left messages. */
import { runDurableObjectAlarm } from 'cloudflare:test';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { must } from '../results.ts';
import { stubOf } from '../stub.ts';
import { knowledgeable, openWorld, until } from '../world.ts';
import { robotWords, told } from './reading.ts';
import { customer, freshPerson, rows, said } from './rig.ts';
import { lists, reads } from './ticket-rig.ts';

const MINUTE = 60_000;

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
afterEach(() => {
  vi.useRealTimers();
});

/** Sets the time and rings the clock. */
async function at(id: string, moment: number): Promise<void> {
  vi.useFakeTimers({ now: moment, toFake: ['Date'] });
  await runDurableObjectAlarm(stubOf(customer(id)));
}

describe('J4 tickets nobody has to think of', () => {
  it('J4 V21 a complaint made to the robot has a number and a date in words, once, and a notice', async () => {
    const person = freshPerson();
    const says = async (key: string, words: string) =>
      must(await customer(person.id).hear(said(person.web, key, words)));
    for (const [index, words] of [
      '反馈问题',
      '2',
      '快递员把包裹放在门口，没有打电话',
      '跳过',
      '跳过',
      '13800138000',
    ].entries())
      await says(`k${index}`, words);
    const words = await told(person.id, /工单号 T\d{6}-\d{8}.*最晚在 \d+月\d+日（周.）/u, 4_000);
    const [row] = await lists(person.id);
    expect(words).toContain(row?.number);
    const { ticket } = await reads(person.id, row?.ticket ?? '');
    expect(ticket).toMatchObject({
      source: 'robot',
      priority: 'high',
      fields: { about: 'delivery', phone: '+8613800138000' },
    });
    expect(ticket.fields.what).toContain('放在门口');
    expect(await lists(person.id)).toHaveLength(1);
    const opens = `select json_extract(body, '$.opens.ticket') as ticket from notice`;
    expect(await rows(person.id, opens)).toEqual([{ ticket: row?.ticket }]);
  });

  it('J4 a complaint handed over has its ticket before anybody answers, told with the place in line', async () => {
    const person = freshPerson();
    must(await customer(person.id).hear(said(person.sms, 'k1', '太离谱了，你们就是骗子')));
    must(await customer(person.id).hear(said(person.sms, 'k2', '是')));
    const [row] = await lists(person.id);
    expect(row).toMatchObject({ kind: 'complaint', phase: 'open' });
    const words = await told(person.id, /工单号/u, 2_000);
    expect(words).toContain(row?.number);
    expect(words).toMatch(/编号 \d{4}-\d{6}/u);
    expect((await reads(person.id, row?.ticket ?? '')).entries.map((one) => one.internal)).toEqual([false, true]);
  });

  it('J4 a left message becomes a ticket once the customer is silent; its number is told, the encounter ends', async () => {
    const person = freshPerson();
    must(await customer(person.id).hear(said(person.web, 'k1', '转人工')));
    const state = async () => String((await rows(person.id, 'select state from session'))[0]?.state);
    await until('left', async () => (await state()) === 'left-message');
    const start = Date.now();
    vi.useFakeTimers({ now: start + 5 * MINUTE, toFake: ['Date'] });
    must(await customer(person.id).hear(said(person.web, 'k2', '我想问发票抬头怎么改')));
    await at(person.id, start + 12 * MINUTE);
    expect(await lists(person.id)).toEqual([]);
    await at(person.id, start + 15 * MINUTE + 1_000);
    const [row] = await lists(person.id);
    expect(row).toMatchObject({ kind: 'inquiry', title: '转人工' });
    expect((await reads(person.id, row?.ticket ?? '')).ticket).toMatchObject({ source: 'left-message' });
    expect(await robotWords(person.id)).toContainEqual(expect.stringContaining(row?.number ?? 'none'));
    expect(await state()).toBe('closed');
    await at(person.id, start + 60 * MINUTE);
    expect(await lists(person.id)).toHaveLength(1);
  });

  it('J4 colleagues who come back in time take the left message over: no ticket', async () => {
    const person = freshPerson();
    must(await customer(person.id).hear(said(person.web, 'k1', '转人工')));
    await until(
      'left',
      async () => String((await rows(person.id, 'select state from session'))[0]?.state) === 'left-message',
    );
    const { id: session, turn } = (await rows(person.id, 'select id, turn from session'))[0] ?? {};
    must(
      await customer(person.id).assigned({
        session: String(session),
        agent: { id: 'a_1', name: '林小夏' },
        turn: Number(turn) + 1,
      }),
    );
    await at(person.id, Date.now() + 20 * MINUTE);
    expect(await lists(person.id)).toEqual([]);
    expect(await rows(person.id, 'select * from ticket_intake')).toEqual([]);
  });
});
