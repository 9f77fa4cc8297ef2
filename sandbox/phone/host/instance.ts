import { component, glassEasel } from 'glass-easel-miniprogram-adapter';
import type { GeneralComponent } from 'glass-easel';
import type { Faults } from './faults.ts';

/** `this` of a page or component of the program, as far as the phone touches it. */
export interface Instance {
  _$: GeneralComponent;
  is: string;
  [name: string]: unknown;
}

/** The instance behind what the framework calls a method caller. */
export const asInstance = (caller: unknown): Instance => caller as Instance;

const SET_DATA_LIMIT = 256 * 1024;

/** Calls a lifecycle method of a page if it has one. */
export function call(faults: Faults, instance: Instance, method: string, ...given: unknown[]): unknown {
  const found = instance[method];
  if (typeof found !== 'function') return undefined;
  return faults.guard(`${instance.is} ${method}`, () =>
    (found as (...args: unknown[]) => unknown).apply(instance, given),
  );
}

/** The first element on the page that belongs to a node; a virtual host has none of its own. */
export function elementOf(node: glassEasel.Element | null | undefined): HTMLElement | undefined {
  if (node === null || node === undefined) return undefined;
  const own = node.getBackendElement();
  if (own instanceof HTMLElement) return own;
  const inside = glassEasel.Component.isComponent(node) ? node.getShadowRoot() : null;
  for (const child of [...(inside?.childNodes ?? []), ...node.childNodes]) {
    if (!(child instanceof glassEasel.Element)) continue;
    const found = elementOf(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Warns of what a phone would lose or refuse in a setData call. */
export function guardSetData(faults: Faults): void {
  const prototype = component.ComponentCaller.prototype;
  const original = prototype.setData;
  prototype.setData = function setData(this: Instance, data: Record<string, unknown>, callback?: () => void) {
    inspect(data, this.is, faults);
    Reflect.apply(original, this, [data, callback]);
  };
}

function inspect(data: Record<string, unknown>, where: string, faults: Faults): void {
  const open = new Set<object>();
  const look = (value: unknown, path: string): void => {
    if (value === undefined) return faults.warn(`setData: ${path} is undefined, which phones do not carry`, where);
    if (typeof value === 'function' && path.split('.').length <= 2) return;
    if (typeof value !== 'object' || value === null) return;
    if (value instanceof Date || value instanceof Map || value instanceof Set || value instanceof ArrayBuffer) {
      return faults.warn(`setData: ${path} is a ${value.constructor.name}, which phones do not carry`, where);
    }
    if (open.has(value)) return faults.warn(`setData: ${path} is circular`, where);
    open.add(value);
    for (const [key, inner] of Object.entries(value)) look(inner, `${path}.${key}`);
    open.delete(value);
  };
  for (const [key, value] of Object.entries(data)) look(value, key);
  let size = 0;
  try {
    size = JSON.stringify(data)?.length ?? 0;
  } catch {
    return;
  }
  if (size > SET_DATA_LIMIT)
    faults.warn(`setData: ${size} characters in one call, WeChat advises at most 256 KB`, where);
}
