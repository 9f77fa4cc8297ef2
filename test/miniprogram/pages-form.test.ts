/** What a dialog asks, as the mini-program offers it. */
import { describe, expect, it } from 'vitest';
import { boundsWords } from '../../miniprogram/line/form.ts';
import { rowsOf } from '../../miniprogram/line/rows.ts';
import { foundOrders, orderRows } from '../../miniprogram/own/orders.ts';
import type { Form } from '../../shared/form.ts';
import type { CompanyOrder } from '../../shared/order-api.ts';
import { entry, line, message, seen } from './pages-line.ts';

const robot = { direction: 'out', speaker: { kind: 'robot' } } as const;
const day: Form = { kind: 'date', label: '上门日期', least: '2026-11-26', most: '2026-12-09' };
const asked = message(1, { ...robot, body: { kind: 'text', text: '哪天方便', form: day } });
const formIn = (given: Parameters<typeof rowsOf>[0], change = {}) =>
  rowsOf(given, seen(change)).find(({ key }) => key === 'm1')?.body.form;

describe('N48 the control for what is asked', () => {
  it('is open with its bounds, then quiet with what was chosen, in both languages', () => {
    expect(formIn(line([asked]))).toMatchObject({
      open: true,
      act: '选择日期',
      note: '可选 11月26日 周四 到 12月9日 周三',
    });
    const over = line([asked, message(2, { body: { kind: 'text', text: '2026-11-28' } })]);
    expect(formIn(over)).toMatchObject({ open: false, note: '', quiet: '已选：11月28日 周六' });
    expect(formIn(over, { language: 'en' })?.quiet).toContain('28');
    expect(formIn(line([asked, message(2, { body: { kind: 'text', text: '随便' } })]))?.quiet).toBe('已回答');
  });

  it('is over as soon as the answer is on its way, not while it is refused', () => {
    const send = entry('k', { type: 'send', body: { kind: 'text', text: '2026-11-28' } });
    expect(formIn(line([asked]), { pending: [send] })).toMatchObject({ open: false, chosen: '2026-11-28' });
    const refused = { ...send, refused: { code: 'rate_limited', detail: '' } };
    expect(formIn(line([asked]), { pending: [refused] })?.open).toBe(true);
  });

  it('tells the bounds of an amount', () => {
    const amount = { kind: 'amount', label: '金额' } as const;
    expect(boundsWords({ ...amount, least: '1.00', most: '500.00' }, 'zh')).toBe('可选 ¥1.00 到 ¥500.00');
    expect(boundsWords({ ...amount, most: '500.00' }, 'zh')).toBe('最多 ¥500.00');
    expect(boundsWords({ ...amount, least: '1.00' }, 'en')).toBe('From ¥1.00');
    expect(boundsWords(amount, 'zh')).toBe('');
  });

  it('shows orders with title, state and picture, found by any word of them', () => {
    const order = (no: string, title: string, image?: string): CompanyOrder => ({
      order: { no, stateText: '运输中', items: [{ title, price: '¥329.00', ...(image && { image }) }] },
      at: '2026-11-20T09:00:00Z',
      products: [],
    });
    const rows = orderRows([order('YX1', '防风夹克', '/a.png'), order('YX2', '保温杯')], 'https://gateway.test', 'zh');
    expect(rows[0]).toMatchObject({
      ...{ no: 'YX1', title: '防风夹克', state: '运输中', note: 'YX1 · 2026-11-20 · ¥329.00' },
      image: expect.stringMatching(/^https:\/\/gateway\.test\/a\.png/u),
    });
    expect(rows[1]).toMatchObject({ image: '', initial: '保' });
    expect(foundOrders(rows, '夹克 yx').map(({ no }) => no)).toEqual(['YX1']);
    expect(foundOrders(rows, '')).toHaveLength(2);
    expect(foundOrders(rows, '雨伞')).toEqual([]);
  });
});
