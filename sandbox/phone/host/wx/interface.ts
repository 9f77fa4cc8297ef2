import { Intersections } from '../observe.ts';
import { SelectorQuery } from '../query.ts';
import { RouteRefusal } from '../stack.ts';
import type { Instance } from '../instance.ts';
import { asynchronous, number, Refusal, text, type Options, type Phone } from './api.ts';

const TOAST_MS = 1500;

/** Navigation, bars, toasts, dialogs and questions about the layout. */
export function userInterface(phone: Phone): Record<string, unknown> {
  const { stack, screen, layers } = phone;
  const route = (name: string, go: (options: Options) => unknown) =>
    asynchronous(name, (options) => {
      try {
        return go(options);
      } catch (reason) {
        throw reason instanceof RouteRefusal ? new Refusal(reason.message) : reason;
      }
    });
  const index = (options: Options) => number(options['index'], -1);
  const scroll = (options: Options) => {
    const page = stack.top;
    if (page === undefined) return;
    const selector = text(options['selector']);
    const name = selector.startsWith('#') ? `[mp-id="${CSS.escape(selector.slice(1))}"]` : selector;
    const target = name === '' ? null : page.scroller.querySelector(name);
    const above = target === null ? 0 : target.getBoundingClientRect().top - page.frame.getBoundingClientRect().top;
    const top = target === null ? number(options['scrollTop'], 0) : page.scroller.scrollTop + above;
    page.scroller.scrollTo?.({ top, behavior: number(options['duration'], 300) > 0 ? 'smooth' : 'instant' });
  };

  return {
    navigateTo: route('navigateTo', (options) => {
      const channel = stack.navigateTo(text(options['url']));
      for (const [event, listener] of Object.entries((options['events'] ?? {}) as Options)) {
        if (typeof listener === 'function') channel.on(event, listener as (...given: unknown[]) => void);
      }
      return { eventChannel: channel };
    }),
    redirectTo: route('redirectTo', ({ url }) => stack.redirectTo(text(url))),
    reLaunch: route('reLaunch', ({ url }) => stack.reLaunch(text(url))),
    switchTab: route('switchTab', ({ url }) => stack.switchTab(text(url))),
    // A new life of the program: what lies in the phone's storage stays.
    restartMiniProgram: asynchronous('restartMiniProgram', ({ path }) => {
      if (text(path) === '') throw new Refusal('parameter error: parameter.path should be String');
      location.reload();
    }),
    navigateBack: route('navigateBack', ({ delta }) => stack.navigateBack(number(delta, 1))),

    setNavigationBarTitle: asynchronous('setNavigationBarTitle', ({ title }) =>
      screen.changeWindow({ navigationBarTitleText: text(title) }),
    ),
    setNavigationBarColor: asynchronous('setNavigationBarColor', ({ frontColor, backgroundColor }) =>
      screen.changeWindow({
        navigationBarTextStyle: text(frontColor).toLowerCase() === '#ffffff' ? 'white' : 'black',
        navigationBarBackgroundColor: text(backgroundColor),
      }),
    ),
    showNavigationBarLoading: asynchronous('showNavigationBarLoading', () => ({})),
    hideNavigationBarLoading: asynchronous('hideNavigationBarLoading', () => ({})),
    hideHomeButton: asynchronous('hideHomeButton', () => ({})),
    setBackgroundColor: asynchronous('setBackgroundColor', ({ backgroundColor }) =>
      screen.changeWindow({ backgroundColor: text(backgroundColor) }),
    ),
    setTabBarBadge: asynchronous('setTabBarBadge', (options) => {
      const badge = text(options['text']);
      screen.setBadge(index(options), badge.length > 4 ? '…' : badge);
    }),
    removeTabBarBadge: asynchronous('removeTabBarBadge', (options) => screen.setBadge(index(options), undefined)),
    showTabBarRedDot: asynchronous('showTabBarRedDot', (options) => screen.setBadge(index(options), '')),
    hideTabBarRedDot: asynchronous('hideTabBarRedDot', (options) => screen.setBadge(index(options), undefined)),
    setTabBarItem: asynchronous('setTabBarItem', (options) => {
      const change: Record<string, string> = {};
      for (const name of ['text', 'iconPath', 'selectedIconPath']) {
        const value = options[name];
        if (typeof value === 'string') change[name] = value;
      }
      screen.setTab(index(options), change);
    }),
    showTabBar: asynchronous('showTabBar', () => screen.hideTabs(false)),
    hideTabBar: asynchronous('hideTabBar', () => screen.hideTabs(true)),

    showToast: asynchronous('showToast', (options) =>
      layers.toast(
        text(options['title']),
        text(options['icon'], 'success'),
        number(options['duration'], TOAST_MS),
        options['mask'] === true,
      ),
    ),
    hideToast: asynchronous('hideToast', () => layers.hideToast()),
    showLoading: asynchronous('showLoading', ({ title, mask }) =>
      layers.toast(text(title), 'loading', 0, mask === true),
    ),
    hideLoading: asynchronous('hideLoading', () => layers.hideToast()),
    showModal: asynchronous('showModal', async (options) => {
      const answer = await layers.dialog(options);
      return { confirm: answer !== undefined, cancel: answer === undefined, content: answer ?? null };
    }),
    showActionSheet: asynchronous('showActionSheet', async ({ itemList, itemColor, alertText }) => {
      const items = (itemList ?? []) as string[];
      if (items.length === 0 || items.length > 6)
        throw new Refusal('parameter error: itemList should have 1 to 6 items');
      const tapIndex = await layers.actions(items, text(itemColor), text(alertText));
      if (tapIndex < 0) throw new Refusal('cancel');
      return { tapIndex };
    }),

    pageScrollTo: asynchronous('pageScrollTo', scroll),
    startPullDownRefresh: asynchronous('startPullDownRefresh', () => ({})),
    stopPullDownRefresh: asynchronous('stopPullDownRefresh', () =>
      stack.top?.frame.querySelector('.mp-pulling')?.remove(),
    ),
    hideKeyboard: asynchronous('hideKeyboard', () => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    }),
    createSelectorQuery: () => new SelectorQuery(stack.top?.instance),
    createIntersectionObserver: (instance: Instance, options: { thresholds?: number[] }) =>
      new Intersections(instance, options),
    nextTick: (call: () => void) => setTimeout(call, 0),
    createAnimation: () => animation(),
  };
}

/** Collects steps as wx.createAnimation does; the phone shows the end state only. */
function animation(): Record<string, unknown> {
  const steps: unknown[] = [];
  const self: Record<string, unknown> = new Proxy(
    {},
    {
      get: (_target, name) => {
        if (name === 'export') return () => ({ actions: steps.splice(0) });
        return (...given: unknown[]) => {
          steps.push({ name, given });
          return self;
        };
      },
    },
  );
  return self;
}
