/** A ticket the person opens by themselves, as its page checks and shows it. */
import { expect, it } from 'vitest';
import { faultsIn, faultsOf, fieldViews, type Kind } from '../../miniprogram/own/new-ticket.ts';
import { ticketPage } from '../../miniprogram/own/tickets.ts';
import type { TicketView } from '../../shared/ticket.ts';

const both = (zh: string) => ({ zh, en: zh });
const kind: Kind = {
  id: 'refund',
  label: both('退款'),
  fields: [
    { id: 'order', label: both('订单号'), type: 'order', required: true },
    { id: 'amount', label: both('金额'), type: 'amount', required: false },
    { id: 'phone', label: both('联系电话'), type: 'phone', required: true },
    { id: 'about', label: both('问题'), type: 'choice', required: false, options: [{ id: 'a', label: both('甲') }] },
  ],
};

it('N49 what is missing or misshapen is told at its field, before and after it was sent', () => {
  expect(faultsIn(kind, '', {}, '', 'zh')).toEqual({
    title: '请写一句话说明是什么事',
    order: '这一项要填',
    phone: '这一项要填',
  });
  const filled = { order: 'YX1', amount: '1e3', phone: '138 0013 8000' };
  expect(Object.keys(faultsIn(kind, '退差价', filled, '', 'zh'))).toEqual(['order', 'amount']);
  expect(faultsIn(kind, '退差价', { order: 'YX20261120001' }, '138****8000', 'zh')).toEqual({});
  expect(faultsOf(kind, 'bad_request', 'fields.amount: not a amount', 'zh')).toHaveProperty('amount');
  expect(faultsOf(kind, 'missing_fields', '订单号、联系电话', 'zh')).toEqual({
    order: '必填项还没有填',
    phone: '必填项还没有填',
  });
  expect(faultsOf(kind, 'rate_limited', '', 'zh')).toEqual({ title: '太频繁了，请稍后再试' });
});

it('N49 the number the person is known by need not be written', () => {
  const [order, , phone, about] = fieldViews(kind, { about: 'a' }, {}, '138****8000', 'zh');
  expect([order?.mark, phone?.mark, phone?.hint]).toEqual(['必填', '', '不填就用已关联的 138****8000']);
  expect([about?.index, about?.options]).toEqual([0, ['甲']]);
  expect(fieldViews(kind, {}, {}, '', 'zh')[2]?.mark).toBe('必填');
});

it('N50 photos stand in the progress, by their own addresses', () => {
  const id = `f_${'a'.repeat(32)}`;
  const view: TicketView = {
    ...{ id: 't1', number: 'T1', revision: 1, kind: both('咨询'), title: '发票', openedAt: 0, updatedAt: 0, dueAt: 0 },
    state: { label: both('处理中'), told: both('处理中'), phase: 'doing' },
    ...{ steps: [], urged: 0, fields: [] },
    may: { comment: true, urgeFrom: null, reopen: false, confirm: false },
    progress: [{ at: 0, by: 'customer', told: both('您补充了说明'), text: '见图', media: [id] }],
  };
  expect(ticketPage(view, 'zh', 0, 'https://gateway.test').progress[0]?.pictures).toEqual([
    expect.stringMatching(new RegExp(`^https://gateway\\.test/media/${id}`, 'u')),
  ]);
});
