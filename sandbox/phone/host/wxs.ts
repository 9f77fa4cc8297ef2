import { glassEasel } from 'glass-easel-miniprogram-adapter';
import { currentNode } from './events.ts';
import { asInstance, elementOf, type Instance } from './instance.ts';
import { inlineStyle } from './units.ts';

type Func = (...given: unknown[]) => unknown;

const states = new WeakMap<glassEasel.Element, Record<string, unknown>>();

/** WeChat's ComponentDescriptor: what a WXS handler may do with a component. */
class Descriptor {
  #node: glassEasel.Element;
  #width: () => number;

  constructor(node: glassEasel.Element, width: () => number) {
    this.#node = node;
    this.#width = width;
  }

  selectComponent(selector: string): Descriptor | null {
    const found = this.#shadow()?.querySelector(selector) ?? null;
    return found === null ? null : new Descriptor(found, this.#width);
  }

  selectAllComponents(selector: string): Descriptor[] {
    return (this.#shadow()?.querySelectorAll(selector) ?? []).map((node) => new Descriptor(node, this.#width));
  }

  setStyle(style: Record<string, string> | string): void {
    const element = elementOf(this.#node);
    if (element === undefined) return;
    const text =
      typeof style === 'string'
        ? style
        : Object.entries(style)
            .map(([k, v]) => `${k}:${v}`)
            .join(';');
    for (const part of inlineStyle(text, this.#width()).split(';')) {
      const [name, ...value] = part.split(':');
      if (name !== undefined && value.length > 0) element.style.setProperty(name.trim(), value.join(':').trim());
    }
  }

  addClass(name: string): void {
    elementOf(this.#node)?.classList.add(name);
  }

  removeClass(name: string): void {
    elementOf(this.#node)?.classList.remove(name);
  }

  hasClass(name: string): boolean {
    return elementOf(this.#node)?.classList.contains(name) ?? false;
  }

  getDataset(): unknown {
    return { ...(this.#node.dataset ?? {}) };
  }

  callMethod(name: string, given: unknown): void {
    const caller = this.#caller();
    const method = caller?.[name];
    if (typeof method === 'function') Reflect.apply(method, caller, [given]);
  }

  triggerEvent(name: string, detail: unknown): void {
    glassEasel.triggerEvent(this.#node, name, detail);
  }

  getState(): Record<string, unknown> {
    let state = states.get(this.#node);
    if (state === undefined) states.set(this.#node, (state = {}));
    return state;
  }

  getBoundingClientRect(): DOMRect | undefined {
    return elementOf(this.#node)?.getBoundingClientRect();
  }

  getComputedStyle(names: string[]): Record<string, string> {
    const element = elementOf(this.#node);
    const style = element === undefined ? undefined : getComputedStyle(element);
    return Object.fromEntries(names.map((name) => [name, style?.getPropertyValue(name) ?? '']));
  }

  requestAnimationFrame(call: () => void): void {
    requestAnimationFrame(call);
  }

  setTimeout(call: () => void, ms: number): number {
    return window.setTimeout(call, ms);
  }

  clearTimeout(id: number): void {
    window.clearTimeout(id);
  }

  #shadow() {
    return glassEasel.Component.isComponent(this.#node) ? this.#node.getShadowRoot() : null;
  }

  #caller(): Instance | undefined {
    return glassEasel.Component.isComponent(this.#node) ? asInstance(this.#node.getMethodCaller()) : undefined;
  }
}

const isScript = (path: unknown) => Array.isArray(path) && (path[0] === 1 || path[0] === 2);

/** Installs the hooks that the compiled templates call for WXS handlers and `change:prop`. */
export function installWxs(width: () => number): void {
  const hooks = {
    event(host: Instance, event: Record<string, unknown>, handler: Func): unknown {
      // Data cannot carry functions on a phone, so a handler that is no method of the component comes from WXS.
      const methods: Record<string, unknown> = host._$.getComponentDefinition().behavior.getMethods();
      if (Object.values(methods).includes(handler)) return handler.call(host, event);
      const current = currentNode(event);
      if (current !== undefined) event['instance'] = new Descriptor(current, width);
      return handler.call(null, event, new Descriptor(host._$, width));
    },
    changeProp(handler: Func, path: unknown): Func {
      if (!isScript(path)) return handler;
      return (next, previous, host, node) => {
        // A microtask later: WeChat runs it after the render that changed the property.
        void Promise.resolve().then(() =>
          handler.call(
            null,
            next,
            previous,
            new Descriptor(host as glassEasel.Element, width),
            new Descriptor(node as glassEasel.Element, width),
          ),
        );
      };
    },
  };
  Object.assign(globalThis, { __mpWxs: hooks });
}
