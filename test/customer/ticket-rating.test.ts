/** 工单评价: what a customer says of how their ticket ended. */
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { must } from '../results.ts';
import { knowledgeable, openWorld } from '../world.ts';
import { customer, freshPerson, rows, said, visitor } from './rig.ts';
import { acts, customerDoes, lists, opens, owns, reads } from './ticket-rig.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 10, 26, 2);

beforeAll(async () => {
  openWorld();
  await knowledgeable();
}, 70_000);
afterEach(() => {
  vi.useRealTimers();
});
const at = (moment: number) => vi.useFakeTimers({ now: moment, toFake: ['Date'] });

async function solved() {
  at(START);
  const person = freshPerson();
  must(await customer(person.id).hear(said(person.web, 'k1', '你好')));
  const { ticket } = await opens(person.id);
  const does = customerDoes(person.id, visitor(person.web));
  const rates = (score: number, more: object = {}) => does({ act: 'ticket-rate', ticket: ticket.id, score, ...more });
  return {
    person,
    ticket: ticket.id,
    does,
    rates,
    end: () => acts(person.id, ticket.id, { act: 'move', to: 'confirming' }),
  };
}
const seen = async ({ person, ticket }: Awaited<ReturnType<typeof solved>>) => {
  const [view] = await owns(person.id, visitor(person.web), ticket);
  if (!view) throw new Error('no ticket');
  return view;
};

it('J18 rated once it has ended, changed within a day, and every place has the score', async () => {
  const given = await solved();
  const { person, ticket, does, rates, end } = given;
  expect(await rates(5)).toBe('wrong_state');
  await end();
  expect((await seen(given)).may.rateUntil).toBeUndefined();
  expect(await does({ act: 'ticket-confirm', ticket })).toBeNull();
  expect((await seen(given)).may.rateUntil).toBe(START + 48 * HOUR);
  expect(await rates(2, { solved: false, text: '等太久', tags: ['响应慢'] })).toBeNull();
  expect(await seen(given)).toMatchObject({
    rating: { score: 2, solved: false, text: '等太久', tags: ['响应慢'], at: START },
    may: { rateUntil: START + 24 * HOUR },
  });
  at(START + 23 * HOUR);
  expect(await rates(4)).toBeNull();
  const again = await seen(given);
  expect(again.rating).toEqual({ score: 4, at: START });
  expect(again.progress.map(({ told, text }) => `${told.zh}${text ?? ''}`).slice(-2)).toEqual([
    '您评价了 2 分等太久',
    '您把评价改为 4 分',
  ]);
  expect((await lists(person.id))[0]?.rating).toBe(4);
  const { entries } = await reads(person.id, ticket);
  expect(entries.at(-1)).toMatchObject({ internal: false, event: { what: 'rated', score: 4, changed: true } });
  expect(await rates(4)).toBeNull();
  expect((await reads(person.id, ticket)).entries).toHaveLength(entries.length);
  at(START + 24 * HOUR);
  expect(await rates(1)).toBe('rating_over');
  const lines = await rows(person.id, `select body from message where speaker like '%system%'`);
  expect(JSON.stringify(lines)).not.toContain('等太久');
});

it('J18 after its term it is over; opened again it may be rated anew', async () => {
  const given = await solved();
  const { does, ticket, rates, end } = given;
  await end();
  expect(await does({ act: 'ticket-confirm', ticket })).toBeNull();
  at(START + 48 * HOUR);
  expect(await rates(5)).toBe('rating_over');
  at(START + 47 * HOUR);
  expect(await rates(1)).toBeNull();
  expect(await does({ act: 'ticket-reopen', ticket, text: '又坏了' })).toBeNull();
  expect((await seen(given)).rating).toBeUndefined();
  expect(await rates(5)).toBe('wrong_state');
  at(START + 100 * HOUR);
  await end();
  expect(await does({ act: 'ticket-confirm', ticket })).toBeNull();
  expect((await seen(given)).rating).toBeUndefined();
  expect(await rates(5)).toBeNull();
  expect((await seen(given)).rating).toEqual({ score: 5, at: START + 100 * HOUR });
});
