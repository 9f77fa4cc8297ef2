import { component } from 'glass-easel-miniprogram-adapter';
import { defineBuiltIns } from './built-in/all.ts';
import { shapeEvents } from './events.ts';
import { Faults } from './faults.ts';
import { call, elementOf, guardSetData, type Instance } from './instance.ts';
import { Layers } from './layers.ts';
import { Modules } from './modules.ts';
import { Intersections } from './observe.ts';
import { pagePaths, type Program } from './program.ts';
import { SelectorQuery } from './query.ts';
import { Ready } from './ready.ts';
import { Screen } from './screen.ts';
import { Sheets } from './sheets.ts';
import { Space, writeIds } from './space.ts';
import { Stack } from './stack.ts';
import { installWxs } from './wxs.ts';
import { makeWx, type Call } from './wx/all.ts';
import { askCode } from './wx/code.ts';
import { Signals, type Options } from './wx/api.ts';
import { dropSockets } from './wx/socket.ts';

/** What a page around the phone, or a test, may set before the phone starts. */
export interface PhoneConfig {
  /** Answers to what WeChat would ask the person, by API or open-type. */
  answers?: Record<string, Options>;
  /** Do not open a page by itself. */
  noPage?: boolean;
}

/** Starts the program: registers it, launches the app and opens its first page. */
export function boot(program: Program): void {
  const config: PhoneConfig = (globalThis as { __mpConfig?: PhoneConfig }).__mpConfig ?? {};
  const search = new URLSearchParams(location.search);
  const faults = new Faults();
  const signals = new Signals();
  const ready = new Ready();
  const calls: Call[] = [];
  faults.listen();

  const screen: Screen = new Screen(program, {
    back: () => stack.navigateBack(1),
    tab: (index) => {
      const path = program.app.tabBar?.list[index]?.pagePath;
      if (path !== undefined) stack.switchTab(`/${path}`, true);
    },
    titleTap: () => stack.top?.scroller.scrollTo?.({ top: 0, behavior: 'smooth' }),
  });
  const width = () => screen.viewport.width;
  const layers = new Layers(screen.phone);
  const sheets = new Sheets(width);
  const answer = (name: string, fallback: Options): Options => config.answers?.[name] ?? fallback;

  writeIds();
  shapeEvents();
  guardSetData(faults);
  installWxs(width);
  const space = new Space({
    program,
    sheets,
    faults,
    ready,
    width,
    builtIns: (global) =>
      defineBuiltIns(global, {
        faults,
        layers,
        width,
        answer,
        files: new Set(program.files),
        phoneCode: () => askCode('phone', program.appid, persona),
        open: (api, options) => {
          const run = wx[api];
          if (typeof run === 'function')
            (run as (options: Options) => void)({ ...options, fail: (e: Options) => faults.warn(String(e['errMsg'])) });
        },
      }),
  });
  const stack: Stack = new Stack({ program, space, screen, sheets, ready, faults });
  const persona = search.get('persona') ?? 'lin';
  const wx = makeWx({ program, screen, layers, stack, faults, persona, signals, answer }, calls);
  extendInstances();

  let app: Instance | undefined;
  const modules = new Modules(program.scripts, {
    ...space.constructors(),
    App: (definition: Record<string, unknown>) => {
      app = { is: 'app', ...definition } as Instance;
    },
    getApp: () => app,
    getCurrentPages: () => stack.pages.map((page) => page.instance),
    wx,
  });
  space.use(modules);

  const start = search.get('path') ?? program.app.entryPagePath ?? pagePaths(program.app)[0] ?? '';
  const [path = '', asked = ''] = start.split('?');
  const query = Object.fromEntries(new URLSearchParams(asked));
  const options = { path, query, scene: 1001, shareTicket: '', referrerInfo: {} };
  const launchedAt = performance.now();
  faults.guard('app', () => modules.require('app.js'));
  const appCall = (method: string, given: unknown) => {
    if (app !== undefined) call(faults, app, method, given);
  };
  appCall('onLaunch', options);
  appCall('onShow', options);
  if (config.noPage !== true) faults.guard('launch', () => stack.reLaunch(start.startsWith('/') ? start : `/${start}`));

  window.addEventListener('resize', () => {
    screen.measure();
    sheets.refill();
    signals.raise('WindowResize', { size: { windowWidth: width(), windowHeight: screen.pageHeight } });
  });
  window.matchMedia?.('(prefers-color-scheme: dark)').addEventListener('change', () => {
    screen.repaint();
    signals.raise('ThemeChange', { theme: screen.scheme });
    appCall('onThemeChange', { theme: screen.scheme });
  });

  Object.assign(window, {
    __mp: {
      /** When the program was launched, by the page's own clock (ms). */
      launchedAt,
      errors: faults.errors,
      warnings: faults.warnings,
      calls,
      get pages() {
        return stack.pages.map(({ path, query, instance }) => ({ path, query, data: instance['data'], instance }));
      },
      wx,
      app: () => app,
      /** The person leaves the app; after WeChat's five seconds (at once here) its sockets are cut. */
      background: () => {
        stack.visible(false);
        appCall('onHide', {});
        signals.raise('AppHide', {});
        dropSockets();
      },
      foreground: () => {
        appCall('onShow', options);
        signals.raise('AppShow', options);
        stack.visible(true);
      },
      network: (isConnected: boolean) => {
        signals.raise('NetworkStatusChange', { isConnected, networkType: isConnected ? 'wifi' : 'none' });
        if (!isConnected) dropSockets();
      },
      pullDown: () => {
        const page = stack.top;
        if (page === undefined) return;
        const note = document.createElement('div');
        note.className = 'mp-pulling';
        note.textContent = '···';
        page.scroller.prepend(note);
        call(faults, page.instance, 'onPullDownRefresh');
      },
      /** The keyboard comes up so high, or goes (0): what has the focus hears of it, nothing is moved for it. */
      keyboard: (height: number) => {
        screen.keyboard(height);
        document.activeElement?.dispatchEvent(new CustomEvent('mp-keyboard', { detail: height }));
        signals.raise('KeyboardHeightChange', { height });
      },
      /** A module of the program, as its own code has it. */
      module: (path: string) => modules.require(path),
      /** A component's element, found by the program's own selector in the page on top. */
      find: (selector: string) => elementOf(stack.top?.instance._$.getShadowRoot()?.querySelector(selector)),
    },
  });
}

/** Gives pages and components the methods that the framework's adapter lacks or answers otherwise. */
function extendInstances(): void {
  Object.assign(component.ComponentCaller.prototype, {
    createSelectorQuery(this: Instance) {
      return new SelectorQuery(this);
    },
    createIntersectionObserver(this: Instance, options?: { thresholds?: number[] }) {
      return new Intersections(this, options);
    },
    getPageId(this: Instance) {
      return this.is;
    },
    animate() {},
    clearAnimation() {},
    setUpdatePerformanceListener() {},
  });
}
