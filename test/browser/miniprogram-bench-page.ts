/** Runs inside the measured page before everything else: plays the gateway and its socket, and counts what the screen costs. */
export function played({ messages: count, offline }: { messages: number; offline: boolean }): void {
  type Frame = { type: string; request?: number; before?: number; limit?: number };
  const began = performance.now();
  const said = (at: number) => ({
    id: `m_${at}`,
    revision: at,
    endpoint: 'e',
    channel: 'miniprogram',
    position: at,
    direction: at % 3 === 0 ? 'in' : 'out',
    speaker: at % 3 === 0 ? { kind: 'customer' } : { kind: 'agent', name: '王晴' },
    body: { kind: 'text', text: `${at}. 您好，您的包裹今天派送，请留意电话，签收前请检查外包装。` },
    at: 1_795_000_000_000 + at * 60_000,
    session: 's',
    status: 'sent',
  });
  let head = count;
  const held = (from: number, to: number) =>
    Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => said(from + at));
  const line = (from: number) => ({
    person: { id: 'c', name: '' },
    endpoints: [],
    session: { id: 's', state: 'agent', openedAt: 0, fence: 1, agent: { id: 'a', name: '王晴' } },
    handover: null,
    marks: { customer: { '*': { received: count, read: count } }, company: { read: 0 } },
    messages: held(from, count),
    more: from > 1,
  });
  const first = Math.max(1, count - 499);
  let oldest = first;
  let tell: (frame: object) => void = () => undefined;

  class PlayedSocket extends EventTarget {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    readyState = 0;
    binaryType = '';
    constructor() {
      super();
      setTimeout(() => {
        if (offline) return this.dispatchEvent(Object.assign(new Event('close'), { code: 1006, reason: '' }));
        this.readyState = 1;
        this.dispatchEvent(new Event('open'));
        return undefined;
      }, 0);
      tell = (frame) => this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(frame) }));
    }
    send(text: string): void {
      const frame = text === 'ping' ? { type: 'ping' } : (JSON.parse(text) as Frame);
      if (frame.type === 'hello') {
        const viewer = { kind: 'customer', endpoint: 'e' };
        tell({ type: 'welcome', version: 3, epoch: 'b', revision: head, accepted: 0, serverTime: Date.now(), viewer });
        tell({ type: 'reset', epoch: 'b', revision: head, snapshot: line(first) });
      }
      if (frame.type === 'history') {
        const to = (frame.before ?? 1) - 1;
        const from = Math.max(1, to - (frame.limit ?? 50) + 1);
        oldest = Math.min(oldest, from);
        setTimeout(() => tell({ type: 'page', request: frame.request, messages: held(from, to), more: from > 1 }), 0);
      }
    }
    close(): void {
      this.readyState = 3;
    }
  }
  const answer = (body: object) => Promise.resolve(new Response(JSON.stringify({ ok: true, ...body })));
  Object.assign(globalThis, {
    WebSocket: PlayedSocket,
    fetch: (given: unknown) => {
      const path = String(given);
      if (offline) return Promise.reject(new TypeError('offline'));
      if (path.includes('login-code')) return answer({ code: 'code' });
      if (path.includes('sign-in')) return answer({ token: 't', visitor: null, signedIn: true, media: 'k' });
      return answer({ ticket: 'ticket-ticket-ticket', url: '/s' });
    },
  });
  if (offline) {
    for (const name of Object.keys(localStorage)) localStorage.removeItem(name);
    const text = JSON.stringify({ version: 3, line: { ...line(first), epoch: 'b', revision: count } });
    const script = [...document.scripts].map(({ src }) => src).join();
    // The program's own key: its account stands in the build.
    Object.assign(globalThis, { __kept: { text, script } });
    const read = Storage.prototype.getItem;
    Storage.prototype.getItem = function getItem(key: string) {
      return /^mp:bench:talk:[^:]+:line$/u.test(key) ? JSON.stringify({ value: text }) : read.call(this, key);
    };
  }

  // What timers do for one message more is counted, with the layout it causes: the program draws in timers. The first picture is
  // measured to its paint, and asked for no layout of ours before it.
  let work = 0;
  let counts = false;
  const later = globalThis.setTimeout;
  const counting = (run: () => void) => () => {
    if (!counts) return run();
    const from = performance.now();
    run();
    document.body?.getBoundingClientRect();
    work += performance.now() - from;
    return undefined;
  };
  Object.assign(globalThis, {
    setTimeout: (run: unknown, ms?: number) =>
      typeof run === 'function' ? later(counting(run as () => void), ms) : later(() => undefined, ms),
  });
  const rest = (ms: number) => new Promise<void>((resolve) => later(resolve, ms));

  const bench = {
    /** From the page's own begin to the picture: the simulated phone's start, with WeChat's framework, is in it. */
    firstMs: 0,
    /** From the program's launch, when the phone itself is running. */
    launchedMs: 0,
    nodes: () => document.querySelectorAll('.mp-frame *').length,
    held: () => head - oldest + 1,
    async one(): Promise<number> {
      work = 0;
      counts = true;
      head += 1;
      const from = performance.now();
      tell({
        type: 'event',
        revision: head,
        previous: head - 1,
        at: Date.now(),
        change: { kind: 'message', message: said(head) },
      });
      const taken = performance.now() - from;
      await rest(250);
      counts = false;
      return work + taken;
    },
  };
  Object.assign(globalThis, { __bench: bench });
  const painted = () => {
    const now = performance.now();
    bench.launchedMs = now - (globalThis as typeof globalThis & { __mp: { launchedAt: number } }).__mp.launchedAt;
    bench.firstMs = now - began;
  };
  const watch = () => {
    if (document.querySelector('.bubble') === null) return void requestAnimationFrame(watch);
    // Painted: the frame after the one in which it stands.
    return void requestAnimationFrame(() => later(painted, 0));
  };
  requestAnimationFrame(watch);
}
