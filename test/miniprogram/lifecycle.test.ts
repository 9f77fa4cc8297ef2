import { afterEach, describe, expect, it } from 'vitest';
import { bootPhone, settle, type Booted } from './phone.ts';

const note = (name: string) => `getApp().journal.push('${name}');`;
const page = (name: string, more = '') => `import { count } from '../../counter.ts';
Page({
  data: { name: '${name}', counted: 0 },
  onLoad(query: Record<string, string>) { getApp().journal.push('${name} load ' + JSON.stringify(query)); this.setData({ counted: count() }); },
  onShow() { ${note(`${name} show`)} },
  onReady() { ${note(`${name} ready`)} },
  onHide() { ${note(`${name} hide`)} },
  onUnload() { ${note(`${name} unload`)} },
  onTabItemTap() { ${note(`${name} tab`)} },
  onPullDownRefresh() { ${note(`${name} pull`)} void wx.stopPullDownRefresh(); },
  ${more}
});`;
const child = (name: string) => `Component({
  options: { virtualHost: ${name === 'inner'} },
  lifetimes: {
    created() { ${note(`${name} created`)} }, attached() { ${note(`${name} attached`)} },
    ready() { ${note(`${name} ready`)} }, detached() { ${note(`${name} detached`)} },
  },
  pageLifetimes: { show() { ${note(`${name} page show`)} }, hide() { ${note(`${name} page hide`)} } },
});`;

const PROGRAM = {
  'app.json': JSON.stringify({
    pages: ['pages/home/index', 'pages/mine/index', 'pages/talk/index'],
    tabBar: {
      list: [
        { pagePath: 'pages/home/index', text: '消息' },
        { pagePath: 'pages/mine/index', text: '我的' },
      ],
    },
  }),
  'app.ts': `App({ journal: [] as string[],
    onLaunch() { this.journal.push('launch'); }, onShow() { this.journal.push('app show'); }, onHide() { this.journal.push('app hide'); } });`,
  'counter.ts': 'let counted = 0;\nexport const count = (): number => (counted += 1);',
  'pages/home/index.json': '{ "usingComponents": { "outer-part": "../../components/outer/index" } }',
  'pages/home/index.wxml':
    '<outer-part /><text class="counted">{{name}} {{counted}}</text><button class="go" bind:tap="go">去</button>',
  'pages/home/index.ts': page(
    'home',
    "go() { void wx.navigateTo({ url: '/pages/talk/index?id=7&word=%E4%BD%A0' }); },",
  ),
  'pages/mine/index.json': '{}',
  'pages/mine/index.wxml': '<text>{{name}} {{counted}}</text>',
  'pages/mine/index.ts': page('mine'),
  'pages/talk/index.json': '{ "navigationBarTitleText": "对话" }',
  'pages/talk/index.wxml': '<text>{{name}} {{counted}}</text>',
  'pages/talk/index.ts': page('talk'),
  'components/outer/index.json': '{ "component": true, "usingComponents": { "inner-part": "../inner/index" } }',
  'components/outer/index.wxml': '<inner-part id="in" data-kind="x" />',
  'components/outer/index.ts': child('outer'),
  'components/inner/index.json': '{ "component": true }',
  'components/inner/index.wxml': '<view>inner</view>',
  'components/inner/index.ts': child('inner'),
};

let booted: Booted | undefined;
afterEach(() => booted?.close());
const take = (phone: Booted['phone']) => phone.app().journal.splice(0);

describe('the simulated phone lives as WeChat lives', () => {
  it('launches, opens the first page, and makes components ready from the inside out', async () => {
    booted = await bootPhone(PROGRAM);
    const order = take(booted.phone);
    expect(order).toEqual([
      'launch',
      'app show',
      'inner created',
      'outer created',
      'outer attached',
      'inner attached',
      'home load {}',
      'outer page show',
      'inner page show',
      'home show',
      'inner ready',
      'outer ready',
      'home ready',
    ]);
    expect(booted.text()).toContain('home 1');
    expect(booted.phone.errors).toEqual([]);
    expect(booted.phone.warnings).toEqual([]);
  });

  it('gives the element of a virtual host its id, tag and data', async () => {
    booted = await bootPhone(PROGRAM);
    const element = booted.window.document.querySelector('[mp-id="in"]');
    expect(element?.getAttribute('mp-tag')).toBe('inner-part');
    expect(element?.getAttribute('data-kind')).toBe('x');
  });

  it('opens a page over another and comes back; a shared module lives once', async () => {
    booted = await bootPhone(PROGRAM);
    take(booted.phone);
    await booted.tap('.go');
    expect(take(booted.phone)).toEqual([
      'outer page hide',
      'inner page hide',
      'home hide',
      'talk load {"id":"7","word":"%E4%BD%A0"}',
      'talk show',
      'talk ready',
    ]);
    expect(booted.text()).toBe('talk 2');
    expect(booted.window.document.querySelector('.mp-title')?.textContent).toBe('对话');
    await booted.phone.wx['navigateBack']?.();
    await settle();
    expect(take(booted.phone)).toEqual(['talk unload', 'outer page show', 'inner page show', 'home show']);
    expect(booted.text()).toContain('home 1');
  });

  it('keeps tab pages alive and refuses wrong routes in WeChat’s words', async () => {
    booted = await bootPhone(PROGRAM);
    take(booted.phone);
    const { wx, pages } = booted.phone;
    expect(pages).toHaveLength(1);
    await wx['switchTab']?.({ url: '/pages/mine/index' });
    await settle();
    await wx['switchTab']?.({ url: '/pages/home/index' });
    await settle();
    expect(take(booted.phone)).toEqual([
      'outer page hide',
      'inner page hide',
      'home hide',
      'mine load {}',
      'mine show',
      'mine ready',
      'mine hide',
      'outer page show',
      'inner page show',
      'home show',
    ]);
    await expect(wx['navigateTo']?.({ url: '/pages/mine/index' })).rejects.toMatchObject({
      errMsg: 'navigateTo:fail can not navigateTo a tabbar page',
    });
    await expect(wx['navigateTo']?.({ url: '/pages/none/index' })).rejects.toMatchObject({
      errMsg: 'navigateTo:fail page "pages/none/index" is not found',
    });
    for (let depth = 1; depth < 10; depth += 1) await wx['navigateTo']?.({ url: '/pages/talk/index' });
    await expect(wx['navigateTo']?.({ url: '/pages/talk/index' })).rejects.toMatchObject({
      errMsg: 'navigateTo:fail webview count limit exceed',
    });
  });

  it('goes to the background and returns, and pulls down', async () => {
    booted = await bootPhone(PROGRAM);
    take(booted.phone);
    booted.phone.background();
    booted.phone.foreground();
    booted.phone.pullDown();
    expect(take(booted.phone)).toEqual([
      'outer page hide',
      'inner page hide',
      'home hide',
      'app hide',
      'app show',
      'outer page show',
      'inner page show',
      'home show',
      'home pull',
    ]);
  });
});
