import { expect, it } from 'vitest';
import { ticketGroups, ticketPage } from '../../miniprogram/own/tickets.ts';
import type { TicketView } from '../../shared/ticket.ts';
import { MINUTE, noon } from './pages-line.ts';

const words = (zh: string) => ({ zh, en: zh });
const ticket = (id: string, phase: TicketView['state']['phase'], change: Partial<TicketView> = {}): TicketView => ({
  ...{ id, number: `T${id}`, revision: 1, kind: words('投诉'), title: '包裹', urged: 0, fields: [] },
  state: { label: words(phase), told: words('正在处理'), phase },
  steps: [
    { label: words('待受理'), at: noon, now: false },
    { label: words('处理中'), at: noon + MINUTE, now: true },
    { label: words('已解决'), at: null, now: false },
  ],
  ...{ openedAt: noon, updatedAt: noon, dueAt: noon + 60 * MINUTE },
  may: { comment: true, urgeFrom: noon, reopen: false, confirm: false },
  progress: [
    { at: noon, by: 'company', told: words('已登记') },
    { at: noon + MINUTE, by: 'customer', told: words('您补充了说明'), text: '急' },
  ],
  ...change,
});

it('N43 tickets are listed by state, what waits for the person first, the newest change on top', () => {
  const all = [
    ticket('1', 'closed'),
    ticket('2', 'doing'),
    ticket('3', 'doing', { updatedAt: noon + MINUTE }),
    ticket('4', 'confirming'),
  ];
  const groups = ticketGroups(all, 'zh', noon);
  expect(groups.map(({ key, tickets }) => [key, tickets.map(({ id }) => id).join()])).toEqual([
    ['yours', '4'],
    ['doing', '3,2'],
    ['done', '1'],
  ]);
  expect(ticketGroups([], 'zh', noon)).toEqual([]);
});

it('N43 one shows its steps, its words newest first, and what may be done now', () => {
  const page = ticketPage(ticket('1', 'doing'), 'zh', noon + 5 * MINUTE, '');
  expect(page.steps.map(({ state }) => state)).toEqual(['done', 'now', 'next']);
  expect(page.progress.map(({ told, own }) => [told, own])).toEqual([
    ['您补充了说明', true],
    ['已登记', false],
  ]);
  expect(page.may).toEqual({ comment: true, confirm: false, reopen: false, urge: true });
  expect(page.due).toBe('最晚 今天 13:00 前答复');
  const later = { comment: true, urgeFrom: noon + 30 * MINUTE, reopen: false, confirm: false };
  const urged = ticketPage(ticket('1', 'doing', { urged: 1, may: later }), 'zh', noon, '');
  expect(urged.may.urge).toBe(false);
  expect(urged.urgeNote).toBe('已催单，30 分钟后可再催');
  expect(ticketPage(ticket('1', 'closed'), 'zh', noon, '').due).toBe('');
});

it('N51 one that has ended asks for its rating, shows what was said, and lets it be changed while that may be', () => {
  const may = { comment: false, urgeFrom: null, reopen: true, confirm: false, rateUntil: noon + 60 * MINUTE };
  const reasons = [{ zh: '响应慢', en: 'Slow', from: 1, to: 3 }];
  const asked = ticketPage(ticket('1', 'solved', { may, reasons }), 'zh', noon, '');
  expect([asked.rates, asked.rated, asked.reasons]).toEqual([true, null, reasons]);
  const rating = { score: 2, solved: false, tags: ['响应慢'], text: '等太久', at: noon };
  const rated = ticketPage(ticket('1', 'closed', { may, rating }), 'zh', noon + 30 * MINUTE, '');
  expect(rated.rates).toBe(true);
  expect(rated.rated).toEqual({
    stars: [1, 2, 3, 4, 5].map((score) => ({ score, on: score <= 2 })),
    ...{ name: '2 星，不满意', note: '未解决 · 响应慢', text: '等太久' },
  });
  expect(ticketPage(ticket('1', 'closed', { may, rating }), 'zh', noon + 60 * MINUTE, '').rates).toBe(false);
  expect(ticketPage(ticket('1', 'doing'), 'zh', noon, '').rates).toBe(false);
});
