import { asynchronous, Refusal, text } from './api.ts';

const KEY_LIMIT = 1024 * 1024;
const TOTAL_LIMIT_KB = 10 * 1024;

/** wx storage in the browser's, apart for each person the phone plays. */
export function storage(persona: string): Record<string, unknown> {
  const prefix = `mp:${persona}:`;
  const keys = () =>
    Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '')
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length));
  const read = (key: string): unknown => {
    const held = localStorage.getItem(prefix + key);
    return held === null ? undefined : (JSON.parse(held) as { value: unknown }).value;
  };
  const write = (key: string, value: unknown): void => {
    if (typeof key !== 'string' || key === '') throw new Refusal('parameter error: parameter.key should be String');
    const held = JSON.stringify({ value });
    if (held.length > KEY_LIMIT) throw new Refusal('entry size limit reached');
    localStorage.setItem(prefix + key, held);
  };
  const info = () => {
    const held = keys();
    const size = held.reduce((sum, key) => sum + (localStorage.getItem(prefix + key)?.length ?? 0), 0);
    return { keys: held, currentSize: Math.ceil(size / 1024), limitSize: TOTAL_LIMIT_KB };
  };
  const clear = () => keys().forEach((key) => localStorage.removeItem(prefix + key));
  const remove = (key: string) => localStorage.removeItem(prefix + key);
  return {
    getStorageSync: (key: string) => read(key) ?? '',
    setStorageSync: write,
    removeStorageSync: remove,
    clearStorageSync: clear,
    getStorageInfoSync: info,
    getStorage: asynchronous('getStorage', ({ key }) => {
      const data = read(text(key));
      if (data === undefined) throw new Refusal('data not found');
      return { data };
    }),
    setStorage: asynchronous('setStorage', ({ key, data }) => write(text(key), data)),
    removeStorage: asynchronous('removeStorage', ({ key }) => remove(text(key))),
    clearStorage: asynchronous('clearStorage', clear),
    getStorageInfo: asynchronous('getStorageInfo', info),
  };
}
