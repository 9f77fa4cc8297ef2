import { asynchronous, number, Refusal, text, type Options } from './api.ts';

const MOST_SOCKETS = 5;
const REASON_BYTES = 123;
const open = new Set<Socket>();

type Listener = (given: Options) => void;

/** wx.connectSocket: a SocketTask upon the browser's WebSocket. */
export function connectSocket(options: Options = {}): Socket {
  const socket = new Socket();
  void asynchronous('connectSocket', () => {
    if (open.size >= MOST_SOCKETS) throw new Refusal('exceed max task count', { errno: 600000 });
    socket.connect(options);
    return { socketTaskId: open.size };
  })({ complete: () => undefined, ...options });
  return socket;
}

/** Ends every connection as a phone does some seconds after the app left the foreground. */
export function dropSockets(): void {
  for (const socket of [...open]) socket.drop();
}

class Socket {
  static CONNECTING = 0;
  #socket: WebSocket | undefined;
  #listeners: Record<'open' | 'message' | 'close' | 'error', Listener[]> = {
    open: [],
    message: [],
    close: [],
    error: [],
  };
  #closed = false;

  connect(options: Options): void {
    const address = new URL(text(options['url']), location.origin);
    address.protocol = address.protocol.replace(/^http/, 'ws');
    const protocols = Array.isArray(options['protocols']) ? (options['protocols'] as string[]) : [];
    const socket = new WebSocket(address, protocols);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    open.add(this);
    const timeout = number(options['timeout'], 0);
    const timer = timeout > 0 ? setTimeout(() => socket.close(), timeout) : undefined;
    socket.addEventListener('open', () => {
      clearTimeout(timer);
      this.#raise('open', { header: {}, profile: {} });
    });
    socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => this.#raise('message', { data }));
    socket.addEventListener('error', () => this.#raise('error', { errMsg: 'connectSocket:fail' }));
    socket.addEventListener('close', ({ code, reason }) => this.#end(code, reason));
  }

  get readyState(): number {
    return this.#closed ? 3 : (this.#socket?.readyState ?? Socket.CONNECTING);
  }

  onOpen(listener: Listener): void {
    this.#listeners.open.push(listener);
  }

  onMessage(listener: Listener): void {
    this.#listeners.message.push(listener);
  }

  onClose(listener: Listener): void {
    this.#listeners.close.push(listener);
  }

  onError(listener: Listener): void {
    this.#listeners.error.push(listener);
  }

  send(options: Options): unknown {
    return asynchronous('sendSocketMessage', () => {
      const data = options['data'];
      if (this.#socket?.readyState !== WebSocket.OPEN) throw new Refusal('SocketTask.readyState is not OPEN');
      if (typeof data !== 'string' && !(data instanceof ArrayBuffer))
        throw new Refusal('data must be text or ArrayBuffer');
      this.#socket.send(data);
    })({ complete: () => undefined, ...options });
  }

  close(options: Options = {}): unknown {
    return asynchronous('closeSocket', () => {
      const reason = text(options['reason']);
      if (new TextEncoder().encode(reason).length > REASON_BYTES) throw new Refusal('reason is longer than 123 bytes');
      this.#socket?.close(number(options['code'], 1000), reason);
    })({ complete: () => undefined, ...options });
  }

  /** The network goes away under the socket. */
  drop(): void {
    this.#socket?.close(3001, 'interrupted');
    this.#end(1006, 'interrupted');
  }

  #raise(kind: 'open' | 'message' | 'close' | 'error', given: Options): void {
    if (this.#closed && kind !== 'close') return;
    for (const listener of this.#listeners[kind]) listener(given);
  }

  #end(code: number, reason: string): void {
    if (this.#closed) return;
    this.#closed = true;
    open.delete(this);
    this.#raise('close', { code, reason });
  }
}
