import { asynchronous, text, type Options, type Phone } from './api.ts';
import type { Consent } from './consent.ts';

const SDK = '3.8.0';
const NAVIGATION = 44;

/** Facts about the device and the app, and the questions WeChat would ask the person. */
export function system(phone: Phone, consent: Consent): Record<string, unknown> {
  const { screen } = phone;
  const windowInfo = () => {
    const { width, height, statusBar } = screen.viewport;
    return {
      pixelRatio: window.devicePixelRatio || 1,
      screenWidth: width,
      screenHeight: height,
      windowWidth: width,
      windowHeight: screen.pageHeight,
      statusBarHeight: statusBar,
      screenTop: statusBar + NAVIGATION,
      safeArea: { left: 0, right: width, top: statusBar, bottom: height, width, height: height - statusBar },
    };
  };
  // The person's own letters (我-设置-通用-字体大小), by the address: `letters=22`.
  const letters = Number(new URLSearchParams(window.location.search).get('letters') ?? 16);
  const appInfo = () => ({
    SDKVersion: SDK,
    version: '8.0.50',
    language: 'zh_CN',
    theme: screen.scheme,
    host: { env: 'WeChat' },
    enableDebug: false,
    fontSizeSetting: letters,
    fontSizeScaleFactor: letters / 16,
  });
  const deviceInfo = () => ({
    brand: 'devtools',
    model: 'simulated phone',
    system: 'iOS 17.0',
    platform: 'devtools',
    abi: '',
    benchmarkLevel: 40,
  });
  const systemInfo = () => ({ ...windowInfo(), ...appInfo(), ...deviceInfo() });
  const launch = () => ({
    path: phone.stack.pages[0]?.path ?? '',
    query: phone.stack.pages[0]?.query ?? {},
    scene: 1001,
    shareTicket: '',
    referrerInfo: {},
  });
  const ask = (name: string, fallback: (options: Options) => Options) =>
    asynchronous(name, (options) => phone.answer(name, fallback(options)));

  return {
    getWindowInfo: windowInfo,
    getAppBaseInfo: appInfo,
    getDeviceInfo: deviceInfo,
    getSystemInfoSync: systemInfo,
    getSystemInfo: asynchronous('getSystemInfo', systemInfo),
    getSystemInfoAsync: asynchronous('getSystemInfoAsync', systemInfo),
    getSystemSetting: () => ({
      bluetoothEnabled: false,
      locationEnabled: false,
      wifiEnabled: true,
      deviceOrientation: 'portrait',
    }),
    getAppAuthorizeSetting: () => ({ notificationAuthorized: 'authorized', albumAuthorized: 'not determined' }),
    getMenuButtonBoundingClientRect: () => {
      const { width, statusBar } = screen.viewport;
      return { width: 87, height: 32, top: statusBar + 6, bottom: statusBar + 38, left: width - 94, right: width - 7 };
    },
    getAccountInfoSync: () => ({ miniProgram: { appId: phone.program.appid, envVersion: 'develop', version: '' } }),
    getLaunchOptionsSync: launch,
    getEnterOptionsSync: launch,
    canIUse: (schema: string) => canIUse(schema),
    getUpdateManager: () => ({ onCheckForUpdate() {}, onUpdateReady() {}, onUpdateFailed() {}, applyUpdate() {} }),
    getLogManager: () => ({ log() {}, info() {}, warn() {}, debug() {} }),
    getRealtimeLogManager: () => ({ info() {}, warn() {}, error() {}, setFilterMsg() {}, addFilterMsg() {} }),
    reportEvent: () => undefined,
    vibrateShort: asynchronous('vibrateShort', () => ({})),
    vibrateLong: asynchronous('vibrateLong', () => ({})),
    makePhoneCall: ask('makePhoneCall', () => ({})),
    setClipboardData: asynchronous('setClipboardData', async ({ data }) => {
      await consent.privacy('setClipboardData');
      phone.layers.toast('内容已复制', 'success', 1500, false);
      await navigator.clipboard?.writeText(text(data)).catch(() => undefined);
      return {};
    }),
    getClipboardData: ask('getClipboardData', () => ({ data: '' })),
    getSetting: ask('getSetting', () => ({
      authSetting: consent.given(),
      subscriptionsSetting: { mainSwitch: true, itemSettings: {} },
    })),
    openSetting: asynchronous('openSetting', async () => ({ authSetting: await consent.settings() })),
    authorize: ask('authorize', () => ({})),
    getPrivacySetting: ask('getPrivacySetting', () => ({
      needAuthorization: !consent.agreed,
      privacyContractName: '《一线小程序隐私保护指引》',
    })),
    requirePrivacyAuthorize: asynchronous('requirePrivacyAuthorize', () => consent.privacy('setClipboardData')),
    openPrivacyContract: ask('openPrivacyContract', () => ({})),
    openCustomerServiceChat: ask('openCustomerServiceChat', () => ({})),
    navigateToMiniProgram: ask('navigateToMiniProgram', () => ({})),
    exitMiniProgram: ask('exitMiniProgram', () => ({})),
    showShareMenu: asynchronous('showShareMenu', () => ({})),
    hideShareMenu: asynchronous('hideShareMenu', () => ({})),
    base64ToArrayBuffer: (base64: string) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0)).buffer,
    arrayBufferToBase64: (buffer: ArrayBuffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))),
    getPerformance: () => ({ now: () => performance.now(), mark() {}, measure() {} }),
    ...phone.signals.apis([
      'AppShow',
      'AppHide',
      'Error',
      'UnhandledRejection',
      'ThemeChange',
      'NetworkStatusChange',
      'NetworkWeakChange',
      'WindowResize',
      'KeyboardHeightChange',
      'MemoryWarning',
      'NeedPrivacyAuthorization',
      'PageNotFound',
      'UserCaptureScreen',
    ]),
    env: { USER_DATA_PATH: 'wxfile://usr' },
  };
}

/** Things that are true of the base library the phone plays, and that libraries ask for. */
function canIUse(schema: string): boolean {
  return !/^(cloud|skyline|worklet)/.test(schema);
}
