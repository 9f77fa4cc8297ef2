/** What a screen offers the person to decide, and which notices stand beside the messages it holds. */
import { describe, expect, it } from 'vitest';
import type { EndpointView, Line } from '../../shared/line.ts';
import type { ChoiceView, NoticeView } from '../../shared/notice.ts';
import { choicesOf, takesOffers } from '../../web/client/choices.ts';
import { noticesBeside } from '../../web/client/pending.ts';

type Pending = Parameters<typeof choicesOf>[1];

const said = (at: number, channel: ChoiceView['channel'], given: boolean): ChoiceView => ({
  ...{ purpose: 'marketing', channel, given, at, evidence: '' },
});
const endpoint = (channel: EndpointView['channel'], code?: string): EndpointView => ({
  ...{ id: channel, channel, account: 'a', accountName: '', label: '', window: null, lastInboundAt: 0 },
  ...(code !== undefined && { blocked: { code, detail: '' } }),
});
const held = (choices: ChoiceView[], ...endpoints: EndpointView[]) =>
  ({ endpoints, own: { choices, humanFirst: false, subscriptions: [] } }) as Partial<Line> as Line;
const chooses = (given: object): Pending => [{ payload: { type: 'act', act: { act: 'choose', ...given } } }];
const on = (line: Line, pending: Pending = []) =>
  choicesOf(line, pending).map((one) => `${one.purpose} ${one.channel} ${one.on ? 'on' : 'off'}`);

describe('what may be sent', () => {
  it('W72 on a website offers alone are decided of; a number given back has no switch', () => {
    expect(on(held([], endpoint('web')))).toEqual(['marketing web off', 'personal  off']);
    expect(on(held([], endpoint('web'), endpoint('sms')))).toEqual([
      ...['service sms on', 'marketing sms off', 'marketing web off', 'personal  off'],
    ]);
    expect(on(held([], endpoint('web'), endpoint('sms', 'unlinked')))).toEqual(on(held([], endpoint('web'))));
  });

  it('W72 what was agreed to for the website alone is agreed to there alone, and takes offers', () => {
    const both = [endpoint('sms'), endpoint('web')];
    expect(on(held([said(1, 'web', true)], ...both)).slice(1, 3)).toEqual(['marketing sms off', 'marketing web on']);
    expect(takesOffers(held([said(1, 'web', true)], ...both), [])).toBe(true);
    expect(takesOffers(held([], ...both), [])).toBe(false);
    expect(takesOffers({ ...held([], ...both), own: undefined }, [])).toBeNull();
  });

  it('W72 a word on its way counts at once: of its channel, of all where it names none; the last one counts', () => {
    const line = held([said(1, 'web', true), said(1, 'sms', true)], endpoint('sms'), endpoint('web'));
    const ends = chooses({ purpose: 'marketing', given: false });
    expect(on(line, ends).slice(1, 3)).toEqual(['marketing sms off', 'marketing web off']);
    expect(takesOffers(line, ends)).toBe(false);
    const again = [...ends, ...chooses({ purpose: 'marketing', channel: 'web', given: true })];
    expect(on(line, again).slice(1, 3)).toEqual(['marketing sms off', 'marketing web on']);
    expect(on(line, chooses({ purpose: 'personal', given: true }))).toContain('personal  on');
    expect(on(line, chooses({ purpose: 'personal', given: true })).slice(1, 3)).toEqual(on(line).slice(1, 3));
  });
});

describe('notices beside messages', () => {
  const notice = (at: number) => ({ id: `n${at}`, at }) as Partial<NoticeView> as NoticeView;
  const beside = (more: boolean, ...messages: number[]) =>
    noticesBeside({
      ...{ more, notices: { unread: 0, newest: [notice(30), notice(20), notice(10)] } },
      messages: messages.map((at) => ({ at }) as Partial<Line['messages'][number]> as Line['messages'][number]),
    }).map(({ at }) => at);

  it('W70 they stand oldest first, those of the time that is shown; the rest with the older messages', () => {
    expect(beside(false, 15, 25)).toEqual([10, 20, 30]);
    expect(beside(true, 15, 25)).toEqual([20, 30]);
    expect(beside(true, 20)).toEqual([20, 30]);
    expect(beside(false)).toEqual([10, 20, 30]);
    expect(noticesBeside({ more: false, messages: [] })).toEqual([]);
  });
});
