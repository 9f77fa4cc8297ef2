/** WeChat's ports: connectSocket, request, storage, and the moments to try again. Structural types: compiles without WeChat's. */
import type { Ask } from './net.ts';
import { readAnswer } from './net.ts';
import type { Answer, Dial, Keep } from './ports.ts';

type SocketTask = {
  onOpen(heard: () => void): void;
  onMessage(heard: (message: { data: string | ArrayBuffer }) => void): void;
  onClose(heard: (closing: { code: number }) => void): void;
  onError(heard: () => void): void;
  send(message: { data: string; fail?: () => void }): void;
  close(closing: { code?: number }): void;
};

/** The part of `wx` the client needs. */
export type Weixin = {
  connectSocket(options: { url: string; fail?: () => void }): SocketTask;
  request(options: {
    url: string;
    method: 'POST' | 'GET';
    header: Record<string, string>;
    data?: string;
    dataType: string;
    timeout: number;
    success(answer: { data: unknown }): void;
    fail(): void;
  }): unknown;
  getStorageSync(key: string): unknown;
  setStorageSync(key: string, value: string): void;
  onNetworkStatusChange(heard: (network: { isConnected: boolean }) => void): void;
  onAppShow(heard: () => void): void;
  onAppHide(heard: () => void): void;
};

/** Opens a WeChat socket. A failed one may tell it by `fail`, `onError` or `onClose`: the first counts. */
export function weixinDial(wx: Weixin): Dial {
  return (url, events) => {
    let over = false;
    const closed = (code: number) => {
      if (over) return;
      over = true;
      events.closed(code);
    };
    const task = wx.connectSocket({ url, fail: () => closed(1006) });
    task.onOpen(() => events.opened());
    task.onMessage(({ data }) => {
      if (typeof data === 'string') events.heard(data);
    });
    task.onClose(({ code }) => closed(code));
    task.onError(() => closed(1006));
    return {
      send: (text) => task.send({ data: text, fail: () => closed(1006) }),
      close: (code) => task.close({ code }),
    };
  };
}

/** Calls the gateway at `base` (no slash at the end). */
export function weixinAsk(wx: Weixin, base: string): Ask {
  return ({ path, body, bearer, timeoutMs }) =>
    new Promise((resolve) => {
      wx.request({
        url: base + path,
        method: 'POST',
        header: { 'content-type': 'application/json', ...(bearer && { authorization: `Bearer ${bearer}` }) },
        data: JSON.stringify(body),
        dataType: 'text',
        timeout: timeoutMs,
        success: ({ data }) => resolve(readAnswer(typeof data === 'string' ? data : JSON.stringify(data))),
        fail: () => resolve({ ok: false, code: 'unavailable', detail: 'The network did not answer.' }),
      });
    });
}

/** Reads from the gateway at `base`. */
export function weixinRead(
  wx: Weixin,
  base: string,
): (call: { path: string; bearer: string; timeoutMs: number }) => Promise<Answer<object>> {
  return ({ path, bearer, timeoutMs }) =>
    new Promise((resolve) => {
      wx.request({
        url: base + path,
        method: 'GET',
        header: { authorization: `Bearer ${bearer}` },
        dataType: 'text',
        timeout: timeoutMs,
        success: ({ data }) => resolve(readAnswer(typeof data === 'string' ? data : JSON.stringify(data))),
        fail: () => resolve({ ok: false, code: 'unavailable', detail: 'The network did not answer.' }),
      });
    });
}

/** WeChat's storage under a prefix; where it fails (full), memory. */
export function weixinKeep(wx: Weixin, prefix: string): Keep {
  const memory = new Map<string, string>();
  return {
    read(key) {
      const held = memory.get(key);
      if (held !== undefined) return held;
      const stored = wx.getStorageSync(prefix + key);
      return typeof stored === 'string' && stored !== '' ? stored : null;
    },
    write(key, value) {
      try {
        wx.setStorageSync(prefix + key, value);
        memory.delete(key);
      } catch {
        memory.set(key, value);
      }
    },
  };
}

/** Wakes and pauses with the mini-program: WeChat cuts sockets some seconds after it leaves the foreground. */
export function weixinMoments(wx: Weixin, link: { wake(): void; pause(): void }): void {
  wx.onAppShow(() => link.wake());
  wx.onAppHide(() => link.pause());
  wx.onNetworkStatusChange(({ isConnected }) => {
    if (isConnected) link.wake();
  });
}
