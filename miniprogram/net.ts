/** The mini-program's only way to the gateway: one sign-in, one followed line for all pages. */
import { LineFollower, type LineSignal } from '../web/client/line.ts';
import { CustomerDoor } from '../web/client/net.ts';
import { machineClock } from '../web/client/ports.ts';
import {
  weixinAsk,
  weixinDial,
  weixinInstance,
  weixinKeep,
  weixinMoments,
  type Weixin,
} from '../web/client/transport-weixin.ts';

type Heard = { changed?: () => void; signal?: (frame: LineSignal) => void; refused?: (code: string) => void };

const weixin = wx as Weixin;
const keep = weixinKeep(weixin, 'yx:');
const heard = new Set<Heard>();

/** A login code is used once, so WeChat is asked for each sign-in. */
function signIn(): Promise<{ kind: 'miniprogram'; account: string; code: string }> {
  return new Promise((resolve, reject) => {
    wx.login({ success: ({ code }) => resolve({ kind: 'miniprogram', account: APPID, code }), fail: reject });
  });
}

/** The person's line; started by the app. */
export const line = new LineFollower({
  door: new CustomerDoor(weixinAsk(weixin, GATEWAY_URL), GATEWAY_URL, signIn),
  dial: weixinDial(weixin),
  clock: machineClock,
  keep,
  instance: weixinInstance(keep, Math.random),
  changed: () => heard.forEach((one) => one.changed?.()),
  signal: (frame) => heard.forEach((one) => one.signal?.(frame)),
  refused: (code) => heard.forEach((one) => one.refused?.(code)),
});

/** Starts following, and lets WeChat's moments pause and wake it. */
export function follow(): void {
  line.start();
  weixinMoments(weixin, line);
}

/** Hears what happens on the line until the answered function is called. */
export function listen(one: Heard): () => void {
  heard.add(one);
  return () => heard.delete(one);
}

/** What the person chose on this phone. */
export const choices = {
  get language(): 'zh' | 'en' | null {
    const held = keep.read('language');
    return held === 'zh' || held === 'en' ? held : null;
  },
  set language(chosen: 'zh' | 'en' | null) {
    keep.write('language', chosen ?? '');
  },
  get large(): boolean {
    return keep.read('large') === '1';
  },
  set large(chosen: boolean) {
    keep.write('large', chosen ? '1' : '');
  },
  get draft(): string {
    return keep.read('draft') ?? '';
  },
  set draft(words: string) {
    keep.write('draft', words);
  },
};
