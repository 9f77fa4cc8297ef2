import { glassEasel } from 'glass-easel-miniprogram-adapter';
import type { EventOptions } from 'glass-easel';
import { BUILT_IN } from './names.ts';
import { inlineStyle } from './units.ts';

type BackendElement = ReturnType<glassEasel.CurrentWindowBackendContext['document']['createElement']>;

const HOLD_MS = 350;
const HOLD_MOVE = 10;
const built = new Set<string>(BUILT_IN);

/** The framework's DOM backend, corrected to behave as WeChat's view layer does. */
export class PhoneBackend extends glassEasel.CurrentWindowBackendContext {
  #width: () => number;
  #held = false;
  #heard = new Set<string>();

  constructor(width: () => number) {
    super();
    this.#width = width;
    this.document = {
      createElement: (tag: string) => this.#element(tag),
      createTextNode: (text: string) => backendElement(document.createTextNode(text)),
      createDocumentFragment: () => backendElement(document.createDocumentFragment()),
    };
    this.#watchHolds();
    this.onEvent((target, type, detail, options) => this.#pointer(target, type, detail, options));
  }

  /** Only pointers come from the DOM: built-in components raise input, change and scroll themselves, with detail. */
  override setListenerStats(...given: Parameters<glassEasel.CurrentWindowBackendContext['setListenerStats']>): void {
    const type = given[1];
    if (!/^(touch|mouse)/.test(type) || this.#heard.has(type)) return;
    this.#heard.add(type);
    const hear = (event: Event) => {
      const target = nodeOf(event.target);
      if (target === undefined) return;
      const options = { originalEvent: event, bubbles: event.bubbles, composed: true, capturePhase: true };
      const status = this.#pointer(target, type, {}, options);
      if (status === glassEasel.EventBubbleStatus.NoDefault && event.cancelable) event.preventDefault();
    };
    // Not passive: a caught touchmove keeps the page from scrolling, as on a phone.
    document.body.addEventListener(type, hear, { capture: true, passive: false });
  }

  #pointer(target: glassEasel.Element, type: string, detail: unknown, options: EventOptions) {
    if (disabledButton(options)) return undefined;
    if (type === 'tap' && this.#held) {
      this.#held = false;
      return undefined;
    }
    return dispatch(target, type, detail, options);
  }

  /** Rendering is synchronous here; a timer instead of a frame keeps callbacks alive on a hidden page. */
  override render(callback: (error: Error | null) => void): void {
    setTimeout(() => callback(null), 0);
  }

  #element(tag: string): BackendElement {
    const element = document.createElement(built.has(tag) ? `wx-${tag}` : tag);
    const set = element.setAttribute.bind(element);
    element.setAttribute = (name: string, value: string) =>
      set(name, name === 'style' ? inlineStyle(String(value), this.#width()) : value);
    return backendElement(element);
  }

  #watchHolds(): void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let start = { x: 0, y: 0 };
    const stop = () => clearTimeout(timer);
    const begin = (event: Event, x: number, y: number) => {
      stop();
      this.#held = false;
      start = { x, y };
      timer = setTimeout(() => this.#hold(event, x, y), HOLD_MS);
    };
    const move = (x: number, y: number) => {
      if (Math.abs(x - start.x) > HOLD_MOVE || Math.abs(y - start.y) > HOLD_MOVE) stop();
    };
    const body = document.body;
    const at = (event: TouchEvent) => event.changedTouches[0];
    const options = { capture: true, passive: true };
    body.addEventListener('touchstart', (e) => begin(e, at(e)?.clientX ?? 0, at(e)?.clientY ?? 0), options);
    body.addEventListener('touchmove', (e) => move(at(e)?.clientX ?? 0, at(e)?.clientY ?? 0), options);
    body.addEventListener('mousedown', (e) => begin(e, e.clientX, e.clientY), options);
    body.addEventListener('mousemove', (e) => move(e.clientX, e.clientY), options);
    for (const name of ['touchend', 'touchcancel', 'mouseup']) body.addEventListener(name, stop, options);
  }

  #hold(event: Event, x: number, y: number): void {
    const target = nodeOf(event.target);
    if (target === undefined) return;
    const options: EventOptions = { originalEvent: event, bubbles: true, composed: true, capturePhase: true };
    this.#held = listens(target, 'longpress');
    dispatch(target, 'longpress', { x, y }, options);
    dispatch(target, 'longtap', { x, y }, options);
  }
}

function dispatch(target: glassEasel.Element, type: string, detail: unknown, options: EventOptions) {
  const event = new glassEasel.Event(type, detail, options);
  glassEasel.Event.dispatchEvent(target, event);
  return event.getEventBubbleStatus();
}

/** Raises a tap on an element, as a label or the keyboard does for its control. */
export function tapOn(element: HTMLElement): void {
  const node = nodeOf(element);
  const { left, top } = element.getBoundingClientRect();
  if (node !== undefined) glassEasel.triggerEvent(node, 'tap', { x: left, y: top }, { bubbles: true, composed: true });
}

/** The framework's node that an element on the page belongs to. */
export function nodeOf(target: EventTarget | null): glassEasel.Element | undefined {
  for (let at = target as (Node & { __wxElement?: glassEasel.Element }) | null; at !== null; at = at.parentNode) {
    if (at.__wxElement !== undefined) return at.__wxElement;
  }
  return undefined;
}

function listens(start: glassEasel.Element, type: string): boolean {
  let node: glassEasel.Element | null = start;
  while (node !== null) {
    const held = node as { _$eventTarget?: { listeners: Record<string, unknown> } };
    if (held._$eventTarget?.listeners[type] !== undefined) return true;
    node = node instanceof glassEasel.ShadowRoot ? node.getHostNode() : node.parentNode;
  }
  return false;
}

function disabledButton(options: EventOptions): boolean {
  const event = options.originalEvent;
  return (
    event instanceof Event && event.target instanceof Element && event.target.closest('wx-button[disabled]') !== null
  );
}

/** A DOM node has the members the framework asks of a backend element, under laxer types. */
export function backendElement(node: unknown): BackendElement {
  return node as BackendElement;
}
