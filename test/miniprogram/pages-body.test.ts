import { describe, expect, it } from 'vitest';
import type { Body } from '../../shared/message.ts';
import { bodyView, emptyBody, piecesOf } from '../../miniprogram/line/body.ts';

const drawing = { language: 'zh', ticked: [1], base: 'https://gateway.test' } as const;
const view = (body: Body, language: 'zh' | 'en' = 'zh') => bodyView(body, 'm1', { ...drawing, language });
const words = (body: Body) =>
  view(body)
    .pieces.map((piece) => piece.text)
    .join('');

describe('what was said, drawn', () => {
  it('text is cut at its addresses, http(s) only', () => {
    expect(piecesOf('见 https://a.test/x，谢谢 javascript:alert(1)').map(({ text, url }) => [text, url])).toEqual([
      ['见 ', ''],
      ['https://a.test/x', 'https://a.test/x'],
      ['，谢谢 javascript:alert(1)', ''],
    ]);
    expect(piecesOf('')).toEqual([]);
  });

  it('steps are numbered and can be ticked off', () => {
    const body = view({
      kind: 'answer',
      text: '退款',
      steps: ['一', '二', '三'],
      options: [{ id: 'a', label: '转人工' }],
    });
    expect(body.steps.map(({ number, text, done }) => [number, text, done])).toEqual([
      ['1', '一', false],
      ['2', '二', true],
      ['3', '三', false],
    ]);
    expect([body.title, body.progress, body.options.length]).toEqual(['退款', '已完成 1/3', 1]);
  });

  it('an answer’s pictures and links have whole addresses, the gateway’s own too', () => {
    const body = view({
      kind: 'answer',
      text: '这样打包',
      media: [
        { kind: 'image', url: '/help/pack.svg', caption: '打包三步' },
        { kind: 'video', url: 'https://films.test/pack.mp4', caption: '打包演示' },
      ],
      links: [
        { label: '退货规则', url: '/help/rules.html' },
        { label: '物流官网', url: 'https://express.test/track' },
      ],
      options: [{ id: 'human', label: '转人工' }],
    });
    expect(body.pieces.map(({ text }) => text)).toEqual(['这样打包']);
    expect(body.title).toBe('');
    expect(body.pictures).toEqual([
      {
        kind: 'image',
        url: 'https://gateway.test/help/pack.svg',
        caption: '打包三步',
        shown: true,
        width: 0,
        height: 0,
      },
      { kind: 'video', url: 'https://films.test/pack.mp4', caption: '打包演示', shown: true, width: 0, height: 0 },
    ]);
    expect(body.links.map(({ url }) => url)).toEqual([
      'https://gateway.test/help/rules.html',
      'https://express.test/track',
    ]);
    expect(body.options).toHaveLength(1);
    const link = view({ kind: 'link', title: '规则', url: '/help/rules.html' });
    expect(link.card?.url).toBe('https://gateway.test/help/rules.html');
  });

  it('an order is a card with its goods and where the parcel is', () => {
    const order = {
      no: 'YX1',
      stateText: '运输中',
      items: [{ title: '夹克', price: '¥329.00', image: '/goods/1.png' }, { title: '杯' }],
      express: { company: '顺丰速运', no: 'SF1', last: '已到达杭州' },
    };
    const { order: card } = view({ kind: 'order', text: '查到了', order });
    expect([card?.title, card?.state, card?.express, card?.expressNo, card?.last]).toEqual([
      '订单 YX1',
      '运输中',
      '顺丰速运 SF1',
      'SF1',
      '已到达杭州',
    ]);
    expect(card?.items.map(({ title, price, image, initial }) => [title, price, image, initial])).toEqual([
      ['夹克', '¥329.00', 'https://gateway.test/goods/1.png', '夹'],
      ['杯', '', '', '杯'],
    ]);
  });

  it('pictures, places and links open; a picture without an address says that it is one', () => {
    expect(view({ kind: 'image', url: 'https://a.test/1.png' }).pictures[0]?.url).toBe('https://a.test/1.png');
    expect(words({ kind: 'image', mediaId: 'x' })).toBe('[图片]');
    const place = view({ kind: 'location', latitude: 31.2, longitude: 121.5, label: '浦东' });
    expect([place.card?.act, place.card?.title, place.latitude]).toEqual(['map', '浦东', 31.2]);
    const link = view({ kind: 'link', title: '说明', url: 'https://a.test' }, 'en');
    expect([link.card?.act, link.card?.text, link.card?.actWord]).toEqual(['link', 'https://a.test', 'Copy link']);
  });

  it('what cannot be drawn is said in plain words, kinds of a newer server included', () => {
    expect(words({ kind: 'voice', transcript: '在吗' })).toBe('[语音] 在吗');
    expect(words({ kind: 'video' })).toBe('[视频]');
    expect(words({ kind: 'unsupported', original: 'sticker' })).toBe('[sticker]');
    const newer: unknown = JSON.parse('{"kind":"poll","title":"投票"}');
    expect(bodyView(newer as Body, 'm1', drawing)).toEqual({
      ...emptyBody,
      pieces: [{ key: 0, text: '投票', url: '' }],
    });
  });
});
