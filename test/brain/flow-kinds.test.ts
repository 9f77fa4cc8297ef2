/** Every kind of slot, by the ways people give it. */
import { describe, expect, test } from 'vitest';
import type { Flow, Slot, SlotKind } from '../../shared/flow.ts';
import { playFlow } from '../../worker/brain/flow/play.ts';
import { START } from './robot.ts';

const both = (text: string) => ({ zh: text, en: text });

function asking(kind: SlotKind, more: Partial<Slot> = {}): Flow {
  const slot: Slot = { name: 'it', kind, label: both('这一项'), ask: both('请说'), help: [both('再说一次')], ...more };
  return {
    id: 'only-this',
    title: both('登记'),
    skill: 'general',
    starts: { zh: ['登记'], en: ['note'] },
    slots: [slot],
    outcomes: { done: { say: both('好了') } },
    keepHours: 1,
  };
}

const given: [kind: SlotKind, text: string, value: string][] = [
  ['order-number', 'yx-20261120001', 'YX20261120001'],
  ['order-number', '订单号：202611250012 谢谢', '202611250012'],
  ['phone', '我的电话是138 0013 8000', '+8613800138000'],
  ['phone', '021-61234567', '+862161234567'],
  ['phone', '+44 7700 900123', '+447700900123'],
  ['date', '后天', '2025-11-27'],
  ['date', '下周一吧', '2025-12-01'],
  ['date', '12月3号', '2025-12-03'],
  ['date', 'next Friday', '2025-12-05'],
  ['time', '下午两点半', '14:30'],
  ['time', '上午', '08:00/12:00'],
  ['time', '下午2点到4点', '14:00/16:00'],
  ['time', 'half past nine am', '09:30'],
  ['amount', '九十九块五', '99.50'],
  ['amount', '¥1,299', '1299.00'],
  ['address', '寄到杭州市西湖区文三路 90 号 2 幢 301', '杭州市西湖区文三路 90 号 2 幢 301'],
  ['address', '22 Baker Street, London', '22 Baker Street, London'],
  ['email', '邮箱lin.xm@Example.COM谢谢', 'lin.xm@example.com'],
  ['text', '  随便写点什么  ', '随便写点什么'],
];

describe('F3 every kind of slot', () => {
  test.each(given)('%s: %s', (kind, text, value) => {
    const turns = playFlow(asking(kind), 'zh', ['登记', text], [], START);
    expect(turns[0]?.asked).toBe('it');
    expect(turns[1]).toMatchObject({ slots: { it: value }, ended: 'done' });
  });

  test.each<[SlotKind, string]>([
    ['order-number', '2025-11-25'],
    ['order-number', '我不记得了'],
    ['phone', '138001'],
    ['date', '到时候再说'],
    ['time', '都可以'],
    ['amount', '挺多的'],
    ['address', '就在我家'],
    ['email', 'lin at example'],
    ['choice', '两个都要'],
    ['image', '没有图'],
  ])('%s: “%s” is none', (kind, text) => {
    const options = ['red', 'blue'].map((id) => ({ id, label: both(id) }));
    const flow = asking(kind, kind === 'choice' ? { options } : {});
    const [, turn] = playFlow(flow, 'zh', ['登记', text], [], START);
    expect(turn).toMatchObject({ slots: {}, asked: 'it', ended: null });
    expect(JSON.stringify(turn?.says)).toContain('再说一次');
  });

  test.each<[SlotKind, Partial<Slot>, string, string]>([
    ['amount', { least: 1, most: 500 }, '600元', '¥1 到 ¥500'],
    ['date', { most: 0 }, '明天', '不晚于 2025-11-25'],
    ['date', { least: 0 }, '昨天', '不早于 2025-11-25'],
    ['text', { least: 5 }, '太短', '至少要 5 个字'],
    ['text', { most: 4 }, '这个太长了', '不能超过 4 个字'],
  ])('%s outside %o: %s', (kind, bounds, text, words) => {
    const [, turn] = playFlow(asking(kind, bounds), 'zh', ['登记', text], [], START);
    expect(turn).toMatchObject({ slots: {}, ended: null });
    expect(JSON.stringify(turn?.says)).toContain(words);
  });
});
