import { expect, it } from 'vitest';
import { insertable } from '../../web/dashboard/src/composer/insertable.ts';

it('M9 a suggested answer becomes words to send: steps numbered, addresses whole, no buttons', () => {
  const body = {
    kind: 'answer' as const,
    text: '这样退货：',
    steps: ['打开订单', '点“申请退货”'],
    media: [{ kind: 'image' as const, url: '/help/pack.svg', caption: '怎么打包' }],
    links: [{ label: '退货规则', url: 'https://shop.example/rules' }],
    options: [{ id: 'human', label: '转人工' }],
  };
  expect(insertable(body, 'https://line.example')).toBe(
    '这样退货：\n1. 打开订单\n2. 点“申请退货”\n怎么打包 https://line.example/help/pack.svg\n退货规则 https://shop.example/rules',
  );
  expect(insertable({ kind: 'text', text: '七天内可退' }, 'https://line.example')).toBe('七天内可退');
});
