/** The browser's ports: WebSocket, fetch, localStorage, and the moments to try again. */
import type { Ask } from './net.ts';
import { readAnswer } from './net.ts';
import type { Dial, Keep } from './ports.ts';

/** Opens a browser socket. */
export const browserDial: Dial = (url, events) => {
  const socket = new WebSocket(url);
  socket.onopen = () => events.opened();
  socket.onmessage = ({ data }) => {
    if (typeof data === 'string') events.heard(data);
  };
  socket.onclose = ({ code }) => events.closed(code);
  return {
    send(text) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: (code) => socket.close(code),
  };
};

/** Calls the gateway at `base` (no slash at the end; empty: this origin). */
export function browserAsk(base: string, credentials: 'omit' | 'same-origin' = 'omit'): Ask {
  return async ({ path, body, bearer, timeoutMs }) => {
    try {
      const response = await fetch(base + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(bearer && { authorization: `Bearer ${bearer}` }) },
        body: JSON.stringify(body),
        credentials,
        cache: 'no-store',
        signal: AbortSignal.timeout(timeoutMs),
      });
      return readAnswer(await response.text());
    } catch {
      return { ok: false, code: 'unavailable', detail: 'The network did not answer.' };
    }
  };
}

/** localStorage under a prefix; where it is forbidden or full, memory (then a reload forgets unsent words). */
export function browserKeep(prefix: string): Keep {
  const memory = new Map<string, string>();
  return {
    read(key) {
      try {
        return localStorage.getItem(prefix + key) ?? memory.get(key) ?? null;
      } catch {
        return memory.get(key) ?? null;
      }
    },
    write(key, value) {
      try {
        localStorage.setItem(prefix + key, value);
      } catch {
        memory.set(key, value);
      }
    },
  };
}

/** Runs `wake` when the network is back or the page is looked at again; answers how to end that. */
export function browserWake(wake: () => void): () => void {
  const visible = () => {
    if (document.visibilityState === 'visible') wake();
  };
  addEventListener('online', wake);
  addEventListener('pageshow', wake);
  document.addEventListener('visibilitychange', visible);
  return () => {
    removeEventListener('online', wake);
    removeEventListener('pageshow', wake);
    document.removeEventListener('visibilitychange', visible);
  };
}

/**
 * The instance of this tab: the first known one that no other tab holds, so that words left by a closed tab are sent after
 * all; else a new one. Held by a lock as long as the tab lives. Without locks (plain http) the tab's own storage names it.
 */
export async function browserInstance(keep: Keep, scope: string): Promise<string> {
  const known = (keep.read('instances') ?? '').split(' ').filter((one) => one !== '');
  const fresh = `w-${crypto.getRandomValues(new Uint32Array(3)).join('-')}`;
  if (!('locks' in navigator)) return tabInstance(scope, fresh);
  for (const one of known) if (await hold(`${scope}${one}`)) return one;
  await hold(`${scope}${fresh}`);
  keep.write('instances', [...known, fresh].slice(-20).join(' '));
  return fresh;
}

function hold(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = navigator.locks.request(name, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock ? new Promise<void>(() => undefined) : undefined;
    });
    request.catch(() => resolve(false));
  });
}

function tabInstance(scope: string, fresh: string): string {
  try {
    const held = sessionStorage.getItem(`${scope}instance`) ?? fresh;
    sessionStorage.setItem(`${scope}instance`, held);
    return held;
  } catch {
    return fresh;
  }
}
