/** The places an APP's code runs in: a web view, React Native, uni-app. Each is a handful of calls; nothing else knows them. */
import { browserDial, browserInstance, browserKeep, browserWake } from '../client/transport-browser.ts';
import { weixinDial, weixinKeep } from '../client/transport-weixin.ts';
import type { AppState, Call, Gift, Platform, Storage, Uni } from './api.ts';

async function fetched({ url, method, headers, body, timeoutMs }: Call): Promise<string> {
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(), timeoutMs);
  try {
    const answer = await fetch(url, { method, headers, ...(body !== null && { body }), signal: end.signal });
    return await answer.text();
  } finally {
    clearTimeout(timer);
  }
}

/** `XMLHttpRequest` tells how far an upload is; browsers and React Native have it. */
function posted(
  { url, headers }: Gift,
  body: XMLHttpRequestBodyInit,
  progress: (share: number) => void,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const broken = () => reject(new Error('The network did not answer.'));
    request.open('POST', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => progress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve(request.responseText);
    request.onerror = broken;
    request.ontimeout = broken;
    request.timeout = 300_000;
    request.send(body);
  });
}

/** A page in a browser or in an APP's web view; files are `Blob`s. */
export function webPlatform(): Platform {
  const kept = browserKeep('');
  return {
    connectSocket: browserDial,
    request: fetched,
    storage: { getItem: (key) => kept.read(key), setItem: (key, value) => kept.write(key, value) },
    upload: (gift, progress) =>
      posted(
        { ...gift, headers: { ...gift.headers, 'content-type': 'application/octet-stream' } },
        gift.file as Blob,
        progress,
      ),
    moments: (wake) => browserWake(wake),
    instance: browserInstance,
  };
}

/** React Native: give its `AppState` and a storage (MMKV, or AsyncStorage). Files are `{ uri, type, name }`. */
export function reactNativePlatform(own: { storage: Storage; AppState: AppState }): Platform {
  return {
    connectSocket: browserDial,
    request: fetched,
    storage: own.storage,
    upload: (gift, progress) => {
      const form = new FormData();
      // React Native's own kind of file.
      form.append('file', gift.file as Blob);
      return posted(gift, form, progress);
    },
    moments(wake, pause) {
      const heard = own.AppState.addEventListener('change', (state) => {
        if (state === 'active') wake();
        if (state === 'background') pause();
      });
      return () => heard.remove();
    },
  };
}

/** uni-app (APP, H5 and mini-programs): give its `uni`. Files are paths, as `uni.chooseImage` answers them. */
export function uniPlatform(uni: Uni): Platform {
  const kept = weixinKeep(uni, '');
  return {
    connectSocket: weixinDial(uni),
    request: ({ url, method, headers, body, timeoutMs }) =>
      new Promise((resolve, reject) => {
        uni.request({
          ...{ url, method, header: headers, dataType: 'text', timeout: timeoutMs },
          ...(body !== null && { data: body }),
          success: ({ data }) => resolve(typeof data === 'string' ? data : JSON.stringify(data)),
          fail: () => reject(new Error('The network did not answer.')),
        });
      }),
    storage: { getItem: (key) => kept.read(key), setItem: (key, value) => kept.write(key, value) },
    upload: ({ url, headers, file }, progress) =>
      new Promise((resolve, reject) => {
        const task = uni.uploadFile({
          ...{ url, filePath: String(file), name: 'file', header: headers },
          success: ({ data }) => resolve(data),
          fail: () => reject(new Error('The network did not answer.')),
        });
        task?.onProgressUpdate?.(({ progress: share }) => progress(share / 100));
      }),
    moments(wake, pause) {
      let on = true;
      uni.onAppShow(() => on && wake());
      uni.onAppHide(() => on && pause());
      uni.onNetworkStatusChange(({ isConnected }) => on && isConnected && wake());
      return () => (on = false);
    },
  };
}
