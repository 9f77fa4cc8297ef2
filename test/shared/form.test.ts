/** How the forms of a line stand, as every screen reads them. */
import { describe, expect, it } from 'vitest';
import { formStates } from '../../shared/form-rules.ts';
import type { Form } from '../../shared/form.ts';
import type { Body, Message } from '../../shared/message.ts';

type Said = Parameters<typeof formStates>[0][number];
let made = 0;
const said = (who: 'robot' | 'customer' | 'agent' | 'system', body: Body, more: Partial<Message> = {}): Said => {
  made += 1;
  return { id: `m${made}`, direction: who === 'customer' ? 'in' : 'out', speaker: { kind: who }, body, ...more };
};
const text = (words: string, option?: string): Body => ({ kind: 'text', text: words, ...(option && { option }) });
const ask = (form: Form): Body => ({ kind: 'text', text: '请说', form });
const day: Form = { kind: 'date', label: '上门日期' };
/** How the first message's form stands in this line. */
const state = (messages: Said[], coming: Body[] = []) => formStates(messages, coming).get(messages[0]?.id ?? '');

describe('F14 a form', () => {
  it('is open until anybody speaks, grey lines, notes and automatic words aside', () => {
    const asked = said('robot', ask(day));
    expect(state([asked])).toEqual({ open: true, chosen: '' });
    const quiet = [
      said('system', text('客服在线')),
      said('agent', text('记一下'), { direction: 'note' }),
      said('robot', text('还在吗'), { automatic: 'idle' as Message['automatic'] }),
    ];
    expect(state([asked, ...quiet])?.open).toBe(true);
    expect(state([asked, said('agent', text('您好'))])).toEqual({ open: false, chosen: '' });
    expect(state([asked, said('robot', ask(day))])?.open).toBe(false);
  });

  it('shows what was chosen, by control, by words of the same shape, or by a tap', () => {
    const asked = said('robot', ask(day));
    expect(state([asked, said('customer', text('2026-11-28'))])).toEqual({ open: false, chosen: '2026-11-28' });
    expect(state([asked, said('customer', text('等一下，运费怎么算'))])).toEqual({ open: false, chosen: '' });
    expect(state([asked, said('customer', text('2026-11-28'), { recalled: { at: 1 } })])?.chosen).toBe('');
    const photo = said('robot', ask({ kind: 'image', label: '照片' }));
    expect(state([photo, said('customer', { kind: 'image', url: '/v1/media/m1' })])?.chosen).toBe('✓');
    const choice = said('robot', {
      ...{ kind: 'menu', text: '哪种' },
      options: [{ id: 'pick:1:0:red', label: '红色' }],
      form: { kind: 'choice', label: '颜色' },
    });
    expect(state([choice, said('customer', text('红色', 'pick:1:0:red'))])?.chosen).toBe('红色');
  });

  it('is answered by own words on their way already', () => {
    const asked = said('robot', ask({ kind: 'order', label: '订单' }));
    expect(state([asked], [text('YX20261120001')])).toEqual({ open: false, chosen: 'YX20261120001' });
  });
});
