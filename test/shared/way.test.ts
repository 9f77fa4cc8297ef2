import { describe, expect, it } from 'vitest';
import { stageOf, toneOf } from '../../shared/way.ts';

const parcel = (stateText: string, ...traces: string[]) => ({
  ...(stateText === '' ? {} : { stateText }),
  traces: traces.map((text) => ({ at: '今天', text })),
});

describe('N81 how far a parcel is', () => {
  it.each<[number, string, string[]]>([
    [4, '已签收', ['您的快件已签收']],
    [4, '', ['已由本人签收，感谢使用', '派送中']],
    [3, '派送中', ['快递员正在派送']],
    [3, '', ['已到达菜鸟驿站，请凭取件码领取']],
    [2, '运输中', ['离开杭州转运中心']],
    [2, '', ['顺丰速运已到达杭州，预计明天送达', '顺丰速运已揽收']],
    [1, '已发货', ['等待揽收']],
    [1, '', ['韵达快递已揽收']],
    [1, '未签收', ['已揽收']],
    [0, '', []],
    [0, '已下单', ['等待揽收']],
    [0, '退回中', ['派送失败，快件退回', '派送中']],
    [0, '', ['收件人拒收', '运输中']],
    [4, 'Delivered', ['Signed for']],
    [3, '', ['Out for delivery', 'Arrived at the depot']],
    [2, 'In transit', ['Departed from Hangzhou']],
    [1, 'Shipped', []],
    [2, '', ['It will be delivered tomorrow', 'Arrived in Hangzhou']],
  ])('%i of %j %j', (stage, stateText, traces) => {
    expect(stageOf(parcel(stateText, ...traces))).toBe(stage);
  });
});

describe('N81 how a state is shown', () => {
  it.each([
    ['已完成', 'good'],
    ['运输中', 'good'],
    ['Shipped', 'good'],
    ['待付款', 'open'],
    ['退款中', 'open'],
    ['Refund pending', 'open'],
    ['已取消', 'quiet'],
    ['交易关闭', 'quiet'],
    ['Cancelled', 'quiet'],
  ])('%s is %s', (state, tone) => {
    expect(toneOf(state)).toBe(tone);
  });
});
