import { glassEasel } from 'glass-easel-miniprogram-adapter';
import { nodeOf } from './backend.ts';
import { elementOf } from './instance.ts';

interface Touch {
  identifier: number;
  pageX: number;
  pageY: number;
  clientX: number;
  clientY: number;
}

/** Which node an event object was made for; WXS handlers ask. */
const currentNodes = new WeakMap<object, glassEasel.Element>();

/** The node a handler's event is passing. */
export const currentNode = (event: object) => currentNodes.get(event);

/** Gives handlers the event object that WeChat gives: plain targets, positions in the page, touches on top. */
export function shapeEvents(): void {
  const prototype = glassEasel.Event.prototype;
  prototype.wrapShadowedEvent = function wrap(this: glassEasel.Event<unknown>, target, mark, current) {
    const original = this.getOriginalEvent();
    const event: Record<string, unknown> = {
      type: this.type,
      timeStamp: this.timeStamp,
      detail: detailOf(this, original),
      target: placeOf(target),
      currentTarget: placeOf(current),
      mark: mark ?? {},
      mut: false,
      stopPropagation: () => this.stopPropagation(),
      preventDefault: () => this.preventDefault(),
      ...this.extraFields,
    };
    if (original instanceof Event) {
      const frame = frameOf(original.target);
      event['touches'] = touches(original, 'touches', frame);
      event['changedTouches'] = touches(original, 'changedTouches', frame);
    }
    currentNodes.set(event, nodeIn(current));
    return event as ReturnType<typeof prototype.wrapShadowedEvent>;
  };
}

/** The page's frame an element lies in; positions are told relative to it. */
export function frameOf(target: EventTarget | null): DOMRect {
  const frame = target instanceof Element ? target.closest('.mp-frame') : null;
  return (frame ?? document.body).getBoundingClientRect();
}

function detailOf(event: glassEasel.Event<unknown>, original: unknown): unknown {
  if (/^(touch|mouse)/.test(event.type)) return {};
  const detail = event.detail;
  if (!(original instanceof Event) || typeof detail !== 'object' || detail === null || !('x' in detail)) return detail;
  const frame = frameOf(original.target);
  const { x, y } = detail as { x: number; y: number };
  return { x: x - frame.left, y: y - frame.top };
}

function nodeIn(caller: unknown): glassEasel.Element {
  const held = (caller as { _$?: unknown })._$;
  return (held instanceof glassEasel.Element ? held : caller) as glassEasel.Element;
}

function placeOf(caller: unknown): { id: string; dataset: unknown; offsetLeft: number; offsetTop: number } {
  const node = nodeIn(caller);
  const element = elementOf(node);
  return {
    id: node.id,
    dataset: { ...(node.dataset ?? {}) },
    offsetLeft: element?.offsetLeft ?? 0,
    offsetTop: element?.offsetTop ?? 0,
  };
}

function touches(event: Event, kind: 'touches' | 'changedTouches', frame: DOMRect): Touch[] {
  const scroll = nodeOf(event.target) === undefined ? 0 : scrollTop(event.target);
  const touch = (identifier: number, x: number, y: number): Touch => {
    const clientX = x - frame.left;
    const clientY = y - frame.top;
    return { identifier, clientX, clientY, pageX: clientX, pageY: clientY + scroll };
  };
  if (typeof TouchEvent !== 'undefined' && event instanceof TouchEvent) {
    return [...event[kind]].map((one) => touch(one.identifier, one.clientX, one.clientY));
  }
  return event instanceof MouseEvent ? [touch(0, event.clientX, event.clientY)] : [];
}

function scrollTop(target: EventTarget | null): number {
  return target instanceof Element ? (target.closest('.mp-scroll')?.scrollTop ?? 0) : 0;
}
