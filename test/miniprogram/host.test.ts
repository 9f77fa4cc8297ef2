import { afterEach, describe, expect, it } from 'vitest';
import { bootPhone, settle, type Booted } from './phone.ts';

let booted: Booted | undefined;
afterEach(() => booted?.close());

const LIBRARY = JSON.stringify({
  usingComponents: { 't-button': 'tdesign-miniprogram/button/button', 't-cell': 'tdesign-miniprogram/cell/cell' },
});

describe('the simulated phone plays the built program', () => {
  it('renders the component library, takes typing and taps, and finds no fault of ours', async () => {
    booted = await bootPhone({
      'pages/home/index.json': LIBRARY,
      'pages/home/index.wxml':
        '<t-cell title="消息" note="{{count}}" bind:click="open" /><input value="{{draft}}" bind:input="typed" bind:confirm="send" /><t-button icon="send" disabled="{{!draft}}" bind:tap="send">发送</t-button><view wx:for="{{lines}}" wx:key="*this">{{item}}</view>',
      'pages/home/index.ts': `Page({ data: { draft: '', count: 0, lines: [] as string[] },
        typed(event: WechatMiniprogram.Input) { this.setData({ draft: event.detail.value }); },
        open() { void wx.showToast({ title: '没有更多' }); },
        send() { this.setData({ lines: [...this.data.lines, this.data.draft], draft: '', count: this.data.count + 1 }); } });`,
    });
    const { phone, window } = booted;
    await booted.tap('wx-button');
    expect(phone.pages[0]?.data['count']).toBe(0);
    await booted.type('wx-input input', '你好');
    await booted.tap('wx-button');
    expect(phone.pages[0]?.data['lines']).toEqual(['你好']);
    expect(window.document.querySelector<HTMLInputElement>('wx-input input')?.value).toBe('');
    expect(booted.text()).toContain('你好');
    await booted.tap('[mp-tag="t-cell"]');
    expect(window.document.querySelector('.mp-toast')?.textContent).toContain('没有更多');
    expect(phone.errors).toEqual([]);
    expect(phone.warnings.filter((text) => !/@miniprogram_npm\//.test(text))).toEqual([]);
  });

  it('hides the browser from the program, and tells what a phone would not carry', async () => {
    booted = await bootPhone({
      'pages/home/index.json': '{}',
      'pages/home/index.wxml': '<view>{{seen}}</view>',
      'pages/home/index.ts': `declare const window: unknown, document: unknown, fetch: unknown, URL: unknown, localStorage: unknown, crypto: unknown;
        Page({ data: { seen: '' }, onLoad() {
          this.setData({ seen: [typeof window, typeof document, typeof fetch, typeof URL, typeof localStorage, typeof crypto].join() });
          this.setData({ date: new Date(), gone: undefined } as never);
          void Reflect.get(wx, 'soundOfSilence');
        } });`,
    });
    expect(booted.text()).toBe(Array(6).fill('undefined').join());
    expect(booted.phone.warnings).toEqual([
      'setData: date is a Date, which phones do not carry @pages/home/index',
      'setData: gone is undefined, which phones do not carry @pages/home/index',
      'wx.soundOfSilence is not there on the simulated phone',
    ]);
  });

  it('gives handlers WeChat’s events: target, dataset, marks, bubbling and catching', async () => {
    booted = await bootPhone({
      'pages/home/index.json': '{}',
      'pages/home/index.wxml':
        '<view data-from="outer" mark:row="3" bind:tap="outer"><view class="in" id="in" data-order-id="9" bindtap="inner"/><view class="caught" catch:tap="inner"/></view>',
      'pages/home/index.ts': `Page({ data: { seen: [] as unknown[] },
        note(who: string, e: WechatMiniprogram.TouchEvent) { this.setData({ seen: [...this.data.seen, [who, e.target.id, e.target.dataset, e.currentTarget.dataset, e.mark, e.detail]] }); },
        outer(e: WechatMiniprogram.TouchEvent) { this.note('outer', e); }, inner(e: WechatMiniprogram.TouchEvent) { this.note('inner', e); } });`,
    });
    await booted.tap('.in');
    await booted.tap('.caught');
    const at = { x: 5, y: 5 };
    expect(booted.phone.pages[0]?.data['seen']).toEqual([
      ['inner', 'in', { orderId: '9' }, { orderId: '9' }, { row: '3' }, at],
      ['outer', 'in', { orderId: '9' }, { from: 'outer' }, { row: '3' }, at],
      ['inner', '', {}, {}, { row: '3' }, at],
    ]);
  });

  it('submits a form with the values of named controls', async () => {
    booted = await bootPhone({
      'pages/home/index.json': '{}',
      'pages/home/index.wxml':
        '<form bind:submit="submit"><input name="phone" value="138" /><switch name="push" checked="{{true}}" /><radio-group name="kind"><radio class="b" value="b" /></radio-group><button form-type="submit">交</button></form>',
      'pages/home/index.ts':
        'Page({ data: { value: {} }, submit(e: WechatMiniprogram.FormSubmit) { this.setData({ value: e.detail.value }); } });',
    });
    await booted.type('wx-input input', '139');
    await booted.tap('.b');
    await booted.tap('wx-button');
    expect(booted.phone.pages[0]?.data['value']).toEqual({ phone: '139', push: true, kind: 'b' });
  });

  it('runs WXS with its own idea of kinds, and keeps storage per person', async () => {
    booted = await bootPhone({
      'pages/home/index.json': '{}',
      'pages/home/index.wxml':
        '<wxs module="m" src="../../kind.wxs"/><view>{{m.kind([1])}} {{m.kind("a")}} {{m.year(0)}}</view>',
      'kind.wxs':
        'var other = require("./other.wxs");\nmodule.exports = { kind: other.kind, year: function (t) { return getDate(t).getFullYear(); } };',
      'other.wxs': 'module.exports = { kind: function (x) { return x.constructor; } };',
      'pages/home/index.ts': "Page({ onLoad() { wx.setStorageSync('seat', { row: 1 }); } });",
    });
    expect(booted.text()).toBe('Array String 1970');
    expect(booted.window.localStorage.getItem('mp:lin:seat')).toBe('{"value":{"row":1}}');
    expect(booted.phone.errors).toEqual([]);
  });

  it('N42 asks for subscriptions as WeChat does: one to five, in a tap only', async () => {
    booted = await bootPhone({}, {});
    const ask = async (tmplIds: string[]) => {
      try {
        return await booted?.phone.wx['requestSubscribeMessage']?.({ tmplIds });
      } catch (reason) {
        return reason;
      }
    };
    expect(await ask([])).toMatchObject({ errCode: 10001 });
    expect(await ask(['1', '2', '3', '4', '5', '6'])).toMatchObject({ errCode: 20003 });
    expect(await ask(['T1'])).toMatchObject({ errMsg: expect.stringContaining('TAP gesture') });
  });

  it('answers questions to the person as a test wants them answered', async () => {
    booted = await bootPhone({}, { answers: { requestSubscribeMessage: { T1: 'reject' } } });
    const answer = await booted.phone.wx['requestSubscribeMessage']?.({ tmplIds: ['T1'] });
    expect(answer).toEqual({ errMsg: 'requestSubscribeMessage:ok', T1: 'reject' });
    void booted.phone.wx['showModal']?.({ title: '退出？', content: '' });
    await settle();
    expect(booted.window.document.querySelector('.mp-dialog')?.textContent).toContain('退出？');
  });
});
