import { asynchronous, number, Refusal, text, type Options, type Phone } from './api.ts';
import { askCode } from './code.ts';
import { connectSocket } from './socket.ts';
import { downloader, uploader, type Places } from './transfer.ts';

const MOST_REQUESTS = 10;
const TIMEOUT_MS = 60_000;

/** The simulated phone's network: the app's own addresses; without an origin they go to where the page came from. */
export function network(phone: Phone): Record<string, unknown> {
  let open = 0;
  const places: Places = {
    enter: () => {
      if (open >= MOST_REQUESTS) throw new Refusal('exceed max task count', { errno: 600000 });
      open += 1;
    },
    leave: () => {
      open -= 1;
    },
  };

  function request(options: Options = {}): unknown {
    const control = new AbortController();
    const headers = new Set<(given: Options) => void>();
    const chunks = new Set<(given: Options) => void>();
    const started = asynchronous('request', async () => {
      places.enter();
      const timer = setTimeout(() => control.abort('timeout'), number(options['timeout'], TIMEOUT_MS));
      try {
        return await send(options, control.signal, headers, chunks);
      } catch (reason) {
        if (control.signal.aborted) throw new Refusal(String(control.signal.reason));
        throw new Refusal(reason instanceof Error ? reason.message : String(reason), { errno: 600001 });
      } finally {
        clearTimeout(timer);
        places.leave();
      }
    })(options);
    const task = {
      abort: () => control.abort('abort'),
      onHeadersReceived: (listener: (given: Options) => void) => headers.add(listener),
      offHeadersReceived: (listener: (given: Options) => void) => headers.delete(listener),
      onChunkReceived: (listener: (given: Options) => void) => chunks.add(listener),
      offChunkReceived: (listener: (given: Options) => void) => chunks.delete(listener),
    };
    return started instanceof Promise ? Object.assign(started, task) : task;
  }

  const login = asynchronous('login', async () => ({
    code: await askCode('login', phone.program.appid, phone.persona),
  }));

  return {
    request,
    login,
    connectSocket,
    checkSession: asynchronous('checkSession', () => ({})),
    uploadFile: uploader(places),
    downloadFile: downloader(places),
    getNetworkType: asynchronous('getNetworkType', () =>
      phone.answer('getNetworkType', { networkType: 'wifi', signalStrength: 4 }),
    ),
  };
}

async function send(
  options: Options,
  signal: AbortSignal,
  headerListeners: Set<(given: Options) => void>,
  chunkListeners: Set<(given: Options) => void>,
): Promise<Options> {
  const method = text(options['method'], 'GET').toUpperCase();
  const headers = new Headers({ 'content-type': 'application/json' });
  for (const [name, value] of Object.entries((options['header'] ?? {}) as Options)) {
    // WeChat sets Referer itself and refuses to have it set; a browser does the same.
    if (name.toLowerCase() !== 'referer') headers.set(name, String(value));
  }
  const address = new URL(text(options['url']), location.origin);
  const { data } = options;
  let body: BodyInit | null = null;
  if (data !== undefined && data !== null) {
    if (method === 'GET') {
      for (const [name, value] of Object.entries(data as Options)) address.searchParams.append(name, String(value));
    } else if (typeof data === 'string' || data instanceof ArrayBuffer) {
      body = data;
    } else if (headers.get('content-type')?.includes('x-www-form-urlencoded') === true) {
      body = new URLSearchParams(Object.entries(data as Options).map(([k, v]) => [k, String(v)])).toString();
    } else {
      body = JSON.stringify(data);
    }
  }
  const answer = await fetch(address, { method, headers, body, signal, credentials: 'omit' });
  const header = Object.fromEntries(answer.headers);
  for (const listener of headerListeners) listener({ header, statusCode: answer.status });
  const result = { statusCode: answer.status, header, cookies: [] };
  if (options['enableChunked'] === true && answer.body !== null) {
    const reader = answer.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      for (const listener of chunkListeners) listener({ data: part.value.slice().buffer });
    }
    return { ...result, data: '' };
  }
  if (options['responseType'] === 'arraybuffer') return { ...result, data: await answer.arrayBuffer() };
  const raw = await answer.text();
  if (text(options['dataType'], 'json') !== 'json') return { ...result, data: raw };
  try {
    return { ...result, data: JSON.parse(raw) as unknown };
  } catch {
    return { ...result, data: raw };
  }
}
