import { describe, expect, it } from 'vitest';
import { resendable, resent } from '../../web/dashboard/src/thread/resend.ts';
import { emptyMarks } from '../../shared/reduce.ts';
import type { EndpointView, Line } from '../../shared/line.ts';
import type { Message } from '../../shared/message.ts';

function message(revision: number, change: Partial<Message> = {}): Message {
  const text = `${revision}`;
  return {
    ...{ id: `m${revision}`, revision, position: revision, endpoint: 'e1', channel: 'sms', session: 's1' },
    ...{ direction: 'out', speaker: { kind: 'agent', id: 'a', name: '王晴' }, body: { kind: 'text', text } },
    ...{ at: revision, status: 'sent' },
    ...change,
  };
}

function line(messages: Message[], change: Partial<Line> = {}): Line {
  return {
    ...{ epoch: 'e', revision: messages.length, person: { id: 'c', name: '韩伟' }, endpoints: [], handover: null },
    ...{ session: { id: 's1', state: 'agent', openedAt: 0, fence: 1 }, marks: emptyMarks, messages, more: false },
    ...change,
  };
}

describe('重新发送', () => {
  const address: EndpointView = {
    id: 'e1',
    channel: 'sms',
    account: 'sms',
    accountName: '短信',
    label: '138****0001',
    window: null,
    lastInboundAt: 0,
  };

  it('C28 is offered for what failed or may have failed, of an agent, once', () => {
    const lost = message(1, { status: 'unknown', body: { kind: 'text', text: '明天到' } });
    expect(resendable(line([lost]), lost)).toBe(true);
    const failed = message(1, { status: 'failed' });
    expect(resendable(line([failed]), failed)).toBe(true);
    for (const change of [
      { status: 'sent' },
      { status: 'delivered' },
      { status: 'unknown', automatic: 'greeting' },
      { status: 'unknown', speaker: { kind: 'robot' } },
      { status: 'unknown', direction: 'note' },
    ] satisfies Partial<Message>[]) {
      const one = message(1, change);
      expect([change, resendable(line([one]), one)]).toEqual([change, false]);
    }
    const again = message(2, { status: 'queued', body: { kind: 'text', text: '明天到' } });
    expect(resendable(line([lost, again]), lost)).toBe(false);
    expect(resendable(line([lost, message(2, { body: { kind: 'text', text: '后天到' } })]), lost)).toBe(true);
  });

  it('C28 goes to the address it was meant for, also when its window is over (another way may be there), and nowhere when it is blocked', () => {
    const lost = message(1, { status: 'unknown', body: { kind: 'text', text: '明天到' } });
    const open = line([lost], { endpoints: [{ ...address, id: 'e0' }, address] });
    expect(resent(open, lost, 0)).toEqual({ type: 'send', body: lost.body, endpoint: 'e1', fence: 1 });
    const over = { ...address, channel: 'wechat' as const, counts: [] };
    expect(resent(line([lost], { endpoints: [over] }), lost, 0)).toMatchObject({ endpoint: 'e1' });
    const blocked = { ...address, blocked: { code: 'opted_out', detail: '' } };
    expect(resent(line([lost], { endpoints: [{ ...address, id: 'e0' }, blocked] }), lost, 0)).toBeNull();
    expect(resent(line([lost]), lost, 0)).toBeNull();
  });
});
